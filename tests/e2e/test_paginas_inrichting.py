"""A new SWV from an empty portal by beheer alone: founded, in its own colours, divided, and taken along as a file."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband
from tests.factories import SchoolFactory, gebruiker_met

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_an_swv_is_founded_and_gets_its_looks_and_address(binnen):
    page = binnen(gebruiker_met(Rol.BEHEERDER, naam="Fedde Beheer"))
    naar(page, "/beheer/", "beheer-kaarten")
    klik(page, "Klaar voor de eerste TLV?")
    bekijk(page, "nieuw-swv-leeg")
    page.get_by_label("Code van het samenwerkingsverband").fill("PO2815")
    page.get_by_label("Naam").fill("SWV De Vloedlijn")
    druk(page, "Samenwerkingsverband toevoegen")
    bekijk(page, "nieuw-swv")
    klik(page, "Contact en adres")
    for veld, waarde in {
        "Straat en huisnummer": "Kade 1",
        "Postcode": "1234ab",
        "Plaats": "Duin",
        "Telefoon": "023 123 45 67",
    }.items():
        page.get_by_label(veld, exact=True).fill(waarde)
    page.get_by_label("E-mailadres", exact=True).fill("loket@duin.example")
    druk(page, "Bewaren")
    bekijk(page, "contactgegevens")
    naar(page, "/beheer/huisstijl/", "huisstijl")
    blad = page.locator("link[rel=stylesheet]").first
    page.get_by_label("Merkkleur").fill("#ffd400")
    page.get_by_text("Je ziet de kleuren al").wait_for()
    assert "merk=%23ffd400" in blad.get_attribute("href")
    druk(page, "Voorbeeld bekijken")
    bekijk(page, "huisstijl-voorbeeld")
    assert "Wij maken hem daar donkerder" in page.locator("main").inner_text()
    assert Samenwerkingsverband.objects.get().merkkleur == "#17566b"
    druk(page, "Bewaren")
    bekijk(page, "huisstijl-bewaard")
    assert Samenwerkingsverband.objects.get().merkkleur == "#ffd400"


def test_the_region_is_divided_the_kinds_are_chosen_and_all_goes_along_as_a_file(binnen, tmp_path):
    SchoolFactory(naam="De Zandloper")
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/werkgebieden/", "werkgebieden-leeg")
    page.get_by_label("Naam van het werkgebied").fill("Noord")
    druk(page, "Toevoegen")
    page.get_by_label("De Zandloper").check()
    bekijk(page, "werkgebied")
    druk(page, "Bewaren")
    bekijk(page, "werkgebieden")
    naar(page, "/beheer/mails/", "mails")
    page.get_by_role("link", name="Herinnering", exact=True).click()
    page.get_by_label("Jullie tekst").fill("Bij {swv} wacht iets: {link}")
    druk(page, "Voorbeeld bekijken")
    bekijk(page, "mail")
    assert "wacht iets: http" in page.locator("main").inner_text()
    naar(page, "/beheer/instellingen/po2815/dagen/", "instelling-dagen")
    naar(page, "/beheer/instellingen/po2815/basis/", "instelling-basis")
    naar(page, "/beheer/soorten/", "soorten")
    naar(page, "/beheer/soorten/po2815/", "soorten-wijzigen")
    naar(page, "/beheer/schooljaar/", "schooljaar")
    druk(page, "Bekijk wat er komt")
    bekijk(page, "schooljaar-voorstel")
    naar(page, "/beheer/overzetten/", "overzetten")
    with page.expect_download() as wacht:
        page.get_by_role("link", name="Instellingen downloaden").click()
    bestand = tmp_path / "instellingen.json"
    wacht.value.save_as(bestand)
    Samenwerkingsverband.objects.update(plaats="Elders")
    page.get_by_label("Bestand met instellingen").set_input_files(bestand)
    druk(page, "Bekijk wat er verandert")
    bekijk(page, "overzetting")
    druk(page, "Neem dit over")
    bekijk(page, "overzetting-klaar")
    assert Samenwerkingsverband.objects.get().plaats == "Zandwerven"
