"""The worker as it is in real life: killed, started again, given everything twice. The row is the truth (issue 8)."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.bestanden.opslag import IN_WORDING, lezen, pad, restanten_opruimen
from kern.brieven import actions
from kern.brieven.actions import LEASE, MAX_POGINGEN, TE_LANG_BEZIG, TELT_VOOR, WERKER_GESTOPT
from kern.brieven.models import Brief, BriefVersie
from kern.brieven.tasks import brieven_inhalen, pdf_maken
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.models import Status
from tests.factories import aanvraag_in, beslissing
from tests.kern.brieven.bommen import BOMMEN
from tests.werker import leegmaken, proces_leeft, wacht_tot, wachtrij

pytestmark = [pytest.mark.werker, pytest.mark.django_db(transaction=True)]

SJABLOON = """<!DOCTYPE html><html lang="nl"><head><title>{{ brief.nummer }}</title>
<link rel="stylesheet" href="asset:brief.css"></head>
<body><h1>Brief {{ brief.nummer }}</h1><p><!--dagtekening--></p>{{ brief.tekst|linebreaks }}</body></html>"""

ZWAAR = {"tekst": "Een naam als فاطمة ژیلا, die heen en weer gaat. " * 2_000}
"""As heavy as a letter may be: seconds of work, of a text that no form lets through."""


@dataclass(frozen=True)
class Klein:
    """What a small letter says. Each has its own number, so each PDF has its own content."""

    nummer: int
    tekst: str = "Fenna krijgt een plek op een school die bij haar past."


@pytest.fixture(autouse=True)
def _kleine_brief(settings):
    """The small template, beside the real ones. Only for freezing words: the worker gets HTML."""
    eigen = dict(settings.TEMPLATES[0])
    laders = [
        ("django.template.loaders.locmem.Loader", {"klein.html": SJABLOON}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    eigen["APP_DIRS"] = False
    eigen["OPTIONS"] = eigen["OPTIONS"] | {"loaders": laders}
    settings.TEMPLATES = [eigen]


def brieven(aantal: int, **velden: str) -> list[int]:
    """So many dated letters that still have no PDF."""
    nu = timezone.now()
    ids = []
    for nummer in range(aantal):
        brief = actions.opstellen(
            "klein.html", Klein(nummer, **velden), soort="proef", titel="Proef", bestandsnaam=f"{nummer}.pdf", op=nu
        )
        ids.append(actions.versie_maken(brief, dagtekening=timezone.localdate(nu), bezwaar_tot=None, op=nu).pk)
    return ids


def aanstoten(ids: list[int]) -> None:
    for versie_id in ids:
        pdf_maken.delay(versie_id=versie_id)


def gemaakt() -> int:
    return BriefVersie.objects.filter(pdf__isnull=False).count()


def wacht_op_pdfs(minstens: int, seconden: float = 30) -> None:
    wacht_tot(lambda: gemaakt() >= minstens, seconden, f"{minstens} brieven")


def wacht_op_poging(versie_id: int, poging: int, *, bezig: bool) -> None:
    """Until this try at a letter has begun, or has ended without a PDF."""
    rij = BriefVersie.objects.filter(pk=versie_id, pogingen=poging, pdf=None, lease_tot__isnull=not bezig)
    wacht_tot(rij.exists, 30, f"poging {poging}")


def tijd_verstrijkt(duur: timedelta = LEASE) -> None:
    """The clock of the leases goes on: what was leased to somebody who is gone becomes free."""
    BriefVersie.objects.filter(lease_tot__isnull=False).update(lease_tot=F("lease_tot") - duur)


def stand() -> list[tuple]:
    """Everything about versions, contents and files that a second run could change."""
    bestanden = sorted((str(een), een.stat().st_mtime_ns) for een in Path(settings.BESTANDEN_MAP).rglob("*/*/*"))
    return [*BriefVersie.objects.order_by("pk").values_list(), *Inhoud.objects.order_by("pk").values_list(), *bestanden]


def veeg() -> str:
    """The sweep as a system timer runs it."""
    uit = StringIO()
    call_command("brieven_inhalen", stdout=uit)
    return uit.getvalue()


def precies_een_pdf(ids: list[int]) -> None:
    """Every letter has one version with one PDF of its own, and on disk are exactly those files."""
    versies = list(BriefVersie.objects.select_related("pdf"))
    assert sorted(versie.pk for versie in versies) == sorted(ids)
    assert Brief.objects.count() == len(ids)
    for versie in versies:
        assert versie.lease_tot is None
        assert lezen(versie.pdf.sha256).startswith(b"%PDF-1.7")
        assert hashlib.sha256(pad(versie.pdf.sha256).read_bytes()).hexdigest() == versie.pdf.sha256
    assert len({versie.pdf_id for versie in versies}) == len(ids) == Inhoud.objects.count()


def test_the_worker_makes_the_letters_of_a_decision_when_they_are_made_ready(
    werker, ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker
):
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    assert not BriefVersie.objects.exists()
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    wacht_op_pdfs(3)
    assert gemaakt() == BriefVersie.objects.count() == 3
    for versie in BriefVersie.objects.select_related("pdf"):
        assert lezen(versie.pdf.sha256).startswith(b"%PDF-1.7")


@pytest.mark.lang
def test_killing_the_worker_in_the_middle_of_100_letters_leaves_exactly_one_pdf_per_letter(werker):
    ids = brieven(100)
    aanstoten(ids)
    for grens in (15, 45, 75):
        wacht_op_pdfs(grens)
        werker.doden()
        leegmaken()
        assert gemaakt() < 100
        half = actions.in_handen(op=timezone.now()).count()
        werker.starten()
        assert wachtrij() == 0
        open_ = actions.te_maken(op=timezone.now()).count()
        assert f"Aangestoten: {open_}\n" in veeg()
    assert half, "geen enkele keer stierf de werker tijdens een brief"
    wacht_op_pdfs(100 - half, 60)
    assert f"Aangestoten: 0\nNu in handen van een werker: {half}\n" in veeg()
    tijd_verstrijkt()
    assert f"Aangestoten: {half}\n" in veeg()
    wacht_op_pdfs(100)
    precies_een_pdf(ids)
    assert restanten_opruimen(op=timezone.now() + timedelta(days=1)) <= half
    assert not list((Path(settings.BESTANDEN_MAP) / IN_WORDING).iterdir())


def test_running_every_task_twice_changes_nothing(werker):
    ids = brieven(6)
    aanstoten(ids * 2)
    wacht_op_pdfs(6)
    wacht_tot(lambda: wachtrij() == 0)
    werker.tot_rust()
    eerst = stand()
    aanstoten(ids * 3)
    for _ in range(3):
        brieven_inhalen.delay()
    wacht_tot(lambda: wachtrij() == 0)
    werker.tot_rust()
    assert stand() == eerst
    precies_een_pdf(ids)


def test_a_letter_that_cannot_be_printed_keeps_its_reason_and_does_not_stop_the_others(werker):
    (fout,) = brieven(1, tekst="Naam in een schrift zonder lettertype: 漢字")
    goed = brieven(5)
    aanstoten([fout, *goed])
    wacht_op_pdfs(5)
    wacht_op_poging(fout, 1, bezig=False)
    versie = BriefVersie.objects.get(pk=fout)
    assert "Niet af te drukken tekens" in versie.laatste_fout
    assert (versie.pdf, versie.lease_tot, versie.pogingen) == (None, None, 1)


def test_a_letter_that_fails_every_time_ends_with_a_person(werker):
    (fout,) = brieven(1, tekst="漢字")
    for poging in range(1, MAX_POGINGEN + 1):
        assert "Aangestoten: 1\n" in veeg()
        wacht_op_poging(fout, poging, bezig=False)
    assert "Aangestoten: 0\nNu in handen van een werker: 0\nVastgelopen, iemand moet kijken: 1\n" in veeg()
    aanstoten([fout])
    wacht_tot(lambda: wachtrij() == 0)
    werker.tot_rust()
    assert BriefVersie.objects.get(pk=fout).pogingen == MAX_POGINGEN


def test_a_letter_that_takes_its_worker_along_ends_with_a_person_too(werker):
    """By kill -9 of the children while they are at it. Three workers, not ten: each death costs the others."""
    (gif,) = brieven(1, **ZWAAR)
    for poging in (1, 1 + TELT_VOOR, 1 + 2 * TELT_VOOR):
        assert "Aangestoten: 1\n" in veeg()
        wacht_op_poging(gif, poging, bezig=True)
        for kind in werker.kinderen():
            with suppress(ProcessLookupError):  # gone since it was named: a child that was replaced meanwhile
                os.kill(kind, signal.SIGKILL)
        wacht_tot(werker.antwoordt, 30, "een werker met nieuwe kinderen")
        tijd_verstrijkt()
    werker.doden()  # Celery gives the message of a lost child back seconds later: not to the next test
    assert "Aangestoten: 0\nNu in handen van een werker: 0\nVastgelopen, iemand moet kijken: 1\n" in veeg()
    versie = BriefVersie.objects.get(pk=gif)
    assert (versie.pdf, versie.pogingen, versie.laatste_fout) == (None, 1 + 2 * TELT_VOOR, WERKER_GESTOPT)


def test_no_bomb_hangs_a_worker_and_the_next_letter_is_there_within_ten_seconds(werker):
    """Past the limits of the forms, straight into the letters; more bombs than there are children."""
    bommen = [brieven(1, tekst=bom)[0] for bom in BOMMEN.values()]
    kinderen = set(werker.kinderen())
    aanstoten(bommen)
    begin = time.monotonic()
    (goed,) = brieven(1)
    aanstoten([goed])
    wacht_tot(BriefVersie.objects.filter(pk=goed, pdf__isnull=False).exists, 10, "de brief na de bommen")
    wacht_tot(lambda: BriefVersie.objects.filter(pk__in=bommen, pogingen=1, lease_tot=None).count() == len(bommen), 10)
    assert time.monotonic() - begin < 10
    assert set(BriefVersie.objects.filter(pk__in=bommen).values_list("pdf", flat=True)) == {None}
    assert not BriefVersie.objects.filter(pk__in=bommen, laatste_fout="").exists()
    assert set(werker.kinderen()) == kinderen


def test_a_letter_that_takes_too_long_stops_by_itself_and_ends_with_a_person_at_the_second_time(werker):
    (zwaar,) = brieven(1, **ZWAAR)
    for poging in (1, 2):
        pdf_maken.apply_async(kwargs={"versie_id": zwaar}, soft_time_limit=1, time_limit=15)
        wacht_op_poging(zwaar, poging * TELT_VOOR, bezig=False)
    assert BriefVersie.objects.get(pk=zwaar).laatste_fout == TE_LANG_BEZIG
    assert "Aangestoten: 0\nNu in handen van een werker: 0\nVastgelopen, iemand moet kijken: 1\n" in veeg()


def test_a_letter_that_does_not_stop_is_killed_and_the_others_go_on(werker):
    """A stopped process hears nothing, as one that is deep in the library of the fonts."""
    (vast, *goed) = [*brieven(1, **ZWAAR), *brieven(4)]
    pdf_maken.apply_async(kwargs={"versie_id": vast}, soft_time_limit=4, time_limit=5)
    (kind,) = wacht_tot(werker.bezig, wat="een kind dat bezig is")
    wacht_op_poging(vast, 1, bezig=True)
    os.kill(kind, signal.SIGSTOP)
    aanstoten(goed)
    wacht_op_pdfs(4, 10)
    wacht_tot(lambda: not proces_leeft(kind), 10, "het einde van een kind dat niet luistert")
    assert BriefVersie.objects.filter(pk=vast, pdf=None, lease_tot__isnull=False, pogingen=1).exists()
    tijd_verstrijkt()
    assert "Aangestoten: 1\n" in veeg()
    wacht_op_pdfs(5)
    assert BriefVersie.objects.get(pk=vast).pogingen == 1 + TELT_VOOR


def test_every_letter_has_a_time_limit_that_leaves_the_next_one_its_ten_seconds():
    assert pdf_maken.soft_time_limit < 10 < pdf_maken.time_limit <= 30


def test_the_queue_grows_no_longer_than_the_backlog_while_no_worker_comes(geen_werker):
    leegmaken()
    ids = brieven(12)
    aanstoten(ids[:5])
    assert "Aangestoten: 7\n" in veeg()
    for _ in range(5):
        assert "Aangestoten: 0\n" in veeg()
    assert wachtrij() == 12
    leegmaken()
    assert "Aangestoten: 12\n" in veeg()
    leegmaken()
