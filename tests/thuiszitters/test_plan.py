"""The plan of a child: what it needs, how it goes along into a case, who reads it, and what never changes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import Inschrijving
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.planrijen import DOELEN, concept, gesprek, vastgesteld
from tests.thuiszitterrijen import casus, onbekend
from thuiszitters.actions import overgang as sloten
from thuiszitters.actions.plan import (
    doel_toevoegen,
    gesprek_vastleggen,
    plan_beginnen,
    plan_schrijven,
    plan_sluiten,
    plan_vaststellen,
    planafspraak_maken,
)
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.stappen import afspraak_afronden, afspraak_maken
from thuiszitters.models import Afspraak, Plan, Plandoel, Plangesprek, Planwoord
from thuiszitters.rules.plan import terugkijken_op, wat_ontbreekt

DAG = timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def kind(school):
    return leerling_op(school, roepnaam="Ruben")


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR)


def test_they_look_back_after_three_weeks_with_school():
    vrij = {date(2026, 10, 19) + nummer * DAG for nummer in range(5)}
    assert terugkijken_op(date(2026, 10, 8), lambda een: een.weekday() < 5 and een not in vrij) == date(2026, 11, 5)


def test_what_a_plan_still_needs_is_said_in_sentences():
    assert wat_ontbreekt(kind="Ruben", doelen=1, besproken=True, wens=True) == []
    zinnen = wat_ontbreekt(kind="Ruben", doelen=0, besproken=False, wens=False)
    assert "Ruben zelf wil, of waarom dat niet kon" in zinnen[1]
    assert len(zinnen) == 3


def test_a_plan_holds_once_nothing_is_missing_and_then_its_goals_stand(kind, school, ib):
    plan = plan_beginnen(kind, **nu(ib))
    assert plan_beginnen(kind, **nu(ib)) == plan, "one plan for a child"
    with pytest.raises(NietMogelijk, match=r"minstens één doel.* zelf wil.* met de ouders"):
        plan_vaststellen(plan, **nu(ib))
    velden = {"helpt": "", "doelen": DOELEN * 2, "wens_leerling": "Bij vrienden zijn."}
    with pytest.raises(NietMogelijk, match="toekomst"):
        plan_schrijven(plan, **nu(ib), **velden, besproken_op=dag(1))
    plan_schrijven(plan, **nu(ib), **velden)
    plan_schrijven(plan, **nu(ib), **(velden | {"doelen": DOELEN}), besproken_op=dag(), wens_ouders="Rust.")
    assert (plan.doelen.count(), plan.woorden.count()) == (1, 2), "the same wish is not written twice"
    plan = plan_vaststellen(plan, **nu(ib))
    assert (plan.vastgesteld_op, plan.evaluatie_op > dag(20)) == (dag(), True)
    with pytest.raises(NietMogelijk, match="al vastgesteld"):
        plan_vaststellen(plan, **nu(ib))
    with pytest.raises(NietMogelijk, match="al vastgesteld"):
        plan_schrijven(plan, **nu(ib), **velden)
    doel_toevoegen(plan, **nu(ib), doel="Een middag erbij", maat="Hij blijft eten")
    assert [een.volgorde for een in plan.doelen.all()] == [1, 2]


def test_the_database_keeps_what_was_agreed_and_said(school, ib):
    plan = vastgesteld(school=school, door=ib)
    gesprek_vastleggen(plan, gesprek(), **nu(ib))
    for sql in (
        "UPDATE thuiszitters_plandoel SET doel = 'x'",
        "DELETE FROM thuiszitters_plandoel",
        "UPDATE thuiszitters_plangesprek SET verslag = 'x'",
        "UPDATE thuiszitters_planwoord SET wens = 'x'",
        "DELETE FROM thuiszitters_plan",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    Plandoel.objects.update(uitkomst="deels", uitkomst_op=dag())


def test_looking_back_says_what_became_of_each_goal_and_when_again(school, ib):
    begin = concept(school=school, door=ib)
    with pytest.raises(NietMogelijk, match="eerst vast"):
        gesprek_vastleggen(begin, gesprek(soort="terugkijken", vervolg="opbouwen"), **nu(ib))
    plan = plan_vaststellen(begin, **nu(ib))
    with pytest.raises(NietMogelijk, match="toekomst"):
        gesprek_vastleggen(plan, gesprek(dag=dag(1)), **nu(ib))
    with pytest.raises(NietMogelijk, match="hoe jullie verdergaan"):
        gesprek_vastleggen(plan, gesprek(soort="terugkijken"), **nu(ib))
    with pytest.raises(NietMogelijk, match="na dit gesprek"):
        gesprek_vastleggen(plan, gesprek(soort="terugkijken", vervolg="hulp"), **nu(ib), terugkijken=dag())
    terug = gesprek(soort="terugkijken", vervolg="opbouwen")
    gesprek_vastleggen(plan, terug, **nu(ib), uitkomsten={1: "bereikt"}, terugkijken=dag(10))
    plan.refresh_from_db()
    assert (plan.evaluatie_op, plan.doelen.get().uitkomst_op) == (dag(10), dag())
    gesprek_vastleggen(plan, terug, **nu(ib), uitkomsten={1: ""})
    assert plan.doelen.get().uitkomst_op is None


def test_a_child_that_is_reported_takes_its_plan_and_open_agreements_along(kind, school, ib, adviseur):
    plan = vastgesteld(leerling=kind, school=school, door=ib)
    klaar = planafspraak_maken(plan, **nu(ib), wat="Gebeld.", voor=dag(), naam="Mentor")
    afspraak_afronden(klaar, **nu(ib))
    loopt = planafspraak_maken(plan, **nu(ib), wat="Bellen.", voor=dag(2), naam="Mentor")
    with pytest.raises(NietMogelijk, match="latere dag"):
        planafspraak_maken(plan, **nu(ib), wat="Bellen.", voor=dag(-1), naam="Mentor")
    assert not Plan.objects.visible_to(adviseur).exists(), "of the school and the family while there is no case"
    rij = casus(leerling=kind, school=school, door=ib, regie=adviseur)
    assert [*rij.afspraken.all()] == [loopt]
    assert [*Plan.objects.visible_to(adviseur)] == [plan]
    zelf = planafspraak_maken(plan, **nu(adviseur), wat="Bezoek.", voor=dag(3), wie=adviseur)
    assert zelf.casus == rij
    with pytest.raises(ProgrammingError), transaction.atomic():
        Afspraak.objects.filter(pk=zelf.pk).update(casus=None)
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag())
    assert planafspraak_maken(plan, **nu(ib), wat="Nazorg.", voor=dag(9), naam="Mentor").casus is None


def test_an_agreement_is_of_a_case_or_a_plan(school, ib):
    rij = casus(school=school, door=ib)
    los = afspraak_maken(rij, **nu(ib), wat="Bellen.", voor=dag(), naam="Ik")
    with pytest.raises(IntegrityError), transaction.atomic():
        Afspraak(wat="x", voor=dag(), naam="x", gemaakt_op=timezone.now(), gemaakt_door=ib).save()
    assert los.bij == rij


def test_without_a_school_a_case_has_a_plan_too_and_without_both_nobody_begins_one(db, adviseur):
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    rij = casus(school=None, leerling=onbekend(), soort="absoluut", door=loket)
    plan = plan_beginnen(rij.leerling, **nu(adviseur))
    assert (plan.casus, plan.school, plan.log_school) == (rij, None, "")
    ander = leerling_op(SchoolFactory())
    with pytest.raises(Http404):
        plan_beginnen(ander, **nu(adviseur))


def test_another_school_begins_its_own_plan_and_that_of_before_ends(kind, school, ib):
    oud = vastgesteld(leerling=kind, school=school, door=ib)
    nieuwe = SchoolFactory()
    elders = gebruiker_met(Rol.IB, school=nieuwe)
    Inschrijving.objects.create(leerling=kind, school=nieuwe, van=dag())
    with pytest.raises(NietMogelijk, match="Een andere school"):
        plan_beginnen(kind, **nu(elders))
    Inschrijving.objects.filter(school=school).update(tot=dag(-1))
    plan = plan_beginnen(kind, **nu(elders))
    oud.refresh_from_db()
    assert (plan.school, oud.gesloten_op) == (nieuwe, dag())
    assert [*Plan.objects.visible_to(ib)] == [oud]


def test_a_closed_plan_is_read_and_not_changed(school, ib):
    plan = vastgesteld(school=school, door=ib)
    with pytest.raises(NietMogelijk, match="Schrijf op hoe"):
        plan_sluiten(plan, **nu(ib), slotwoord=" ")
    plan = plan_sluiten(plan, **nu(ib), slotwoord="Het gaat goed.")
    for doen in (
        lambda: plan_sluiten(plan, **nu(ib), slotwoord="x"),
        lambda: doel_toevoegen(plan, **nu(ib), doel="x", maat="x"),
        lambda: gesprek_vastleggen(plan, gesprek(), **nu(ib)),
    ):
        with pytest.raises(NietMogelijk, match="afgesloten"):
            doen()


def test_who_sees_a_plan(kind, school, ib):
    plan = vastgesteld(leerling=kind, school=school, door=ib)
    gesprek_vastleggen(plan, gesprek(), **nu(ib))
    afspraak = planafspraak_maken(plan, **nu(ib), wat="Bellen.", voor=dag(), naam="Ik")
    buren = gebruiker_met(Rol.IB)
    dicht = [buren, *(gebruiker_met(rol) for rol in Rol if rol not in (Rol.IB, Rol.DIRECTEUR))]
    for wie in dicht:
        for model in (Plan, Plandoel, Plangesprek, Planwoord, Afspraak):
            assert not model.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        afspraak_afronden(afspraak, **nu(buren))
    for model in (Plan, Plandoel, Plangesprek, Planwoord, Afspraak):
        assert model.objects.visible_to(ib).exists()
    casus(leerling=kind, school=school, door=ib)
    beslisser = gebruiker_met(Rol.BESLISSER)
    assert [*Plan.objects.visible_to(beslisser)] == [plan]
    with pytest.raises(NietMogelijk, match="geen rechten"):
        doel_toevoegen(plan, **nu(beslisser), doel="x", maat="x")


def test_everybody_locks_the_case_before_the_plan_and_the_plan_before_what_is_agreed(kind, ib):
    plan = plan_beginnen(kind, **nu(ib))
    los = planafspraak_maken(plan, **nu(ib), wat="Bellen", voor=dag(3), naam="Joke")
    plan_schrijven(plan, **nu(ib), helpt="Rust", doelen=DOELEN)

    def slot(doen):
        with CaptureQueriesContext(connection) as vragen:
            doen()
        sloten = [een["sql"].split("FOR UPDATE OF")[1] for een in vragen if "FOR UPDATE OF" in een["sql"]]
        namen = ("leerling", "casus", "thuiszitters_plan", "afspraak")
        return [naam for een in sloten for naam in namen if naam in een]

    assert slot(lambda: afspraak_afronden(los, **nu(ib))) == ["thuiszitters_plan", "afspraak"]
    rij = casus(leerling=kind, school=plan.school, door=ib)
    assert slot(lambda: plan_schrijven(plan, **nu(ib), helpt="Rust", doelen=DOELEN)) == ["casus", "thuiszitters_plan"]
    vast = planafspraak_maken(plan, **nu(ib), wat="Bellen", voor=dag(3), naam="Joke")
    assert slot(lambda: afspraak_afronden(vast, **nu(ib))) == ["casus", "afspraak"]
    Plan.objects.filter(pk=plan.pk).update(gesloten_op=dag(), slotwoord="Klaar.")
    assert slot(lambda: plan_beginnen(kind, **nu(ib))) == ["leerling", "casus"]
    assert rij.plannen.lopend().exists()


def test_a_plan_that_went_into_a_case_in_between_is_not_written_outside_of_it(kind, ib, monkeypatch):
    plan = plan_beginnen(kind, **nu(ib))
    casus(leerling=kind, school=plan.school, door=ib)
    echt = sloten.lopende_casus

    def verhuist(*wat, **hoe):
        Plan.objects.filter(pk=plan.pk).update(casus=None)
        return echt(*wat, **hoe)

    monkeypatch.setattr(sloten, "lopende_casus", verhuist)
    with pytest.raises(NietMogelijk, match="Bewaar nog een keer"):
        plan_schrijven(plan, **nu(ib), helpt="Rust", doelen=DOELEN)
