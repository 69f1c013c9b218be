"""Beheer changes the protocol while a case runs: the case keeps its own, and goes on by the new one when asked."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.thuiszitterrijen import casus

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_protocol_changed_while_a_case_runs(binnen, venster):
    swv, school = InstellingFactory().swv, SchoolFactory(naam="De Zandloper")
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")
    rij = casus(swv=swv, school=school, leerling=leerling_op(school, roepnaam="Ruben"), regie=adviseur)
    beheer = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(beheer, "/beheer/", "beheer-met-protocol")
    klik(beheer, "Protocol thuiszitters")
    bekijk(beheer, "protocollen")
    klik(beheer, swv.naam)
    bekijk(beheer, "protocol-beheer")
    klik(beheer, "Stap toevoegen")
    druk(beheer, "Bewaar in het concept")
    bekijk(beheer, "protocol-stap-fout")
    beheer.get_by_label("Naam van de stap").fill("Huisbezoek")
    beheer.get_by_label("Wat voor stap is dit?").select_option("anders")
    beheer.get_by_label("Wie doet dit?").fill("Adviseur")
    beheer.get_by_label("De stap moet dan klaar zijn").check()
    beheer.get_by_label("Hoeveel?").fill("3")
    beheer.get_by_label("Dagen, weken of maanden?").select_option("schooldagen")
    beheer.get_by_label("Vanaf de melding").check()
    druk(beheer, "Bewaar in het concept")
    for _ in range(7):
        beheer.get_by_role("button", name="Omhoog met de stap Huisbezoek").click()
    druk(beheer, "Verwijder de stap Startgesprek")
    bekijk(beheer, "protocol-concept")
    klik(beheer, "Bekijk en publiceer")
    bekijk(beheer, "protocol-publiceren")
    druk(beheer, "Publiceer")
    assert "Versie 2 is gepubliceerd." in beheer.locator("main").inner_text()
    klik(beheer, "Versie 1")
    bekijk(beheer, "protocol-versie")

    page = binnen(adviseur)
    page.goto(f"/thuiszitters/{rij.public_id}/")
    assert "Startgesprek" in page.locator("main").inner_text(), "the case keeps its own version"
    klik(page, "Versie 2 geldt nu")
    bekijk(page, "thuiszitter-protocol")
    druk(page, "Volg de nieuwe versie")
    bekijk(page, "thuiszitter-nieuwe-versie")
    ladder = page.locator("ol.swv-ladder").inner_text()
    assert "Huisbezoek" in ladder
    assert "Startgesprek" not in ladder

    bezoeker = venster()
    naar(bezoeker, "/ouders/", "ouders-thuis")
    klik(bezoeker, "Lees welke stappen wij zetten")
    bekijk(bezoeker, "protocol-openbaar")
    assert "Huisbezoek" in bezoeker.locator("main").inner_text()
