"""Help that was granted and its money, counted by hand and by a slow loop beside it (M15, M16)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from arrangementen.actions.boeken import Regel, boeken
from arrangementen.models import Arrangement, Beslissing, Boeking, Pot
from monitoring.kengetallen import geld as m
from monitoring.kengetallen.aandeel import aandeel_uit
from monitoring.rules.periode import van_maand, van_schooljaar
from tests.arrangementrijen import arrangement, evaluatie_klaar, pot, toegekend
from tests.factories import SchoolFactory, leerling_op
from tests.monitoringrijen import moment

pytestmark = pytest.mark.django_db
SEPTEMBER, OKTOBER, JAAR = moment(date(2026, 9, 1)), moment(date(2026, 10, 1)), van_schooljaar(2026)


@pytest.fixture
def regio():
    """Two pupils of one school, of whom one is helped twice, one pupil of another school, and one who is not helped."""
    budget = pot("1000", op=SEPTEMBER)
    school, ander = SchoolFactory(naam="Noord"), SchoolFactory(naam="Zuid")
    kind = leerling_op(school)
    eerste = toegekend(arrangement(school=school, leerling=kind, op=SEPTEMBER), op=SEPTEMBER)
    toegekend(arrangement(school=school, leerling=kind, op=OKTOBER, bedrag=Decimal(50)), op=OKTOBER)
    toegekend(arrangement(school=ander, op=OKTOBER, bedrag=Decimal("25.50")), op=OKTOBER)
    weg = arrangement(school=ander, op=OKTOBER)
    wie = {"besloten_door": weg.gevraagd_door, "ondertekenaar": "Proef", "motivering": "Past niet."}
    Beslissing.objects.create(arrangement=weg, uitkomst="afgewezen", besloten_op=OKTOBER, **wie)
    betaald = Regel(
        soort="uitbetaling",
        bedrag=Decimal(60),
        boekdatum=date(2026, 10, 5),
        sleutel="proef-betaald",
        school=school,
        arrangement=eerste,
    )
    boeken(budget, betaald, door=None, op=OKTOBER)
    return budget


def test_a_small_region_counted_by_hand(regio):
    alle = Arrangement.objects.all()
    assert m.aantallen(alle, JAAR) == {"toegekend": 3, "verlenging": 0, "afgewezen": 1, "gestopt": 0}
    assert m.leerlingen(alle, JAAR) == 2
    assert m.aantallen(alle, van_maand(2026, 9))["toegekend"] == 1
    (soort,) = m.hulptabel(alle, JAAR).rijen
    assert soort.cellen == (3, 0, Decimal(6), Decimal("175.50"))
    scholen = m.schooltabel(alle, JAAR)
    assert [(rij.naam, rij.cellen[0], rij.cellen[3]) for rij in scholen.rijen] == [
        ("Noord", 2, Decimal(150)),
        ("Zuid", 1, Decimal("25.50")),
    ]
    assert scholen.totaal.cellen[3] == Decimal("175.50")


def test_a_budget_is_what_is_paid_promised_and_free(regio):
    alle = Pot.objects.all()
    stand = m.stand(alle, JAAR)
    assert (stand.begroot, stand.toegekend, stand.betaald) == (Decimal(1000), Decimal("175.50"), Decimal(60))
    assert m.verplicht(stand).als_procent == "17,5%", "of whole euros"
    (rij,) = m.pottabel(alle, JAAR).rijen
    assert rij.cellen == (Decimal(60), Decimal("115.50"), Decimal("824.50"))
    jaren = {rij.sleutel: rij.cellen for rij in m.jarentabel(alle, JAAR).rijen}
    assert all(geheel == eerste + tweede for geheel, eerste, tweede in jaren.values())
    assert jaren["betaald"] == (Decimal(60), Decimal(60), Decimal(0))
    assert m.pottabel(alle, van_schooljaar(2020)).rijen == m.jarentabel(alle, van_schooljaar(2020)).rijen == ()
    assert m.verplicht(m.stand(alle, van_schooljaar(2020))).als_procent == "Nog geen", "no budget is no 0%"


def test_what_was_booked_equals_the_slow_sum(regio):
    for periode in (JAAR, van_maand(2026, 9), van_maand(2026, 10)):
        tabel = m.boektabel(Boeking.objects.all(), periode)
        per = {rij.sleutel: rij.cellen for rij in tabel.rijen}
        traag: dict[str, tuple[int, Decimal]] = {}
        for een in Boeking.objects.all():
            if periode.bevat(een.boekdatum):
                aantal, som = traag.get(een.soort, (0, Decimal(0)))
                traag[een.soort] = (aantal + 1, som + een.bedrag)
        assert per == traag
    assert per["uitbetaling"] == (1, Decimal(60))


def test_every_number_is_as_many_rows_and_equals_the_slow_count(regio):
    alle = Arrangement.objects.select_related("beslissing")
    for periode in (JAAR, van_maand(2026, 10), van_maand(2026, 11)):
        nu = m.aantallen(alle, periode)
        assert {naam: alle.filter(m.deel(periode, naam)).count() for naam in m.DELEN} == nu
        besloten = [een for een in alle if periode.bevat(timezone.localdate(een.beslissing.besloten_op))]
        assert nu["toegekend"] == sum(een.beslissing.uitkomst != "afgewezen" for een in besloten)
        assert nu["afgewezen"] == sum(een.beslissing.uitkomst == "afgewezen" for een in besloten)


def test_goals_are_those_of_an_end_evaluation(regio):
    rij = Arrangement.objects.filter(beslissing__bedrag=100).get()
    evaluatie_klaar(rij, op=OKTOBER, uitkomst="deels")
    assert m.doelen(Arrangement.objects.all(), JAAR).als_procent == "Nog geen"
    evaluatie_klaar(rij, op=OKTOBER, soort="eind", uitkomst="bereikt")
    assert m.doelen(Arrangement.objects.all(), JAAR).breuk == "1 van 1"
    tabel = m.doelentabel(Arrangement.objects.all(), JAAR)
    assert [rij.cellen[:2] for rij in tabel.rijen] == [(1, 1), (0, 0)], "beside a year before"
    assert aandeel_uit(tabel) == m.doelen(Arrangement.objects.all(), JAAR)
