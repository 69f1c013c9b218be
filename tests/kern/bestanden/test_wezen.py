"""What came in and was never sent does not stay: a child that stops halfway left nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.bestanden.actions import WEES, bewaren, wezen, wezen_weggooien
from kern.bestanden.models import Inhoud
from kern.bestanden.opslag import OpslagFout, lezen
from kern.bestanden.tasks import wezen_opruimen
from kern.gebruikers.rollen import Rol
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.models import Status
from loket.views.stembestanden import GELDT
from tests.factories import aanvraag_in, beslissing, gebruiker_met, pdfs_klaar
from tests.loket.overgangen import compleet_concept

pytestmark = pytest.mark.django_db
OUD = timedelta(minutes=1) + WEES


def kort_geleden():
    return timezone.now() - OUD


def test_what_nobody_sent_goes_with_its_bytes(django_capture_on_commit_callbacks):
    los = bewaren(b"een tekening die niemand verstuurde", soort="image/png", op=kort_geleden())
    with django_capture_on_commit_callbacks(execute=True):
        wezen_opruimen()
    assert not Inhoud.objects.filter(pk=los.pk).exists()
    with pytest.raises(OpslagFout):
        lezen(los.sha256)


def test_what_can_still_be_sent_stays():
    los = bewaren(b"net binnen", soort="image/png", op=timezone.now() - WEES + timedelta(minutes=1))
    assert wezen_weggooien(op=timezone.now()) == 0
    assert Inhoud.objects.filter(pk=los.pk).exists()


def test_a_page_can_send_nothing_any_more_that_was_thrown_away():
    """What it holds on to is proved for shorter than the sweep waits; an hour for who sends at the last moment."""
    assert timedelta(seconds=GELDT) + timedelta(hours=1) <= WEES


def test_what_is_thrown_away_while_it_comes_in_again_is_kept_anew(monkeypatch, django_capture_on_commit_callbacks):
    """The sweep was between reading the row and holding it: the row that is given exists, and so does its file."""
    bewaren(b"tegelijk", soort="image/png", op=kort_geleden())
    gewoon, keren = type(Inhoud.objects).get_or_create, []

    def met_veeg(rijen, **velden):
        gevonden = gewoon(rijen, **velden)
        if not keren:
            keren.append(1)
            Inhoud.objects.filter(pk=gevonden[0].pk).delete()
        return gevonden

    monkeypatch.setattr(type(Inhoud.objects), "get_or_create", met_veeg)
    opnieuw = bewaren(b"tegelijk", soort="image/png", op=timezone.now())
    assert Inhoud.objects.filter(pk=opnieuw.pk).exists()
    assert lezen(opnieuw.sha256) == b"tegelijk"


def test_a_file_is_kept_and_thrown_away_under_one_lock(django_capture_on_commit_callbacks):
    """A row that is not committed yet cannot be seen by the sweep: it waits for who keeps the same bytes."""
    with CaptureQueriesContext(connection) as houdt:
        los = bewaren(b"om de beurt", soort="image/png", op=kort_geleden())
    assert "pg_advisory_xact_lock" in houdt[1]["sql"] + houdt[0]["sql"]
    with django_capture_on_commit_callbacks() as daarna:
        assert wezen_weggooien(op=timezone.now()) == 1
    with CaptureQueriesContext(connection) as gooit:
        for een in daarna:
            een()
    assert any("pg_advisory_xact_lock" in een["sql"] for een in gooit)
    with pytest.raises(OpslagFout):
        lezen(los.sha256)


def test_what_came_in_again_counts_as_new():
    bewaren(b"twee keer", soort="image/png", op=kort_geleden())
    opnieuw = bewaren(b"twee keer", soort="image/png", op=timezone.now())
    assert opnieuw not in wezen(timezone.now())


def test_what_any_row_points_to_stays_however_old():
    """Each kind of row: a new one is taken along by itself, for the sweep asks the models."""
    bijlage = compleet_concept().bijlagen.get()
    Inhoud.objects.update(created_at=timezone.now() - timedelta(days=900))
    assert wezen_weggooien(op=timezone.now()) == 0
    assert Inhoud.objects.filter(pk=bijlage.inhoud_id).exists()


def test_a_sweep_does_so_many_at_a_time():
    for nummer in range(3):
        bewaren(f"los {nummer}".encode(), soort="image/png", op=kort_geleden())
    assert [wezen_weggooien(op=timezone.now(), hoogstens=2) for _ in range(3)] == [2, 1, 0]


def test_letters_that_were_kept_first_do_not_hide_what_nobody_sent():
    """A row may point to bytes without a name back: were those orphans, the sweep would try them over and over."""
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    besluiten(zaak, door=gebruiker_met(Rol.BESLISSER), op=timezone.now(), **beslissing(zaak))
    klaarzetten(zaak, door=gebruiker_met(Rol.LOKETMEDEWERKER), op=timezone.now(), verzenddatum=timezone.localdate())
    pdfs_klaar(op=kort_geleden() - OUD)
    los = bewaren(b"niet verstuurd", soort="image/png", op=kort_geleden())
    assert list(wezen(timezone.now())) == [los]
    assert wezen_weggooien(op=timezone.now(), hoogstens=1) == 1
