"""The pages of a plan: from a pupil or a case, written, agreed on, talked about and closed."""

import re

import pytest
from django.urls import reverse

from kern.gebruikers.rollen import Rol
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.planrijen import concept, vastgesteld
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import Afspraak, Plan, Plangesprek

from .test_paginas import dag, woorden

pytestmark = pytest.mark.django_db


def hier(naam, rij):
    return reverse(f"thuiszitters:{naam}", args=[rij.public_id])


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def kind(school):
    return leerling_op(school, roepnaam="Ruben")


def test_from_the_page_of_a_pupil_to_a_plan_that_holds(kind, ib):
    client = ingelogd(ib)
    begin = hier("plan_van", kind)
    assert begin in client.get(reverse("scholen:leerling", args=[kind.public_id])).text
    assert "Alleen de school en het gezin lezen het" in woorden(client.get(begin))
    plan = hier("plan", Plan.objects.first()) if client.post(begin).status_code == 302 else ""
    assert client.get(begin).url == plan
    assert "Nodig voordat je het plan vaststelt" in woorden(client.get(plan))
    schrijven = plan + "schrijven/"
    velden = {"wens_leerling": "Bij mijn vrienden zijn.", "doel_1": "Drie ochtenden", "besproken_op": dag().isoformat()}
    assert "Schrijf op waaraan jullie zien dat dit lukt" in woorden(client.post(schrijven, velden))
    assert "welk doel hierbij hoort" in woorden(client.post(schrijven, velden | {"maat_1": "x", "maat_2": "y"}))
    assert "Kies vandaag of een eerdere dag" in woorden(
        client.post(schrijven, velden | {"besproken_op": dag(2).isoformat()})
    )
    assert "minstens één doel" in woorden(client.post(schrijven, {"actie": "vaststellen"}, follow=True))
    assert client.post(schrijven, velden | {"maat_1": "Hij komt zelf"}).url == plan
    assert 'value="Drie ochtenden"' in client.get(schrijven).text
    assert "klaar om vast te stellen" in woorden(client.get(plan))
    assert "Het plan is vastgesteld." in woorden(client.post(plan, {"actie": "vaststellen"}, follow=True))
    assert "al vastgesteld" in woorden(client.get(schrijven, follow=True))
    Plan.objects.update(vastgesteld_op=None)
    nog_eens = client.post(schrijven, velden | {"maat_1": "Hij komt zelf", "actie": "vaststellen"}, follow=True)
    assert "Het gezin kan het nu lezen" in woorden(nog_eens)
    assert client.post(plan, {"actie": "anders"}).status_code == 404


def test_on_the_page_of_a_plan_goals_and_agreements_are_added(ib, school):
    plan, client = hier("plan", rij := vastgesteld(school=school, door=ib)), ingelogd(ib)
    assert "Schrijf het doel op" in woorden(client.post(plan, {"actie": "doel"}))
    client.post(plan, {"actie": "doel", "doel": "Een middag", "maat": "Hij eet mee"})
    client.post(plan, {"actie": "afspraak", "wat": "Bellen", "naam": "Mentor", "voor": dag(3).isoformat()})
    assert {"Een middag", "Bellen", "Mentor"} <= {
        een for een in ("Een middag", "Bellen", "Mentor") if een in woorden(client.get(plan))
    }
    client.post(plan, {"actie": f"klaar:{Afspraak.objects.get().public_id}"})
    assert Afspraak.objects.get().klaar_op == dag()
    assert rij.doelen.count() == 2


