"""The lines of a budget in the database: totals that cannot be written, and no euro spent twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrangementen.actions.boeken import OverBudget, Regel, boeken
from arrangementen.actions.potten import begroting_wijzigen, pot_maken, pot_voor
from arrangementen.models import Arrangement, Boeking, Pot, Potdeel
from arrangementen.rules.boekingen import SOORTEN, STAND, deel_eerste_jaar
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import BestuurFactory, InstellingFactory, SchoolFactory, aanbod, gebruiker_met

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)


def boek(rij, soort, bedrag, *, school=None, sleutel=None, boekdatum=DAG, **rest):
    school = school if soort not in {"begroting", "verlaging"} else None
    sleutel = sleutel or f"{soort}-{Boeking.objects.count()}"
    basis = {"soort": soort, "bedrag": Decimal(bedrag), "boekdatum": boekdatum, "school": school}
    return boeken(rij, Regel(sleutel=sleutel, **basis, **rest), door=None, op=OP)


# --- adding up ---------------------------------------------------------------------------------------------------


@databank
def test_every_line_moves_the_totals_of_the_budget_the_school_and_the_arrangement():
    pot("1000")
    rij = toegekend(op=OP)
    boek(rij.beslissing.pot, "uitbetaling", "60.00", school=rij.school, arrangement=rij)
    boek(rij.beslissing.pot, "verantwoording", "10.00", school=rij.school, arrangement=rij)
    rij = Arrangement.objects.get(pk=rij.pk)
    deel, budget = Potdeel.objects.get(), Pot.objects.get()
    for waar in (rij, deel, budget):
        assert (waar.toegekend, waar.betaald, waar.verantwoord) == (100, 60, 10)
    assert (budget.begroot, budget.stand.vrij, budget.stand.nog_te_betalen) == (1000, 900, 40)
    assert deel.school == rij.school
    assert len(deel.public_id) == 22


@databank
def test_a_total_cannot_be_written_by_hand():
    rij = toegekend(op=OP, rij=(pot("1000") and arrangement(op=OP)))
    for waar in (Pot.objects.get(), Potdeel.objects.get(), rij):
        waar.toegekend = 5
        with pytest.raises(DatabaseError, match="som van boekingen"), transaction.atomic():
            waar.save()
    with pytest.raises(DatabaseError, match="som van boekingen"), transaction.atomic():
        Pot.objects.create(swv=rij.swv, schooljaar=2020, naam="Ander", begroot=9)


@databank
def test_a_line_never_changes_and_never_goes():
    pot("1000")
    rij = Boeking.objects.get()
    with pytest.raises(DatabaseError, match="tegenboeking"), transaction.atomic():
        Boeking.objects.update(bedrag=1)
    with pytest.raises(DatabaseError, match="tegenboeking"), transaction.atomic():
        rij.delete()


@databank
def test_a_second_time_the_same_line_counts_once():
    rij = pot("1000")
    eerste = boek(rij, "begroting", "50", sleutel="x")
    assert boek(rij, "begroting", "50", sleutel="x") == eerste
    assert Pot.objects.get().begroot == 1050


@databank
def test_a_form_that_is_sent_again_with_another_amount_is_refused():
    rij = pot("1000")
    boek(rij, "begroting", "50", sleutel="x")
    with pytest.raises(NietMogelijk, match="al verstuurd, met een ander bedrag"):
        boek(rij, "begroting", "250", sleutel="x")
    assert Pot.objects.get().begroot == 1050


@pytest.mark.django_db(transaction=False)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(SOORTEN)), st.decimals(min_value="0.01", max_value=700, places=2)),
        max_size=25,
    )
)
def test_over_every_history_the_totals_are_the_sums_of_the_lines(regels):
    with transaction.atomic():
        rij, school = pot("1000", schooljaar=2026), SchoolFactory()
        for soort, bedrag in regels:
            try:
                boek(rij, soort, bedrag, school=school)
            except NietMogelijk:
                continue
        rij = Pot.objects.get(pk=rij.pk)
        for kolom in ("begroot", "toegekend", "betaald", "verantwoord"):
            for veld, naam in (("bedrag", kolom), ("deel_eerste", f"eerste_{kolom}")):
                som = sum(
                    teken * (Boeking.objects.filter(pot=rij, soort=soort).aggregate(s=Sum(veld))["s"] or 0)
                    for soort, (waar, teken) in STAND.items()
                    if waar == kolom
                )
                assert getattr(rij, naam) == som
        assert rij.begroot == rij.stand.vrij + rij.toegekend
        assert 0 <= rij.verantwoord <= rij.betaald <= rij.toegekend <= rij.begroot
        transaction.set_rollback(True)


def test_what_is_owed_is_spread_and_what_is_paid_belongs_to_its_day():
    for soort in SOORTEN:
        voor = deel_eerste_jaar(soort, Decimal("100.00"), schooljaar=2026, boekdatum=date(2026, 12, 31))
        na = deel_eerste_jaar(soort, Decimal("100.00"), schooljaar=2026, boekdatum=date(2027, 1, 1))
        verwacht = (100, 0) if soort in {"uitbetaling", "terugvordering"} else (Decimal("41.67"), Decimal("41.67"))
        assert (voor, na) == verwacht, soort


# --- no euro twice -----------------------------------------------------------------------------------------------


@databank
def test_what_does_not_fit_is_refused_and_leaves_nothing_behind():
    pot("99.99")
    rij = arrangement(op=OP)
    with pytest.raises(OverBudget, match="er is nog €\u00a099,99 vrij") as fout:
        toegekend(rij, op=OP)
    assert not fout.value.mag
    assert not hasattr(Arrangement.objects.get(), "beslissing")
    assert Boeking.objects.count() == 1


@databank
def test_a_budget_that_only_warns_lets_one_go_over_after_a_confirmation():
    pot("50", blokkeert=False)
    rij = arrangement(op=OP)
    with pytest.raises(OverBudget, match="Bevestig") as fout:
        toegekend(rij, op=OP)
    assert fout.value.mag
    rij = toegekend(rij, op=OP, over_mag=True)
    assert rij.beslissing.over_budget
    assert Pot.objects.get().stand.vrij == -50


@databank
def test_the_database_itself_refuses_what_does_not_fit():
    rij = pot("50")
    with pytest.raises(IntegrityError, match="pot_niet_overschreden"), transaction.atomic():
        Boeking.objects.create(
            pot=rij,
            school=SchoolFactory(),
            soort="toekenning",
            bedrag=51,
            deel_eerste=0,
            boekdatum=DAG,
            sleutel="buitenom",
            geboekt_op=OP,
        )


@pytest.mark.django_db(transaction=True)
def test_fifty_grants_at_once_on_a_budget_for_ten_give_exactly_ten():
    pot("1000", op=OP)
    school = SchoolFactory()
    ib, beslisser = gebruiker_met(Rol.IB, school=school), gebruiker_met(Rol.BESLISSER)
    rijen = [arrangement(school=school, ib=ib, op=OP) for _ in range(50)]

    def geven(rij):
        try:
            toegekend(rij, door=beslisser, op=OP)
        except OverBudget:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as samen:
        gelukt = sum(samen.map(geven, rijen))
    budget = Pot.objects.get()
    assert gelukt == Boeking.objects.filter(soort="toekenning").count() == 10
    assert (budget.toegekend, budget.stand.vrij) == (1000, 0)


@databank
def test_a_budget_cannot_go_below_what_was_granted():
    pot("150")
    toegekend(op=OP)
    controller = gebruiker_met(Rol.CONTROLLER)
    with pytest.raises(NietMogelijk, match="er is al meer toegekend"):
        begroting_wijzigen(
            Pot.objects.get(), door=controller, op=OP, verschil=Decimal("-60"), reden="Minder.", sleutel="a"
        )
    begroting_wijzigen(Pot.objects.get(), door=controller, op=OP, verschil=Decimal("-50"), reden="Minder.", sleutel="b")
    assert Pot.objects.get().begroot == 100


# --- which budget ------------------------------------------------------------------------------------------------


@databank
def test_a_grant_is_paid_from_the_nearest_budget():
    school, rij = SchoolFactory(), aanbod()
    swv = rij.swv
    breed = pot("10")

    def gekozen():
        return pot_voor(swv=swv, schooljaar=2026, school=school, aanbod=rij, dag=DAG)

    assert gekozen() == breed
    pot("10", bestuur=BestuurFactory(), naam="Ander bestuur")
    assert gekozen() == breed
    bestuur = pot("10", bestuur=school.bestuur, naam="Bestuur")
    assert gekozen() == bestuur
    eigen = pot("10", school=school, naam="School")
    assert gekozen() == eigen
    soort = pot("10", aanbod=rij, naam="Soort")
    assert gekozen() == soort


@databank
def test_only_a_controller_makes_a_budget_and_each_one_once():
    swv = InstellingFactory().swv
    maken = {"swv": swv, "schooljaar": 2026, "naam": "Arrangementen", "begroot": Decimal(500), "op": OP}
    with pytest.raises(NietMogelijk, match=GEEN_RECHTEN):
        pot_maken(door=gebruiker_met(Rol.BESLISSER), **maken)
    controller = gebruiker_met(Rol.CONTROLLER)
    assert pot_maken(door=controller, **maken).begroot == 500
    with pytest.raises(NietMogelijk, match="Dit budget is er al"):
        pot_maken(door=controller, **maken)
