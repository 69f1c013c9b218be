"""Looking back on help: planned, written, finished once, and read by whom it is about."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.evalueren import (
    Onvolledig,
    TeVroeg,
    evaluatie_afronden,
    evaluatie_bewaren,
    evaluatie_intrekken,
    evaluatie_plannen,
    evaluatie_verzetten,
    woorden_geven,
)
from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.evalueerlijst import te_evalueren
from arrangementen.models import Arrangement, Doelevaluatie, Evaluatie, Evaluatieverslag
from arrangementen.rules.arrangement import Toestand
from arrangementen.rules.evaluatie import Drang
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Plek
from tests.arrangementrijen import evaluatie_klaar, toegekend_zonder_geld
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van

pytestmark = pytest.mark.django_db


def op(dag):
    return timezone.make_aware(datetime(dag.year, dag.month, dag.day, 10))


BEGIN, EINDE = date(2026, 8, 24), date(2027, 7, 9)
NU = op(date(2027, 1, 20))


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def rij(ib, school):
    return toegekend_zonder_geld(school=school, ib=ib, op=op(BEGIN), tot=EINDE)


def plannen(rij, ib, *, soort="tussen", moment=NU, vroeg=True):
    return evaluatie_plannen(rij, door=ib, op=moment, soort=soort, dag=timezone.localdate(moment), vroeg=vroeg)


# --- writing and finishing -----------------------------------------------------------------------------------------


def test_a_finished_evaluation_never_changes_in_any_of_its_parts(rij, ib):
    evaluatie = evaluatie_klaar(rij, door=ib, op=NU)
    verslag, doel = Evaluatieverslag.objects.get(), Doelevaluatie.objects.get()
    for doen in (
        lambda: Evaluatie.objects.filter(pk=evaluatie.pk).update(dag=BEGIN),
        lambda: Evaluatieverslag.objects.filter(pk=verslag.pk).update(wat_werkte="Anders."),
        lambda: Doelevaluatie.objects.filter(pk=doel.pk).update(uitkomst="bereikt"),
        lambda: Doelevaluatie.objects.filter(pk=doel.pk).delete(),
        lambda: Evaluatie.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()
    with pytest.raises(NietMogelijk, match="al afgerond"):
        evaluatie_afronden(evaluatie, door=ib, op=NU)


def test_it_is_finished_only_when_it_is_complete_and_the_talk_was(rij, ib):
    evaluatie = plannen(rij, ib, soort="eind")
    with pytest.raises(Onvolledig) as mis:
        evaluatie_afronden(evaluatie, door=ib, op=NU)
    assert set(mis.value.mist) == {"wat_werkte", "verder", "waarom_zonder", "doel_1_uitkomst"}
    doel = rij.doelen.get()
    vol = {"ouders_erbij": True, "gezegd": "Goed.", "wat_werkte": "Rust.", "verder": "stoppen"}
    later = timezone.localdate(NU) + timedelta(3)
    een = {"door": ib, "op": NU, "verslag": vol, "doelen": {doel.public_id: ("bereikt", "")}}
    evaluatie_bewaren(evaluatie, versie=1, dag=later, **een)
    with pytest.raises(NietMogelijk, match="nog niet geweest"):
        evaluatie_afronden(evaluatie, door=ib, op=NU)
    with pytest.raises(NietMogelijk, match="collega"):
        evaluatie_bewaren(evaluatie, versie=1, dag=later, **een)
    evaluatie_afronden(evaluatie, door=ib, op=op(later))
    assert Evaluatie.objects.get().klaar


def test_an_end_evaluation_closes_it_after_its_last_day_and_a_halfway_one_does_not(rij, ib):
    evaluatie_klaar(rij, door=ib, op=NU)
    assert Arrangement.objects.get().toestand(EINDE + timedelta(1)) == Toestand.AFGELOPEN
    evaluatie_klaar(rij, door=ib, op=op(date(2027, 6, 20)), soort="eind")
    rij = Arrangement.objects.get()
    assert rij.toestand(EINDE) == Toestand.IN_UITVOERING, "the help goes on until its last day"
    assert rij.toestand(EINDE + timedelta(1)) == Toestand.AFGESLOTEN


def test_one_is_written_at_a_time_and_short_help_only_has_an_end(rij, ib, school):
    plannen(rij, ib)
    with pytest.raises(NietMogelijk, match="loopt al"):
        plannen(rij, ib)
    kort = toegekend_zonder_geld(school=school, ib=ib, op=op(date(2026, 11, 2)), tot=date(2027, 1, 22))
    with pytest.raises(NietMogelijk, match="alleen een eindevaluatie"):
        plannen(kort, ib)
    plannen(kort, ib, soort="eind")


def test_an_end_before_half_way_is_asked_about_when_planned_and_when_moved(rij, ib):
    with pytest.raises(TeVroeg, match="nog niet halverwege"):
        plannen(rij, ib, soort="eind", vroeg=False)
    evaluatie = evaluatie_plannen(rij, door=ib, op=NU, soort="eind", dag=EINDE - timedelta(20))
    leeg = {"door": ib, "op": NU, "verslag": {}, "doelen": {}}
    with pytest.raises(TeVroeg):
        evaluatie_bewaren(evaluatie, versie=1, dag=BEGIN, **leeg)
    with pytest.raises(TeVroeg):
        evaluatie_verzetten(evaluatie, door=ib, op=NU, dag=BEGIN, reden="Vakantie")
    evaluatie_verzetten(evaluatie, door=ib, op=NU, dag=BEGIN, reden="Vakantie", vroeg=True)
    assert Evaluatie.objects.get().vroeg
    evaluatie_bewaren(evaluatie, versie=2, dag=BEGIN, **leeg)
    evaluatie_intrekken(evaluatie, door=ib, op=NU, reden="Ziek")
    arrangement_stoppen(rij, door=ib, op=NU, laatste_dag=timezone.localdate(NU), reden="doel_bereikt")
    plannen(rij, ib, soort="eind", vroeg=False)


def test_what_was_planned_is_moved_or_taken_back_with_a_reason(rij, ib, school):
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(rij.deelnames.get().leerling, gebruiker=ouder)
    evaluatie, later = plannen(rij, ib), timezone.localdate(NU) + timedelta(9)
    evaluatie_verzetten(evaluatie, door=ib, op=NU, dag=later, reden="Vakantie")
    assert Evaluatie.objects.visible_to(ouder).get().dag == later
    with pytest.raises(NietMogelijk, match="collega"):
        evaluatie_bewaren(evaluatie, versie=1, dag=later, door=ib, op=NU, verslag={}, doelen={})
    evaluatie_intrekken(evaluatie, door=ib, op=NU, reden="De hulp stopt")
    regels = Logregel.objects.filter(actie__in=["evaluatie_verzetten", "evaluatie_intrekken"])
    assert {*regels.values_list("reden", flat=True)} == {"Vakantie", "De hulp stopt"}
    for wie in (ib, ouder):
        assert not Evaluatie.objects.visible_to(wie).exists()
    opnieuw = plannen(rij, ib)
    deelname = rij.deelnames.get()
    woorden_geven(opnieuw, door=ouder, op=NU, deelname=deelname, goed="Het gaat goed.", graag="")
    with pytest.raises(NietMogelijk, match="schreef al iets"):
        evaluatie_intrekken(opnieuw, door=ib, op=NU, reden="Toch niet")
    with pytest.raises(Http404):
        evaluatie_verzetten(opnieuw, door=gebruiker_met(Rol.ADVISEUR), op=NU, dag=later, reden="x")


@pytest.mark.parametrize("soort", ["niet begonnen", "andere school", "twee keer"])
def test_what_cannot_be_looked_back_on_says_why(rij, ib, soort):
    if soort == "niet begonnen":
        with pytest.raises(NietMogelijk, match="nog niet begonnen"):
            plannen(rij, ib, moment=op(BEGIN - timedelta(1)))
    elif soort == "andere school":
        ander = SchoolFactory()
        rij.scholen_erbij.create(school=ander)
        with pytest.raises(NietMogelijk, match="school die dit vroeg"):
            plannen(rij, gebruiker_met(Rol.IB, school=ander))
    else:
        evaluatie_klaar(rij, door=ib, op=NU, soort="eind")
        with pytest.raises(NietMogelijk, match="al gedaan"):
            plannen(rij, ib)


# --- who reads it --------------------------------------------------------------------------------------------------


def test_a_draft_is_of_the_school_and_what_is_finished_is_read_by_all_around_the_child(ib, school):
    kind = leerling_op(school)
    ouder, ander = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    ouder_van(leerling_op(school), gebruiker=ander)
    rij = toegekend_zonder_geld(school=school, leerling=kind, ib=ib)
    loket, buiten = gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.IB, school=SchoolFactory())
    evaluatie = evaluatie_plannen(rij, door=ib, op=timezone.now(), soort="eind", dag=timezone.localdate(), vroeg=True)

    def ziet(wie):
        return [model.objects.visible_to(wie).count() for model in (Evaluatie, Evaluatieverslag, Doelevaluatie)]

    assert ziet(ib) == [1, 1, 1]
    assert ziet(loket) == ziet(buiten) == ziet(ander) == [0, 0, 0]
    assert ziet(ouder) == [1, 0, 0], "that there is a talk, not what the school writes"
    doelen = {rij.doelen.get().public_id: ("bereikt", "")}
    vol = {"waarom_zonder": "Ziek.", "wat_werkte": "Rust.", "verder": "stoppen"}
    wie = {"door": ib, "op": timezone.now()}
    evaluatie_bewaren(evaluatie, versie=1, dag=evaluatie.dag, verslag=vol, doelen=doelen, **wie)
    evaluatie_afronden(evaluatie, **wie)
    assert ziet(loket) == ziet(ouder) == [1, 1, 1]
    assert ziet(buiten) == ziet(ander) == [0, 0, 0]
    kind.afscherming = "verblijfplaats"
    kind.save()
    assert ziet(ouder) == [0, 0, 0]


def test_of_a_group_no_parent_reads_the_words(ib, school):
    kind = leerling_op(school)
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    rij = toegekend_zonder_geld(school=school, ib=ib, voor="groep", leerlingen=[kind, leerling_op(school)])
    evaluatie_klaar(rij, door=ib)
    assert Evaluatie.objects.visible_to(ouder).count() == 1
    assert Evaluatieverslag.objects.visible_to(ouder).count() == 0
    assert Doelevaluatie.objects.visible_to(ouder).count() == 0


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_has_what_is_late_first_and_nothing_that_can_wait(ib, school):
    dag = date(2027, 1, 20)
    laat = toegekend_zonder_geld(school=school, ib=ib, op=op(date(2026, 9, 1)), tot=date(2026, 11, 20))
    nu = toegekend_zonder_geld(school=school, ib=ib, op=op(date(2026, 11, 20)), tot=date(2027, 2, 10))
    straks = toegekend_zonder_geld(school=school, ib=ib, op=op(BEGIN), tot=EINDE)
    toegekend_zonder_geld(school=school, ib=ib, op=op(date(2027, 1, 10)), tot=EINDE)
    klaar = toegekend_zonder_geld(school=school, ib=ib, op=op(date(2026, 9, 1)), tot=date(2026, 11, 20))
    evaluatie_klaar(klaar, door=ib, op=op(date(2026, 11, 10)), soort="eind")
    lijst = te_evalueren(ib, dag)
    assert [(een.arrangement, een.drang) for een in lijst] == [
        (laat, Drang.TE_LAAT),
        (nu, Drang.NU),
        (straks, Drang.BINNENKORT),
    ]
    assert te_evalueren(gebruiker_met(Rol.IB, school=SchoolFactory()), dag) == []


def test_what_stopped_early_is_due_at_its_real_end(ib, school, rij):
    arrangement_stoppen(rij, door=ib, op=op(date(2026, 12, 1)), laatste_dag=date(2026, 12, 4), reden="doel_bereikt")
    (een,) = te_evalueren(ib, date(2026, 12, 1))
    assert (een.drang, een.moment.uiterlijk) == (Drang.NU, date(2026, 12, 4))


def test_an_adviseur_has_the_list_of_the_own_schools(ib, school):
    toegekend_zonder_geld(school=school, ib=ib, op=op(date(2026, 9, 1)), tot=date(2026, 11, 20))
    eigen, elders = gebruiker_met(Rol.ADVISEUR), gebruiker_met(Rol.ADVISEUR)
    Plek.objects.create(lidmaatschap=eigen.lidmaatschappen.get(), school=school)
    Plek.objects.create(lidmaatschap=elders.lidmaatschappen.get(), school=SchoolFactory())
    assert len(te_evalueren(eigen, date(2026, 12, 1))) == 1
    assert te_evalueren(elders, date(2026, 12, 1)) == []


def test_the_page_asks_as_much_for_many_as_for_one(inloggen, ib, school):
    client, pad = inloggen(ib), reverse("arrangementen:evalueren")

    def vragen():
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get(pad).status_code == 200
        return sum("SAVEPOINT" not in een["sql"] for een in gevangen.captured_queries)

    kort = {"op": timezone.now() - timedelta(1), "tot": timezone.localdate()}
    toegekend_zonder_geld(school=school, ib=ib, **kort)
    vragen()
    een = vragen()
    for _ in range(3):
        toegekend_zonder_geld(school=school, ib=ib, **kort)
    assert vragen() == een


# --- the pages -----------------------------------------------------------------------------------------------------


def test_a_school_plans_writes_and_finishes_on_one_page(inloggen, ib, school):
    rij = toegekend_zonder_geld(school=school, ib=ib)
    client = inloggen(ib)
    pad = reverse("arrangementen:evaluatie_nieuw", args=[rij.public_id])
    assert client.get(pad).status_code == 200
    plan = {"soort": "eind", "dag": timezone.localdate().isoformat()}
    assert "Toch nu al een eindevaluatie" in client.post(pad, plan).text
    antwoord = client.post(pad, plan | {"vroeg": "on"})
    evaluatie = Evaluatie.objects.get()
    pad = reverse("arrangementen:evaluatie", args=[evaluatie.public_id])
    assert antwoord.url == pad
    basis = {"versie": 1, "dag": timezone.localdate().isoformat(), "wat_werkte": "Rust.", "actie": "afronden"}
    Evaluatie.objects.update(vroeg=False)
    assert "Toch nu al een eindevaluatie" in client.post(pad, basis).text, "also when the day is changed later"
    basis |= {"vroeg": "on"}
    pagina = client.post(pad, basis).content.decode()
    for zin in ("Kies of het doel is bereikt", "Kies hoe het verder gaat", "waarom de ouders er niet bij waren"):
        assert zin in pagina
    assert Evaluatieverslag.objects.get().wat_werkte == "Rust.", "what was typed is kept"
    anders = {"actie": "planning", "anders-wat": "verzetten", "anders-dag": "", "anders-reden": "Vakantie"}
    assert "Kies de dag van het gesprek" in client.post(pad, anders).text
    Evaluatie.objects.update(vroeg=False)
    anders |= {"anders-dag": timezone.localdate().isoformat()}
    assert "Toch nu al een eindevaluatie" in client.post(pad, anders).text
    assert client.post(pad, anders | {"anders-vroeg": "on"}).status_code == 302
    vol = {"erbij": ["ouders_erbij"], "gezegd": "Goed.", "verder": "stoppen", "doel_1_uitkomst": "bereikt"}
    assert client.post(pad, basis | vol | {"versie": 3}).status_code == 302
    assert Evaluatie.objects.get().klaar
    pagina = client.get(pad).content.decode()
    assert "De hulp stopt" in pagina
    assert "Bereikt" in pagina
    assert "<textarea" not in pagina
