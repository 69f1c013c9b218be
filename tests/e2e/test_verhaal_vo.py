"""Praktijkonderwijs in a region for secondary schools: who decides, what the criteria say, the decision, the letter."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Bekendmaking, Tlv
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van, vo_regio

from . import mensen
from .conftest import UITVOER, bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
LEZINGEN = (
    ({"iq": 72, "ir": (30, 50), "bl": (32, 50)}, ("past geen van beide", "op twee manieren te lezen")),
    ({"iq": 86, "ir": (20, 50), "bl": (22, 50)}, ("kan het allebei", "Op de leerachterstand past praktijkonderwijs")),
    ({"iq": 78, "ir": (30, 50), "bl": (32, 50)}, ("kan het allebei", "Op het IQ past praktijkonderwijs")),
)
"""What the tests gave → what the page says of it: between the criteria, and both mixed readings (15d lid 6)."""


def test_praktijkonderwijs_from_the_route_check_to_the_letter(binnen, werker):
    vo_regio()
    school = SchoolFactory(naam="Het Duincollege", soort="VO")
    daan = gebruiker_met(Rol.IB, school=school, naam="Daan de Boer")
    marit = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    rosa, noor = (gebruiker_met(Rol.DESKUNDIGE, naam=naam) for naam in ("Rosa Proefman", "Noor Vakvrouw"))
    hanneke = gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser")
    geboren = date(timezone.localdate().year - 12, 6, 3)
    mila = leerling_op(school, roepnaam="Mila", achternaam="Voorbeeld", geboortedatum=geboren, groep="")
    moeder = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    ouder_van(mila, gebruiker=moeder)

    ib = binnen(daan)
    _wie_beslist(ib)
    aanvraag = _schrijven(ib, mila)
    balie = binnen(marit)
    mensen.nemen(balie, aanvraag)
    bekijk(balie, "vo-zaak")
    assert "Op het IQ past praktijkonderwijs" in balie.locator("main").inner_text()
    mensen.deskundigen_vragen(balie, ("Rosa Proefman", "orthopedagoog"), ("Noor Vakvrouw", "vo_deskundige"))
    for wie in (rosa, noor):
        mensen.adviseren(binnen(wie), "PRO")
    mensen.besluiten(binnen(hanneke), "PRO", jaren="5")
    mensen.versturen(balie)
    _lezen(binnen(moeder), ib)


def _wie_beslist(ib) -> None:
    """The question before the aanvraag: who decides, and which kind fits."""
    ib.goto("/")
    klik(ib, "Nieuwe aanvraag")
    ib.get_by_label("Waar gaat het om?").select_option(label="Praktijkonderwijs")
    druk(ib, "Kijk wie beslist en wat past")
    bekijk(ib, "vo-wie-beslist")
    assert "dat zijn wij" in ib.locator("#route").inner_text()


def _schrijven(ib, mila):
    mensen.beginnen(ib, "TLV praktijkonderwijs", mila)
    bekijk(ib, "vo-aanvraag")
    klik(ib, "Leerling en ouders")
    mensen.leerling_en_contact(ib, groep="brugklas")
    mensen.vraag(ib, jaren="5")
    _toetsen(ib)
    mensen.behoefte_en_gedaan(ib)
    mensen.mening(ib)
    mensen.stuk(ib, "onderwijskundig_rapport", "okr.pdf")
    bekijk(ib, "vo-stukken")
    mensen.opslaan(ib)
    klik(ib, "Controleren en indienen")
    bekijk(ib, "vo-controleren-mist")
    klik(ib, "mening van de ouders")
    mensen.stuk(ib, "zienswijze_ouders", "ouders.pdf")
    mensen.opslaan(ib)
    klik(ib, "Controleren en indienen")
    assert "Op het IQ past praktijkonderwijs" in ib.locator("main").inner_text()
    return mensen.nakijken_en_indienen(ib, "vo-controleren")


def _toetsen(ib) -> None:
    """Three outcomes, each in words; the last one stays."""
    ib.get_by_label("Met welke test?").fill("WISC-V")
    mensen.dag(ib, timezone.localdate(), vraag="Wanneer was die test?")
    ib.get_by_label("Welke psycholoog of orthopedagoog").fill("R. Proefman, orthopedagoog")
    ib.get_by_label("Met welke toetsen").fill("Cito rekenen en begrijpend lezen")
    mensen.dag(ib, timezone.localdate(), vraag="Wanneer waren die toetsen?")
    mensen.kies(ib, "Zijn er sociaal-emotionele problemen?", "Nee")
    ib.get_by_label("Waarom past deze soort onderwijs").fill(
        "Leren door te doen past bij Mila; de theorie gaat te snel."
    )
    for nummer, (uitslag, woorden) in enumerate(LEZINGEN, 1):
        ib.get_by_label("Wat is het totaal-IQ?").fill(str(uitslag["iq"]))
        for domein in ("ir", "bl"):
            for maat, waarde in zip(("dle", "dl"), uitslag[domein], strict=True):
                ib.locator(f"[name={domein}_{maat}]").fill(str(waarde))
        mensen.opslaan(ib)
        klik(ib, "IQ en leerachterstand", bij="aside")
        tekst = ib.locator("main").inner_text()
        assert [woord for woord in woorden if woord not in tekst] == [], tekst
        if nummer == 1:
            bekijk(ib, "vo-toetsen-geen")
    bekijk(ib, "vo-toetsen")
    ib.locator(".swv-alert", has_text="landelijke criteria").screenshot(path=UITVOER / "vo-criteria-1280.png")
    mensen.opslaan(ib)


def _lezen(thuis, ib) -> None:
    nummer = Tlv.objects.get().nummer
    thuis.goto("/")
    bekijk(thuis, "vo-dossier")
    klik(thuis, "Lees de brief")
    bekijk(thuis, "vo-brief-ouder", titel="Besluit over de aanvraag")
    assert "praktijkonderwijs" in thuis.locator("main, body").first.inner_text()
    assert nummer in mensen.pdf_van(ib, Bekendmaking.objects.get(aan="school"))
