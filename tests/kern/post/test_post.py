"""A mail says that something is ready, and nothing else; a row says that it must go, until it went."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core import mail
from django.utils import timezone

from kern.post import actions
from kern.post.models import Bericht
from kern.post.teksten import MAILS

pytestmark = pytest.mark.django_db


def klaarzetten(sleutel="zaak-1", soort="herinnering", **meer):
    return actions.klaarzetten(aan="ouder@proef.example", soort=soort, sleutel=sleutel, op=timezone.now(), **meer)


def test_that_something_waits_is_told_by_melden_alone():
    """Otherwise it would go past the one mail of a day."""
    bron = [
        pad.read_text()
        for map_ in ("kern", "scholen", "loket", "arrangementen", "dossier")
        for pad in Path(map_).rglob("*.py")
    ]
    assert not [tekst for tekst in bron if re.search(r"""soort=["']klaar["']""", tekst)]


@pytest.mark.parametrize("soort", sorted(MAILS.keys() - actions.METEEN))
def test_every_mail_has_the_same_subject_and_no_name_number_or_outcome(soort):
    actions.verzenden(klaarzetten(soort=soort).pk, op=timezone.now())
    bericht = mail.outbox[-1]
    assert bericht.subject == "Er staat iets voor u klaar"
    assert set(re.findall(r"\{(\w*)\}", MAILS[soort].tekst)) - {"aantal"} == {"link"}
    assert re.findall(r"https?://[^/\s]+", bericht.body) == ["https://testserver"]
    assert not bericht.attachments


def test_a_mail_cannot_be_given_words_of_its_own():
    """A number of things is no word: it cannot hold more than a number."""
    velden = inspect.signature(actions.klaarzetten).parameters
    assert set(velden) == {"aan", "soort", "sleutel", "op", "link", "aantal", "niet_voor"}
    assert velden["aantal"].annotation == "int"
    assert {veld.name for veld in Bericht._meta.get_fields()} == {
        "id", "aan", "soort", "sleutel", "link", "aantal", "created_at", "lease_tot", "pogingen", "verzonden_op",
        "niet_voor", "wie", "gewoon", "dagmail", "overgeslagen_op",
    }  # fmt: skip
    assert set(inspect.signature(actions.melden).parameters) == {"wie", "sleutel", "op", "dringend", "niet_voor"}


def test_the_same_occasion_is_one_mail():
    een, twee = klaarzetten(), klaarzetten()
    assert een == twee
    assert [actions.verzenden(een.pk, op=timezone.now()) for _ in range(3)] == [True, False, False]
    assert len(mail.outbox) == 1


def test_a_mail_that_must_wait_goes_from_its_moment_on():
    nu = timezone.now()
    bericht = klaarzetten(niet_voor=nu + timedelta(hours=2))
    assert not actions.verzenden(bericht.pk, op=nu + timedelta(hours=1))
    assert not mail.outbox
    assert actions.te_verzenden(op=nu + timedelta(hours=2)).get() == bericht
    assert actions.verzenden(bericht.pk, op=nu + timedelta(hours=2))


def test_a_mail_that_failed_goes_when_its_lease_is_over(settings):
    bericht, nu = klaarzetten(), timezone.now()
    goed = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError):
        actions.verzenden(bericht.pk, op=nu)
    settings.EMAIL_BACKEND = goed
    assert not actions.te_verzenden(op=nu).exists()
    assert actions.te_verzenden(op=nu + timedelta(minutes=6)).get() == bericht
    assert actions.verzenden(bericht.pk, op=nu + timedelta(minutes=6))


def test_a_task_is_told_ids_and_nothing_else(settings):
    """What stands in the queue can be read by who reads Redis."""
    assert (settings.CELERY_TASK_SERIALIZER, settings.CELERY_ACCEPT_CONTENT) == ("json", ["json"])
    current_app.loader.import_default_modules()
    taken = [taak for naam, taak in current_app.tasks.items() if naam.startswith("kern.")]
    assert len(taken) >= 4
    for taak in taken:
        for naam, parameter in inspect.signature(taak.run).parameters.items():
            assert (naam.endswith("_id"), str(parameter.annotation)) == (True, "int"), taak.name
