"""A leak is written down and reported, the record of processing is read, and everything is asked and fetched once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from scholen.models import Instelling
from tests.factories import InstellingFactory, gebruiker_met
from toezicht.actions import vertrek
from toezicht.models import Vertrekpakket

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_leak_from_finding_to_closing_and_the_record_of_processing(binnen):
    InstellingFactory()
    page = binnen(gebruiker_met(Rol.FG))
    naar(page, "/beheer/verwerkingsregister/", "verwerkingsregister")
    page.locator("main summary").first.click()
    bekijk(page, "verwerkingsregister-open")
    naar(page, "/beheer/datalekken/", "datalekken-leeg")
    klik(page, "Nieuw datalek")
    druk(page, "Leg vast")
    bekijk(page, "datalek-nieuw-fout")
    page.get_by_label("Op welke dag is het gevonden?").fill(timezone.localdate().isoformat())
    page.get_by_label("Hoe laat?").fill("00:00")
    page.get_by_label("Verstuurd of gegeven aan de verkeerde").check()
    page.get_by_label("Wat gebeurde er?").fill("Een verslag ging naar een verkeerd adres.")
    page.get_by_label("Leerlingen").check()
    page.get_by_label("Welke gegevens?").fill("Naam en een verslag.")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Wat kan dit voor hen betekenen?").fill("Een vreemde weet wat er thuis speelt.")
    druk(page, "Leg vast")
    bekijk(page, "datalek")
    klik(page, "Melden of niet?")
    bekijk(page, "datalek-besluit")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Waarom?").fill("Het kan mensen schaden.")
    druk(page, "Leg het besluit vast")
    klik(page, "Vertellen aan wie het aangaat")
    bekijk(page, "datalek-vertellen")
    page.get_by_label("Nee, dat hoeft niet").check()
    page.get_by_label("Hoe is het verteld, of waarom niet?").fill("Niemand las het.")
    druk(page, "Leg vast")
    klik(page, "Maatregel")
    page.get_by_label("Wat deden jullie?").fill("Het adres wordt nu nagekeken.")
    druk(page, "Voeg toe")
    klik(page, "Gemeld aan de AP")
    page.get_by_label("Op welke dag?").fill(timezone.localdate().isoformat())
    page.get_by_label("Hoe laat?").fill(f"{timezone.localtime():%H:%M}")
    druk(page, "Leg de melding vast")
    bekijk(page, "datalek-gemeld")
    klik(page, "Datalek sluiten")
    page.get_by_label("Wat deden jullie?").fill("Alles is gedaan.")
    druk(page, "Sluit dit datalek")
    bekijk(page, "datalek-gesloten")
    naar(page, "/beheer/datalekken/", "datalekken")
    assert "Verstuurd of gegeven aan de verkeerde" in page.locator("main").inner_text()


def test_everything_is_asked_agreed_with_and_fetched_once(binnen):
    InstellingFactory()
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/vertrekpakket/", "vertrekpakketten-leeg")
    page.get_by_label("Waarvoor is het pakket?").fill("Wij stappen over.")
    druk(page, "Vraag het pakket")
    bekijk(page, "vertrekpakket-gevraagd")
    keurt = binnen(gebruiker_met(Rol.FG))
    naar(keurt, page.url, "vertrekpakket-beoordelen")
    keurt.get_by_label("Ja", exact=True).check()
    keurt.get_by_label("Waarom wel of niet?").fill("Besproken met het bestuur.")
    druk(keurt, "Geef antwoord")
    vertrek.pakket_maken(Vertrekpakket.objects.get().pk, op=timezone.now())
    naar(page, page.url, "vertrekpakket-klaar")
    with page.expect_download() as download:
        page.get_by_role("button", name="Haal het pakket op").click()
    assert download.value.suggested_filename == f"vertrekpakket-{timezone.localdate().isoformat()}.zip"
    naar(page, "/beheer/vertrekpakket/", "vertrekpakketten")
    assert "Opgehaald" in page.locator("main").inner_text()


def test_who_reads_arabic_finds_whom_to_ask_about_privacy(venster):
    InstellingFactory()
    Instelling.objects.update(fg_email="fg@proef.example", verwerkers="Hosting BV: de server")
    page = venster()
    naar(page, "/privacy/", "privacy")
    naar(page, "/talen/ar/privacy/", "privacy-ar")
    assert "fg@proef.example" in page.locator("main").inner_text()