def test_a_talk_and_looking_back_are_written_down(ib, school):
    rij, client = vastgesteld(school=school, door=ib), ingelogd(ib)
    velden = {"dag": dag().isoformat(), "wie": "Ruben", "verslag": "Fijn op school."}
    gesprek, terug = hier("plan_gesprek", rij), hier("plan_terugkijken", rij)
    fout = woorden(client.post(gesprek, velden))
    assert "Kies wat voor gesprek" in fout
    assert "Kies of het gezin dit leest" in fout
    assert client.post(gesprek, velden | {"soort": "leerling", "gezin_leest": "nee"}).status_code == 302
    assert re.search(r'name="terugkijken"[^>]*value="\d{4}-', client.get(terug).text), "a day is proposed"
    velden |= {"gezin_leest": "ja", "vervolg": "opbouwen", "doel_1": "bereikt", "terugkijken": dag().isoformat()}
    assert "Kies een dag na dit gesprek" in woorden(client.post(terug, velden))
    client.post(terug, velden | {"terugkijken": dag(20).isoformat()})
    pagina = woorden(client.get(hier("plan", rij)))
    for zin in ("bereikt op", "Hoe verder: verder opbouwen", "het gezin leest dit niet", "Fijn op school."):
        assert zin in pagina
    assert Plangesprek.objects.count() == 2
    concept_ = concept(school=school, door=ib)
    assert "Stel het plan eerst vast." in woorden(client.get(hier("plan_terugkijken", concept_), follow=True))


def test_a_plan_whose_day_has_come_says_so_and_a_closed_one_is_found_back(ib, school, kind):
    rij, client = vastgesteld(school=school, door=ib, leerling=kind), ingelogd(ib)
    Plan.objects.update(evaluatie_op=dag())
    assert "Kijk samen terug" in woorden(client.get(hier("plan", rij)))
    sluiten = hier("plan_sluiten", rij)
    assert "Schrijf op hoe het is gegaan" in woorden(client.post(sluiten, {"slotwoord": ""}))
    client.post(sluiten, {"slotwoord": "Het gaat goed."})
    assert "Het gaat goed." in woorden(client.get(hier("plan", rij)))
    for naam in ("plan_schrijven", "plan_gesprek", "plan_terugkijken", "plan_sluiten"):
        assert "afgesloten" in woorden(client.get(hier(naam, rij), follow=True))
    assert "Eerdere plannen" in woorden(client.get(hier("plan_van", kind)))


def test_a_case_shows_its_plan_and_begins_one(ib, school, kind):
    rij, client = casus(leerling=kind, school=school, door=ib), ingelogd(gebruiker_met(Rol.ADVISEUR))
    assert "Er is nog geen plan." in woorden(client.get(hier("casus", rij)))
    client.post(hier("plan_van", kind))
    concept(leerling=kind, school=school, door=ib)
    pagina = woorden(client.get(hier("casus", rij)))
    assert "Weer bij mijn vrienden zijn." in pagina
    assert "Drie ochtenden in de eigen klas" in pagina
    lezer = ingelogd(gebruiker_met(Rol.BESLISSER))
    assert "Plan schrijven" not in woorden(lezer.get(hier("plan", Plan.objects.get())))
    assert lezer.get(hier("plan_schrijven", Plan.objects.get())).status_code == 404


def test_an_older_page_of_the_concept_does_not_wipe_what_a_colleague_wrote(school, ib, kind):
    plan, collega = concept(leerling=kind, school=school, door=ib), gebruiker_met(Rol.IB, school=school)
    client, schrijven = ingelogd(ib), hier("plan_schrijven", plan)
    oud = {naam: waarde or "" for naam, waarde in client.get(schrijven).context["form"].initial.items()}
    nieuw = oud | {"doel_2": "Samen eten", "maat_2": "Hij blijft zitten"}
    assert ingelogd(collega).post(schrijven, nieuw).status_code == 302
    antwoord = client.post(schrijven, oud | {"helpt": "Een koptelefoon.", "actie": "vaststellen"})
    assert "intussen ook gewijzigd" in woorden(antwoord)
    assert "Nu staat hier: Samen eten" in woorden(antwoord)
    assert "Een koptelefoon." in antwoord.text, "what was typed is still there"
    plan.refresh_from_db()
    assert (plan.doelen.count(), plan.vastgesteld_op, plan.helpt) == (2, None, "Een rustige plek.")
    nu = {"toen": antwoord.context["form"]["toen"].value(), "helpt": "Een koptelefoon."}
    assert client.post(schrijven, nieuw | nu).status_code == 302
    plan.refresh_from_db()
    assert (plan.doelen.count(), plan.helpt) == (2, "Een koptelefoon.")
