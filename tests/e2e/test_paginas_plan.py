"""The plan of a child: from the page of a pupil until they look back, and what the family reads of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.planrijen import gesprek, vastgesteld
from tests.thuiszitterrijen import casus, onderwijsaanbod
from thuiszitters.actions.plan import gesprek_vastleggen, planafspraak_maken
from thuiszitters.actions.schoolweken import opbouw_afspreken

from .conftest import bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def dag(aantal=0):
    return (timezone.localdate() + timedelta(days=aantal)).isoformat()


def test_a_plan_from_the_page_of_a_pupil_until_they_look_back(binnen):
    school = SchoolFactory(naam="De Zandloper")
    kind = leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    page = binnen(gebruiker_met(Rol.IB, school=school, naam="Anouk Visser"))
    page.goto(f"/leerlingen/{kind.public_id}/")
    klik(page, "Plan met doelen en afspraken")
    bekijk(page, "plan-begin")
    druk(page, "Plan beginnen")
    bekijk(page, "plan-leeg")
    klik(page, "Plan schrijven")
    page.get_by_label("Wat wil Ruben zelf het liefst?").fill("Weer bij mijn vrienden zijn, maar niet de hele dag.")
    page.get_by_label("Wat willen de ouders?").fill("Dat hij met plezier gaat.")
    page.get_by_label("Wat helpt, en wat juist niet?").fill("Een vaste plek bij het raam. Onverwacht bezoek niet.")
    page.locator("input[name=doel_1]").fill("Drie ochtenden per week in de eigen klas")
    bekijk(page, "plan-schrijven")
    druk(page, "Bewaren en vaststellen")
    bekijk(page, "plan-schrijven-fout")
    page.get_by_label("Waaraan zie je dat doel 1 lukt?").fill("Hij komt zelf binnen")
    page.get_by_label("Besproken met de ouders op").fill(dag())
    druk(page, "Bewaren en vaststellen")
    klik(page, "Gesprek vastleggen")
    page.get_by_label("Gesprek met de leerling").check()
    page.get_by_label("Wie waren erbij?").fill("Ruben en de mentor")
    page.get_by_label("Wat is besproken?").fill("De ochtenden zijn fijn, de pauze is druk.")
    page.get_by_label("Nee").check()
    bekijk(page, "plan-gesprek")
    druk(page, "Bewaren")
    klik(page, "Samen terugkijken")
    page.get_by_label("Wie waren erbij?").fill("Ruben, zijn moeder en de mentor")
    page.get_by_label("Wat is besproken?").fill("Het gaat goed. Er kan een middag bij.")
    page.get_by_role("group", name="Drie ochtenden").get_by_label("Bereikt", exact=True).check()
    page.get_by_role("group", name="Lezen de ouders").get_by_label("Ja").check()
    page.get_by_label("Verder opbouwen").check()
    bekijk(page, "plan-terugkijken")
    druk(page, "Bewaren")
    bekijk(page, "plan")
    assert "bereikt op" in page.locator("main").inner_text()
    klik(page, "Uren bijhouden")
    page.get_by_label("Vanaf welke week?").fill(dag(-14))
    page.get_by_label("Hoeveel uur in de eerste week?").fill("4")
    page.get_by_label("Hoeveel uur komt er elke week bij?").fill("2")
    page.get_by_label("Tot hoeveel uur per week?").fill("12")
    druk(page, "Vul de weken in")
    page.locator("input[name^=g_]").nth(2).fill("4")
    page.locator("input[name^=g_]").nth(3).fill("5,5")
    bekijk(page, "plan-uren")
    druk(page, "Bewaren")
    page.get_by_text("Cijfers als tabel").click()
    bekijk(page, "plan-met-uren")


def test_a_family_reads_the_plan_says_what_it_wants_and_answers_an_offer(binnen):
    school = SchoolFactory(naam="De Zandloper")
    kind = leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    moeder, ib = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.IB, school=school)
    ouder_van(kind, gebruiker=moeder)
    rij = casus(leerling=kind, school=school, door=ib, regie=gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet"))
    plan, nu = vastgesteld(leerling=kind, school=school, door=ib), {"door": ib, "op": timezone.now()}
    vanaf = timezone.localdate() - timedelta(days=14)
    opbouw_afspreken(plan, **nu, vanaf=vanaf, begin=Decimal(4), erbij=Decimal(2), tot=Decimal(12))
    gesprek_vastleggen(plan, gesprek(), **nu)
    planafspraak_maken(plan, **nu, wat="Kluisje naast dat van Sam", voor=timezone.localdate(), naam="De mentor")
    onderwijsaanbod(rij, door=rij.regievoerder, wat="Drie ochtenden in de Rustklas", bij="De Horizon", uren=Decimal(8))
    page = binnen(moeder)
    page.goto("/dossier/")
    bekijk(page, "dossier-met-plan")
    klik(page, "Lees hoe het ervoor staat")
    bekijk(page, "dossier-plan")
    klik(page, "Zeg ja of nee")
    page.get_by_label("Nee").check()
    druk(page, "Versturen")
    bekijk(page, "dossier-voorstel-fout")
    page.get_by_label("Waarom wel of niet?").fill("Het is te ver met de bus.")
    druk(page, "Versturen")
    klik(page, "Vertel wat u wilt")
    bekijk(page, "dossier-wens")
    page.get_by_label("Wat wilt u het liefst?").fill("Dat hij weer lacht als hij thuiskomt.")
    druk(page, "Versturen")
    page.get_by_text("Bekijk de cijfers").click()
    bekijk(page, "dossier-plan-gezegd")
    moeder.betrokkenen.update(taal="ar")
    arabisch = binnen(moeder)
    arabisch.goto(f"/dossier/kind/{kind.public_id}/naar-school/")
    bekijk(arabisch, "dossier-plan-ar")
    adviseur = binnen(rij.regievoerder)
    adviseur.goto(f"/thuiszitters/{rij.public_id}/")
    bekijk(adviseur, "thuiszitter-met-plan")
    assert "Het is te ver met de bus." in adviseur.locator("main").inner_text()
