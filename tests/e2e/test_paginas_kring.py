"""A kring from nothing to a document, a list of who goes to a next school, and the way to the practice portal."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from scholen.models import Kring
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op, overgang_van

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_a_kring_from_nothing_to_a_document(binnen, script, tmp_path):
    InstellingFactory()
    beheer, trekker = gebruiker_met(Rol.BEHEERDER), gebruiker_met(Rol.ADVISEUR, naam="Ayla Trekt")
    page = binnen(beheer, java_script_enabled=script)
    naar(page, "/kringen/", "kringen-leeg")
    klik(page, "Nieuwe kring")
    druk(page, "Maak")
    bekijk(page, "kring-nieuw-fout")
    page.get_by_label("Hoe heet de kring?").fill("Kring Noord")
    page.get_by_label("Waar gaat het over?").fill("Samen leren.")
    druk(page, "Maak")
    page.get_by_label("Wie komt erbij?").select_option(label="Ayla Trekt, adviseur passend onderwijs")
    page.get_by_label("Trekt de kring").check()
    druk(page, "Voeg toe")
    bekijk(page, "kring-beheer")
    kring = Kring.objects.get()
    page = binnen(trekker, java_script_enabled=script, viewport={"width": 390, "height": 844})
    naar(page, f"/kringen/{kring.public_id}/", "kring")
    klik(page, "Bijeenkomst plannen")
    page.get_by_label("Op welke dag?").fill(timezone.localdate().isoformat())
    page.get_by_label("Van", exact=True).fill("00:01")
    page.get_by_label("Tot", exact=True).fill("00:02")
    page.get_by_label("Waar?").fill("De Vuurtoren")
    page.get_by_label("Waar gaat het over?").fill("Burgerservicenummer 111222333")
    druk(page, "Plan de bijeenkomst")
    bekijk(page, "kring-plannen-fout")
    page.get_by_label("Waar gaat het over?").fill("Rust in de klas.")
    druk(page, "Plan de bijeenkomst")
    page.get_by_label("Verslag", exact=True).fill("Het was goed.")
    druk(page, "Stel het verslag vast")
    bekijk(page, "kringbijeenkomst")
    blad = tmp_path / "plan.txt"
    blad.write_text("geen pdf")
    page.goto(f"/kringen/{kring.public_id}/")
    page.get_by_label("Wat is het?").fill("Plan")
    druk(page, "Voeg toe")
    bekijk(page, "kring-document-fout")


@pytest.mark.parametrize("script", [True, False])
def test_a_list_of_who_goes_to_a_next_school(binnen, script):
    InstellingFactory()
    school = SchoolFactory()
    ib = gebruiker_met(Rol.IB, school=school)
    overgang_van(leerling_op(school, roepnaam="Sem"), school=school, ib=ib)
    leerling_op(school, groep="8", roepnaam="Noor", achternaam="Voorbeeld")
    page = binnen(ib, java_script_enabled=script, viewport={"width": 390, "height": 844})
    naar(page, "/school/overgangen/", "overgangen")
    klik(page, "Leerlingen op de lijst zetten")
    druk(page, "Zet op de lijst")
    bekijk(page, "overgang-nieuw-fout")
    page.get_by_label("Noor Voorbeeld, groep 8").check()
    druk(page, "Zet op de lijst")
    klik(page, "Sem")
    bekijk(page, "overgang")
    page.get_by_role("button", name="Zet op gedaan").first.click()
    page.get_by_label("Waar gaat de leerling naartoe?").fill("Het College")
    druk(page, "Rond af")
    bekijk(page, "overgang-klaar")


def test_the_way_to_the_practice_portal(binnen, settings):
    settings.OEFEN_URL, settings.OEFEN_SLEUTEL = "https://oefen.swv.example", "s" * 40
    page = binnen(gebruiker_met(Rol.IB), viewport={"width": 390, "height": 844})
    naar(page, "/oefenen/", "oefenen")
    druk(page, "Oefen als intern begeleider")
    bekijk(page, "oefenen-verder")
    settings.OEFENEN = True
    naar(page, "/oefenen/binnen/?kaartje=x", "oefenen-binnen")
