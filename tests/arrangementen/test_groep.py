"""A group over two schools: each names its own pupils and sees no other, and who of them was there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from arrangementen.actions.groep import aanwezigheid_vastleggen, deelnemer_stopt, deelnemer_toevoegen, plek_voor
from arrangementen.models import Aanwezigheid, Arrangement, Beslissing, Bijeenkomst, Deelname, Groepsschool
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from tests.arrangementrijen import arrangement, ook_van_school, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op

pytestmark = pytest.mark.django_db
OP = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
DAG = date(2026, 11, 27)


@pytest.fixture
def groep():
    """Granted to one school for two pupils, with another school that takes part."""
    pot("1000", op=OP)
    soort = aanbod(
        "groep", soort="groep", vorm="bedrag", eenheid="leerling", functie="", aanbieder="eigen", naam="Samen leren"
    )
    rij = toegekend(arrangement(op=OP, soort=soort, voor="groep", aantal=Decimal(2)), op=OP)
    ander = SchoolFactory()
    Groepsschool.objects.create(arrangement=rij, school=ander)
    return rij, gebruiker_met(Rol.IB, school=rij.school), gebruiker_met(Rol.IB, school=ander)


def erbij(rij, door, kind=None, **rest):
    kind = kind or leerling_op(door.lidmaatschappen.get().plek.school)
    return deelnemer_toevoegen(rij, door=door, op=OP, leerling=kind, **rest)


def test_each_school_names_its_own_pupils_and_sees_no_other(groep):
    rij, ib, ander = groep
    een, twee = erbij(rij, ib), erbij(rij, ander)
    assert {*Deelname.objects.visible_to(ib)} == {een}
    assert {*Deelname.objects.visible_to(ander)} == {twee}
    assert twee.school != rij.school
    assert {*Arrangement.objects.visible_to(ander)} == {rij}
    with pytest.raises(NietMogelijk, match="eigen school"):
        erbij(rij, ib, leerling_op(SchoolFactory()))
    with pytest.raises(NietMogelijk, match="eigen school"):
        erbij(rij, ib, een.leerling)
    with pytest.raises(Http404):
        erbij(rij, gebruiker_met(Rol.IB), leerling_op(rij.school))
    with pytest.raises(Http404):
        deelnemer_stopt(een, door=ander, op=OP, laatste_dag=DAG)


def test_as_many_take_part_as_was_granted_and_who_stops_leaves_a_place(groep):
    rij, ib, ander = groep
    erbij(rij, ib)
    een = erbij(rij, ander)
    rij = Arrangement.objects.get(pk=rij.pk)
    assert plek_voor(rij, DAG) == 0
    with pytest.raises(NietMogelijk, match="vol"):
        erbij(rij, ib)
    deelnemer_stopt(een, door=ander, op=OP, laatste_dag=DAG)
    morgen = OP + timedelta(days=1)
    assert plek_voor(rij, morgen.date()) == 1
    deelnemer_toevoegen(rij, door=ib, op=morgen, leerling=leerling_op(rij.school))
    with pytest.raises(NietMogelijk, match="al gestopt"):
        deelnemer_stopt(een, door=ander, op=OP, laatste_dag=DAG)


def test_who_was_named_before_it_was_decided_takes_part_in_the_days_that_were_granted():
    pot("1000", op=OP)
    soort = aanbod("groep", soort="groep", vorm="bedrag", eenheid="leerling", functie="", aanbieder="eigen")
    rij = arrangement(op=OP, soort=soort, voor="groep", aantal=Decimal(3))
    ib = gebruiker_met(Rol.IB, school=rij.school)
    een, weg, open_ = erbij(rij, ib), erbij(rij, ib), erbij(rij, ib)
    deelnemer_stopt(weg, door=ib, op=OP, laatste_dag=DAG)
    Deelname.objects.filter(pk=open_.pk).update(van=None)
    eerste = date(2027, 1, 11)
    toegekend(rij, op=OP, uitkomst="anders", van=eerste, woorden={"motivering": "Vanaf januari."})
    dagen = {pk: (van, tot) for pk, van, tot in Deelname.objects.values_list("pk", "van", "tot")}
    assert dagen == {een.pk: (eerste, None), weg.pk: (eerste, eerste), open_.pk: (None, None)}
    later = datetime(2027, 2, 1, 12, tzinfo=UTC)
    deelnemer_stopt(een, door=ib, op=later, laatste_dag=later.date())


def test_a_pupil_outside_the_days_that_were_granted_is_called_so():
    soort = aanbod("groep", soort="groep", vorm="bedrag", eenheid="leerling", functie="", aanbieder="eigen")
    rij = arrangement(op=OP, soort=soort, voor="groep", aantal=Decimal(3))
    ib, later = gebruiker_met(Rol.IB, school=rij.school), datetime(2027, 2, 1, 12, tzinfo=UTC)
    een = erbij(rij, ib)
    wie = {"besloten_op": OP, "besloten_door": ib, "ondertekenaar": "Proef"}
    wat = {"uitkomst": "toegekend", "van": date(2027, 1, 11), "tot": rij.tot, "aantal": rij.aantal}
    Beslissing.objects.create(arrangement=rij, **wat, **wie)
    een = Deelname.objects.get(pk=een.pk)
    with pytest.raises(NietMogelijk, match="buiten de periode van de hulp"):
        deelnemer_stopt(een, door=ib, op=later, laatste_dag=later.date())


def test_a_pupil_takes_part_within_the_days_that_were_granted(groep):
    rij, ib, _ = groep
    eerder, later = date(2026, 11, 26), date(2027, 8, 1)
    for dag in (eerder, later):
        with pytest.raises(NietMogelijk, match="eerste dag van vrijdag 27 november"):
            erbij(rij, ib, van=dag)
    een = erbij(rij, ib, van=date(2026, 12, 1))
    for dag in (date(2026, 11, 30), later):
        with pytest.raises(NietMogelijk, match="laatste dag van dinsdag 1 december"):
            deelnemer_stopt(een, door=ib, op=OP, laatste_dag=dag)
    for velden in ({"van": eerder}, {"tot": later}):
        with pytest.raises(IntegrityError, match="in de periode van de hulp"), transaction.atomic():
            Deelname.objects.filter(pk=een.pk).update(**velden)


def test_a_role_without_the_right_adds_none_to_another_that_has_it(groep):
    """R-ACC-05: who sees the row through the desk does not write in it with the right of a school."""
    rij, ib, _ = groep
    een, wie = erbij(rij, ib), ook_van_school()
    assert een in Deelname.objects.visible_to(wie)
    with pytest.raises(Http404):
        deelnemer_stopt(een, door=wie, op=OP, laatste_dag=DAG)


def test_who_was_there_is_said_by_who_gives_the_help_and_of_the_own_pupils(groep):
    rij, ib, ander = groep
    een, twee = erbij(rij, ib), erbij(rij, ander)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    aanwezigheid_vastleggen(rij, door=adviseur, op=OP, dag=DAG, wie={een: "aanwezig", twee: "afgemeld"})
    aanwezigheid_vastleggen(rij, door=ib, op=OP, dag=DAG, wie={een: "afwezig"})
    assert Bijeenkomst.objects.count() == 1
    assert {a.deelname: a.was for a in Aanwezigheid.objects.all()} == {een: "afwezig", twee: "afgemeld"}
    assert [a.deelname for a in Aanwezigheid.objects.visible_to(ander)] == [twee]
    with pytest.raises(NietMogelijk, match="wie er was"):
        aanwezigheid_vastleggen(rij, door=ib, op=OP, dag=DAG, wie={twee: "aanwezig"})
    for dag in (date(2026, 11, 26), date(2026, 11, 28)):
        with pytest.raises(NietMogelijk, match="waarop de groep er was"):
            aanwezigheid_vastleggen(rij, door=ib, op=OP, dag=dag, wie={een: "aanwezig"})


def test_to_help_for_one_pupil_nobody_is_added():
    pot("1000", op=OP)
    rij = toegekend(arrangement(op=OP), op=OP)
    ib = gebruiker_met(Rol.IB, school=rij.school)
    with pytest.raises(NietMogelijk, match="Alleen aan een groep"):
        erbij(rij, ib)
    with pytest.raises(NietMogelijk, match="Eerder stoppen"):
        deelnemer_stopt(Deelname.objects.get(), door=ib, op=OP, laatste_dag=DAG)
