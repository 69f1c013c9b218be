"""A regeling: a plan of a school with goals and how they are measured, in the flow of all support."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Arrangement
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from tests.arrangementrijen import pot
from tests.factories import SchoolFactory, aanbod, gebruiker_met

pytestmark = pytest.mark.django_db
REGELING = {"vorm": "bedrag", "eenheid": "arrangement", "functie": "", "niveau": "basis", "opp_nodig": False}


def ingevuld(rij, **anders):
    dag = timezone.localdate()
    tot = min(dag + timedelta(days=90), laatste_dag(schooljaar(dag)))
    data = {
        "sleutel": "r" * 22,
        "voor": "school",
        "groep": "Rustplek",
        "onderwijsbehoeften": "Een plek om tot rust te komen.",
        "al_gedaan": "Een hoek in de gang.",
        "doel_1": "Minder leerlingen gaan naar huis.",
        "maat_1": "Hoogstens twee per week.",
        "doel_2": "Docenten weten wat te doen.",
        "maat_2": "Allen deden de scholing.",
        "bedrag": "4.500,50",
        "van": dag.isoformat(),
        "tot": tot.isoformat(),
        "contactpersoon": "Anouk",
        "telefoon": "0001234567",
    }
    return reverse("arrangementen:arrangement_aanvragen", args=[rij.public_id]), data | anders


@pytest.mark.parametrize("soort", ["subsidie", "pilot", "terugblik"])
def test_a_school_asks_for_itself_with_results_and_what_measures_them(inloggen, soort):
    school = SchoolFactory()
    ib = gebruiker_met(Rol.DIRECTEUR, school=school)
    adres, data = ingevuld(aanbod(soort=soort, **REGELING))
    pagina = inloggen(ib).get(adres).text
    assert "Welke leerlingen?" not in pagina
    assert "Waaraan meet je dat?" in pagina
    assert "Geef het plan een naam" in inloggen(ib).post(adres, data | {"groep": ""}).text
    assert "Je aanvraag is ingediend." in inloggen(ib).post(adres, data, follow=True).text
    rij = Arrangement.objects.get()
    assert (rij.voor, rij.bedrag, rij.aanvraag.soort, rij.deelnames.count()) == (
        "school",
        Decimal("4500.50"),
        "ARRG",
        0,
    )
    assert [een.maat for een in rij.doelen.all()] == ["Hoogstens twee per week.", "Allen deden de scholing."]


def test_it_is_granted_from_a_budget_as_all_support_is(inloggen):
    pot("5000")
    school = SchoolFactory()
    adres, data = ingevuld(aanbod(soort="subsidie", **REGELING))
    inloggen(gebruiker_met(Rol.DIRECTEUR, school=school)).post(adres, data)
    rij = Arrangement.objects.get()
    beoordelen = reverse("arrangementen:arrangement_beoordelen", args=[rij.public_id])
    inloggen(gebruiker_met(Rol.BESLISSER)).post(beoordelen, {"uitkomst": "toegekend", "motivering": "Goed plan."})
    assert Arrangement.objects.get().toegekend == Decimal("4500.50")


def test_a_yearly_evaluation_costs_nothing_and_needs_no_budget(inloggen):
    school = SchoolFactory()
    kind = aanbod(soort="terugblik", gewicht="melden", toekenning="schoolbestuur", **REGELING)
    adres, data = ingevuld(kind, bedrag="0")
    tekst = inloggen(gebruiker_met(Rol.IB, school=school)).post(adres, data, follow=True).text
    assert "De hulp is vastgelegd." in tekst
    assert Arrangement.objects.get().beslissing.pot is None
