"""Paying by a file for the bank: two persons, two browsers, one file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from arrangementen.actions.betalen import uitbetalen
from arrangementen.models import Betaalbestand
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def _invoeren(page, wie: str, iban: str) -> None:
    page.goto("/budgetten/rekeningen/nieuw/")
    page.get_by_label("Van wie?").select_option(label=wie)
    page.get_by_label("Rekeningnummer (IBAN)").fill(iban)
    page.get_by_label("Op naam van").fill(wie)
    page.get_by_label("Waar staat dit nummer?").fill("Brief van 3 november.")
    druk(page, "Leg vast")


def _bevestigen(page) -> None:
    page.goto("/budgetten/rekeningen/")
    page.locator("td[data-label=Nieuw] a").first.click()
    page.get_by_label("Hoe heb je het nagegaan?").fill("Gebeld.")
    druk(page, "Bevestig dit nummer")


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_two_persons_make_one_file_for_the_bank(binnen, script):
    swv, school, nu = InstellingFactory().swv, SchoolFactory(), timezone.now()
    Instelling.objects.update(betaalbestand=True)
    pot("5000")
    controller, beslisser = gebruiker_met(Rol.CONTROLLER), gebruiker_met(Rol.BESLISSER)
    hulp = toegekend(arrangement(school=school, bedrag=Decimal("1250.50")))
    geld = {"bedrag": Decimal("1250.50"), "datum": timezone.localdate(), "sleutel": "a"}
    uitbetalen(hulp, door=controller, op=nu, **geld)
    een, twee = (binnen(wie, java_script_enabled=script) for wie in (controller, beslisser))
    naar(een, "/budgetten/betaalbestanden/", "betaalbestanden-leeg")
    klik(een, "Nieuw betaalbestand")
    bekijk(een, "betaalbestand-zonder-rekening")
    naar(een, "/budgetten/rekeningen/nieuw/", "rekening-nieuw")
    druk(een, "Leg vast")
    bekijk(een, "rekening-nieuw-fout")
    _invoeren(een, swv.naam, "NL91 ABNA 0417 1643 00")
    _invoeren(een, school.bestuur.naam, "nl44rabo0123456789")
    bekijk(een, "rekeningen-wachten")
    een.locator("td[data-label=Nieuw] a").first.click()
    bekijk(een, "rekening-van-jezelf")
    naar(twee, "/budgetten/rekeningen/", "rekeningen-tweede")
    twee.locator("td[data-label=Nieuw] a").first.click()
    bekijk(twee, "rekening-bevestigen")
    for _ in range(2):
        _bevestigen(twee)
    naar(een, "/budgetten/betaalbestanden/al-betaald/", "betaling-buitenom")
    naar(een, "/budgetten/betaalbestanden/nieuw/", "betaalbestand-nieuw")
    klik(een, "Kies alles")
    druk(een, "Zet klaar voor goedkeuring")
    bekijk(een, "betaalbestand-wacht")
    klik(twee, "Betaalbestanden")
    bekijk(twee, "betaalbestanden")
    twee.locator("main tbody a").first.click()
    bekijk(twee, "betaalbestand-goedkeuren")
    druk(twee, "Keur goed")
    bekijk(twee, "betaalbestand-goedgekeurd")
    gehaald = [_ophalen(page) for page in (een, twee)]
    rij = Betaalbestand.objects.get()
    assert gehaald[0] == gehaald[1]
    assert b'<InstdAmt Ccy="EUR">1250.50</InstdAmt>' in gehaald[0]
    assert rij.opgehaald_door == controller


def _ophalen(page) -> bytes:
    page.goto(f"/budgetten/betaalbestanden/{Betaalbestand.objects.get().public_id}/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het bestand").click()
    assert download.value.suggested_filename.endswith(".xml")
    return Path(download.value.path()).read_bytes()
