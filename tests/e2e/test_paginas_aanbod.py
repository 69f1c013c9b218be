"""The catalogue of support: as a parent reads it, as a school reads it, and as it is kept."""

from __future__ import annotations

import pytest
from django.utils import timezone

from arrangementen.actions.aanbod import aanbod_klaarzetten
from arrangementen.models import Aanbod
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import notatie, schooljaar
from tests.factories import InstellingFactory, gebruiker_met

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gevuld():
    swv = InstellingFactory().swv
    swv.regio = "haaglanden"
    swv.save()
    aanbod_klaarzetten(swv, door=Systeem("proef"), op=timezone.now())
    return swv


def test_what_parents_and_schools_read(bezoeker, binnen, gevuld):
    naar(bezoeker, "/ouders/", "aanbod-vanaf-ouders")
    klik(bezoeker, "Bekijk welke hulp er is")
    bekijk(bezoeker, "aanbod-ouders")
    klik(bezoeker, "Schoolmaatschappelijk werk+")
    bekijk(bezoeker, "aanbod-ouders-een")
    page = binnen(gebruiker_met(Rol.IB))
    naar(page, "/aanbod/", "aanbod-school")
    klik(page, "Groepsarrangement")
    bekijk(page, "aanbod-school-een")


def test_the_catalogue_from_a_new_kind_to_the_tariffs_of_next_year(binnen, gevuld):
    page = binnen(gebruiker_met(Rol.BEHEERDER, naam="Fedde Beheer"))
    page.goto("/beheer/")
    klik(page, "Aanbod en tarieven")
    bekijk(page, "aanbod-beheer")
    klik(page, "Aanbod toevoegen")
    bekijk(page, "aanbod-nieuw")
    druk(page, "Bewaren")
    bekijk(page, "aanbod-nieuw-fout")
    page.get_by_label("Naam", exact=True).fill("Trajectvoorziening")
    page.get_by_label("Kenmerk").fill("traject")
    page.get_by_label("Soort", exact=True).select_option("traject")
    page.get_by_label("Extra ondersteuning").check()
    page.get_by_label("Een plaats in een voorziening").check()
    assert not page.get_by_label("Welke functie?").is_visible()
    page.get_by_label("Hoeveel plaatsen?").fill("12")
    page.get_by_label("Zoveel plaatsen op elke school").check()
    page.get_by_label("Woorden voor ouders").fill("Een rustige plek op school met een vaste begeleider.")
    page.get_by_label("Woorden voor de school").fill("Je begeleidt leerlingen vanuit een vaste plek.")
    page.get_by_role("group", name="Mogen ouders").get_by_label("Ja").check()
    page.get_by_role("group", name="Is een OPP nodig").get_by_label("Ja").check()
    page.get_by_label("De school zelf").check()
    page.get_by_label("Melden").check()
    page.get_by_label("Het schoolbestuur zelf").check()
    druk(page, "Bewaren")
    page.get_by_label("Bedrag in euro").fill("4.250")
    druk(page, "Tarief vaststellen")
    page.get_by_label("Bedrag in euro").fill("4.300")
    druk(page, "Tarief vaststellen")
    bekijk(page, "aanbod-tarief-fout")
    page.get_by_label("Waarom verandert het?").fill("Nieuwe cao.")
    druk(page, "Tarief vaststellen")
    bekijk(page, "aanbod-tarief")
    klik(page, "Wijzigen")
    bekijk(page, "aanbod-wijzigen")
    volgend = notatie(schooljaar(timezone.localdate()) + 1)
    naar(page, "/beheer/aanbod/tarieven/", "aanbod-tarieven-leeg")
    page.get_by_label("Hoeveel procent hoger?").fill("2,5")
    druk(page, "Neem de tarieven over")
    assert f"8 tarieven voor {volgend} overgenomen" in page.locator("main").inner_text()
    assert "€\u00a04.407,50" in page.locator("main").inner_text()
    bekijk(page, "aanbod-tarieven")
    assert Aanbod.objects.count() == 8
