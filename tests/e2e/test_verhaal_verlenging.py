"""The renewal campaign of a school: twenty TLVs that end, drafts for all in one action, one finished and sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.models import Aanvraag, Status
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, tlv_voor

from . import mensen
from .conftest import bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_drafts_for_twenty_tlvs_in_one_action_and_one_is_sent(binnen):
    school = SchoolFactory(naam="SO De Branding", soort="SO")
    anouk = gebruiker_met(Rol.IB, school=school, naam="Anouk Visser")
    marit = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    _twintig(school, anouk)
    ib = binnen(anouk)
    ib.goto("/")
    klik(ib, "TLV’s", bij="header")
    bekijk(ib, "school-tlvs")
    if timezone.localdate().month in (8, 9):  # before the signal of 1 October there is nothing to tick
        return
    druk(ib, "Maak concepten voor alle leerlingen")
    bekijk(ib, "school-tlvs-alle", titel="Concepten")
    assert "20 gemaakt, 0 overgeslagen" in ib.locator("main").inner_text()
    assert Aanvraag.objects.filter(status=Status.CONCEPT).count() == 20
    with ib.expect_navigation():
        ib.locator("main .swv-check a").first.click()
    bekijk(ib, "verlenging-concept")
    verlenging = _afmaken(ib)
    klik(ib, "Terug naar mijn aanvragen")
    bekijk(ib, "verlenging-school")
    klik(ib, "TLV’s", bij="header")
    bekijk(ib, "school-tlvs-daarna")
    klik(ib, "Wijzigen")
    bekijk(ib, "tlv-wijzigen", titel="Wijziging")
    _bij_het_loket(binnen(marit), verlenging)


def _twintig(school, ib) -> None:
    """Twenty that end with this school year, decided last year, and one that goes on."""
    vandaag = timezone.localdate()
    einde = laatste_dag(schooljaar(vandaag))
    basis = {"ib": ib, "beslisser": gebruiker_met(Rol.BESLISSER), "start": vandaag - timedelta(days=380)}
    basis["op"] = timezone.now() - timedelta(days=400)
    for nummer in range(21):
        kind = leerling_op(school, roepnaam=f"Leerling{nummer:02d}", achternaam="Voorbeeld")
        tlv_voor(eind=einde if nummer < 20 else date(einde.year + 1, 7, 31), leerling=kind, **basis)


def _afmaken(ib) -> Aanvraag:
    """Each section that was taken over is looked at and saved; what changed is marked."""
    klik(ib, "Leerling en ouders")
    mensen.leerling_en_contact(ib)
    mensen.kies(ib, "Is er een plek op een school?", "Ja, er is een plek")
    ib.get_by_label("Op welke school?").fill("SO De Branding")
    mensen.opslaan(ib)
    bekijk(ib, "verlenging-onderdeel")
    ib.get_by_label("Wat gaat goed?").fill("Rekent nu zelfstandig, en vraagt om hulp als het te druk is.")
    mensen.opslaan(ib)
    mensen.opslaan(ib)
    mensen.mening(ib)
    mensen.opp(ib)
    return mensen.indienen(ib, "verlenging-controleren")


def _bij_het_loket(balie, verlenging) -> None:
    mensen.nemen(balie, verlenging)
    klik(balie, "Aanvraag", bij=".swv-tabs")
    bekijk(balie, "verlenging-zaak")
    tekst = balie.locator("main").inner_text()
    assert "Wat veranderde sinds de vorige aanvraag?" in tekst
    assert "Rekent nu zelfstandig" in tekst
