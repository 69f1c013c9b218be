"""Budgets in a browser: from one number to the decision, paying, the books, accounting and basisondersteuning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from arrangementen.actions.betalen import uitbetalen
from kern.gebruikers.rollen import Rol
from scholen.models import LeerlingAantal
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_one_number_is_followed_to_the_decision_and_paid(binnen):
    pot("120000", naam="Arrangementen Laak", grootboek="4310", kostenplaats="012")
    hulp = toegekend(arrangement(bedrag=Decimal("1250.50")))
    page = binnen(gebruiker_met(Rol.CONTROLLER, naam="Conny Controller"))
    naar(page, "/budgetten/", "budgetten")
    klik(page, "€ 1.250,50 toegekend")
    bekijk(page, "budget-boekingen")
    klik(page, hulp.kenmerk)
    bekijk(page, "budget-beslissing")
    klik(page, "Betalen of terugvorderen")
    bekijk(page, "budget-betalen")
    page.get_by_label("Bedrag").first.fill("1.000")
    druk(page, "Boek de betaling")
    assert "€\u00a0250,50" in page.locator("main").inner_text()
    naar(page, "/budgetten/", "budgetten-betaald")
    page.get_by_label("Bedragen van").select_option("eerste")
    druk(page, "Toon")
    bekijk(page, "budgetten-kalenderjaar")
    klik(page, "Arrangementen Laak")
    bekijk(page, "budget")
    klik(page, hulp.school.naam)
    bekijk(page, "budget-school")
    naar(page, "/budgetten/besturen/", "budget-besturen")
    klik(page, hulp.school.bestuur.naam)
    bekijk(page, "budget-bestuur")
    naar(page, "/budgetten/werkgebieden/", "budget-werkgebieden")
    naar(page, "/budgetten/31-december/", "budget-jaareinde")


def test_a_budget_is_made_and_raised(binnen):
    InstellingFactory()
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    naar(page, "/budgetten/", "budgetten-leeg")
    klik(page, "Nieuw budget")
    bekijk(page, "budget-nieuw")
    druk(page, "Maak het budget")
    bekijk(page, "budget-nieuw-fout")
    page.get_by_label("Naam").fill("Arrangementen")
    page.get_by_label("Begroot voor het hele schooljaar").fill("50.000")
    druk(page, "Maak het budget")
    klik(page, "Budget wijzigen")
    bekijk(page, "budget-wijzigen")
    page.get_by_label("De begroting gaat omhoog").check()
    page.get_by_label("Met hoeveel?").fill("2.500,50")
    page.get_by_label("Waarom?").fill("Nieuwe beschikking.")
    druk(page, "Pas de begroting aan")
    assert "€\u00a052.500,50" in page.locator("main").inner_text()


def test_an_invoice_a_journaal_and_the_books(binnen):
    pot("5000", grootboek="4310")
    hulp = toegekend()
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    naar(page, "/budgetten/facturen/", "facturen-leeg")
    klik(page, "Vastleggen")
    bekijk(page, "factuur-nieuw")
    page.get_by_label("Leverancier", exact=True).fill("Bureau Voorbeeld")
    page.get_by_label("Nummer van de leverancier").fill("2026-1")
    page.get_by_label("Datum").fill(timezone.localdate().isoformat())
    page.get_by_label("Bedrag").fill("100")
    page.get_by_label("Ons kenmerk").fill(hulp.kenmerk)
    druk(page, "Leg vast")
    bekijk(page, "factuur")
    druk(page, "Boek de betaling")
    naar(page, "/budgetten/boekhouding/", "boekhouding")
    page.locator("#id_journaal-van").fill(timezone.localdate().isoformat())
    page.locator("#id_journaal-tot").fill(timezone.localdate().isoformat())
    page.get_by_label("nog te betalen").fill("2150")
    page.get_by_label("Grootboekrekening bank").fill("1100")
    druk(page, "Maak het journaal")
    bekijk(page, "boekhouding-journaal")
    bestand = f"kenmerk;bedrag;datum\n{hulp.kenmerk};100,00;{timezone.localdate()}\nAR-2020-0001;5,00;\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "bank.csv", "mimeType": "text/csv", "buffer": bestand.encode()}
    )
    page.locator("#id_lezen-van").fill(timezone.localdate().isoformat())
    page.locator("#id_lezen-tot").fill(timezone.localdate().isoformat())
    druk(page, "Lees het bestand")
    bekijk(page, "realisatie")
    druk(page, "Neem over")
    assert "Ingelezen" in page.locator("main").inner_text()


def test_a_school_accounts_and_the_controller_agrees(binnen):
    pot("5000")
    school = SchoolFactory()
    hulp = toegekend(arrangement(school=school))
    controller, nu = gebruiker_met(Rol.CONTROLLER), timezone.now()
    geld = {"bedrag": Decimal(100), "datum": timezone.localdate(), "sleutel": "a"}
    uitbetalen(hulp, door=controller, op=nu, **geld)
    page = binnen(gebruiker_met(Rol.DIRECTEUR, school=school))
    naar(page, "/budgetten/verantwoorden/", "verantwoordtaken")
    klik(page, "Schooljaar")
    bekijk(page, "verantwoord")
    page.get_by_label("Hoeveel is er besteed?").fill("90")
    page.get_by_label("Waaraan?").fill("Negen uren begeleiding.")
    page.get_by_label("Wat leverde het op?").fill("Rust in de groep.")
    druk(page, "Verstuur")
    page = binnen(controller)
    naar(page, "/budgetten/verantwoordingen/", "verantwoordingen")
    page.locator("main tbody a").first.click()
    bekijk(page, "verantwoording")
    page.get_by_label("Ja, akkoord").check()
    druk(page, "Leg vast")
    hulp.refresh_from_db()
    assert (hulp.verantwoord, hulp.toegekend) == (90, 90)


def test_basisondersteuning_is_worked_out_shared_and_printed(binnen):
    rij, school, dag = pot("50000", naam="Basisondersteuning"), SchoolFactory(), date(2025, 10, 1)
    LeerlingAantal.objects.create(school=school, teldatum=dag, aantal=200, peildatum=dag)
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    naar(page, f"/budgetten/{rij.public_id}/basisondersteuning/", "basis")
    page.get_by_label("Vast bedrag per school").fill("1.000")
    page.get_by_label("Bedrag per leerling").fill("112,50")
    druk(page, "Reken uit")
    bekijk(page, "basis-uitgerekend")
    druk(page, "Verdeel en boek")
    bekijk(page, "basis-verdeeld")
    klik(page, school.bestuur.naam)
    bekijk(page, "basis-bestuur")
    assert "€\u00a023.500,00" in page.locator("main").inner_text()
    page.go_back()
    page.get_by_label("Welk deel van wat nog openstaat?").select_option("2")
    druk(page, "Boek de betalingen")
    bekijk(page, "basis-termijn")
    klik(page, "BA-")
    bekijk(page, "basis-betalen")
    klik(page, "uitbetaald")
    bekijk(page, "boeking-corrigeren")
    page.get_by_label("Wat klopte er niet?").fill("Verkeerde datum.")
    druk(page, "Boek tegen")
    bekijk(page, "boeking-gecorrigeerd")
    assert "alles tegengeboekt" in page.locator("main").inner_text()


def test_basisondersteuning_that_does_not_fit_is_confirmed(binnen):
    rij, school, dag = pot("100", blokkeert=False), SchoolFactory(), date(2025, 10, 1)
    LeerlingAantal.objects.create(school=school, teldatum=dag, aantal=20, peildatum=dag)
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    naar(page, f"/budgetten/{rij.public_id}/basisondersteuning/", "basis")
    page.get_by_label("Vast bedrag per school").fill("0")
    page.get_by_label("Bedrag per leerling").fill("10")
    druk(page, "Reken uit")
    druk(page, "Verdeel en boek")
    bekijk(page, "basis-over-budget")
    page.get_by_label("over het budget, en ik ga door").check()
    druk(page, "Verdeel en boek")
    bekijk(page, "basis-toch-verdeeld")
