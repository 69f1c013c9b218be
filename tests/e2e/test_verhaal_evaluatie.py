"""A school looks back on help with a mother who reads Arabic, and goes on with it for the next period."""

from __future__ import annotations

import pytest
from django.utils import timezone

from arrangementen.models import Arrangement, Evaluatie, Evaluatiewoord
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from scholen.models import Instelling
from tests.arrangementrijen import toegekend_zonder_geld
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op, ouder_van

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hulp():
    """Help for one child, its mother and who asked it."""
    school = SchoolFactory(naam="De Zandloper", telefoon="0000000012")
    kind = leerling_op(school, roepnaam="Noor", achternaam="Voorbeeld")
    moeder, ib = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.IB, school=school)
    ouder_van(kind, gebruiker=moeder, voornaam="Anna")
    soort = aanbod("eigen", vorm="bedrag", eenheid="arrangement", functie="", aanbieder="school")
    rij = toegekend_zonder_geld(
        school=school,
        leerling=kind,
        ib=ib,
        soort=soort,
        van=eerste_dag(schooljaar(timezone.localdate())),
        aantal=None,
    )
    return rij, moeder, ib


@pytest.mark.parametrize("script", [True, False])
def test_looking_back_with_a_mother_and_going_on(binnen, hulp, script):
    rij, moeder, ib = hulp
    moeder.betrokkenen.update(taal="nl" if script else "ar")
    Instelling.objects.update(structureel_vanaf_jaar=2)
    page = binnen(ib)
    naar(page, f"/arrangementen/{rij.public_id}/evalueren/", "evaluatie-plannen")
    page.get_by_label("Eindevaluatie").check()
    page.get_by_label("Wanneer praten jullie erover?").fill(timezone.localdate().isoformat())
    druk(page, "Plan de evaluatie")
    bekijk(page, "evaluatie-te-vroeg")
    page.get_by_label("Toch nu al een eindevaluatie").check()
    druk(page, "Plan de evaluatie")
    schrijven = page.url
    bekijk(page, "evaluatie-schrijven")

    thuis = binnen(moeder, java_script_enabled=script)
    deelname = rij.deelnames.get().public_id
    naar(thuis, f"/dossier/hulp/{deelname}/", f"hulp-{moeder.betrokkenen.get().taal}")
    with thuis.expect_navigation():
        thuis.locator("#terugkijken a").first.click()
    bekijk(thuis, f"terugkijken-{moeder.betrokkenen.get().taal}")
    with thuis.expect_navigation():
        thuis.locator("main form button[type=submit]").first.click()
    bekijk(thuis, f"terugkijken-leeg-{moeder.betrokkenen.get().taal}")
    thuis.locator("textarea[name=goed]").fill("تنام بشكل أفضل.")
    with thuis.expect_navigation():
        thuis.locator("main form button[type=submit]").first.click()
    assert Evaluatiewoord.objects.get().goed == "تنام بشكل أفضل."
    bekijk(thuis, "hulp-gezegd")

    page.goto(schrijven)
    assert "تنام بشكل أفضل." in page.locator("main").inner_text()
    druk(page, "Afronden")
    bekijk(page, "evaluatie-fout")
    page.get_by_label("Een of meer ouders").check()
    page.get_by_label("Wat werkte?").fill("Een vaste plek.")
    page.get_by_label("Deels bereikt").check()
    page.get_by_label("Toelichting bij dit doel").fill("Drie van de vijf keer.")
    page.get_by_label("De hulp gaat door").check()
    druk(page, "Afronden")
    bekijk(page, "evaluatie-klaar")
    assert Evaluatie.objects.get().klaar
    thuis.goto(f"/dossier/hulp/{deelname}/")
    bekijk(thuis, "hulp-klaar")
    assert "Een vaste plek." in thuis.locator("main").inner_text()

    naar(page, f"/arrangementen/{rij.public_id}/verlengen/", "verlengen")
    assert "Zelf beginnen." in page.locator("textarea[name=doel_1]").input_value()
    druk(page, "Verlenging vragen")
    bekijk(page, "verlengen-fout")
    page.get_by_label("Ja, wij denken aan een TLV").check()
    page.get_by_label("Waarom denken jullie dat?").fill("De hulp blijft nodig.")
    page.get_by_label("Telefoonnummer").fill("0612345678")
    page.get_by_label("Waarom is lichtere of kortere hulp niet genoeg?").fill(
        "Drie van de vijf keer is nog geen gewoonte."
    )
    page.get_by_label("Welk bedrag vraag je").fill("750")
    page.locator("input[name=ouders_weten]").first.check()
    druk(page, "Verlenging vragen")
    assert Arrangement.objects.filter(vorige=rij, aanleiding="verlenging").exists(), page.locator("main").inner_text()


def test_the_list_and_a_question_that_cannot_be(binnen, hulp):
    rij, _, ib = hulp
    page = binnen(ib)
    naar(page, "/arrangementen/evalueren/", "evalueren")
    naar(page, f"/arrangementen/{rij.public_id}/verlengen/", "verlengen-niet")
    klik(page, "Naar de evaluatie")
    assert "Evaluatie plannen" in page.locator("h1").inner_text()
