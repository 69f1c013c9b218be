"""Where an arrangement stands, who may grant it, from which budget, and what falls free when it stops."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.arrangement import (
    WOORDEN,
    Feiten,
    Toestand,
    kosten,
    mag_toekennen,
    toestand,
    vrij_bij_stoppen,
    zwaarder,
)
from arrangementen.rules.potten import Plaats, kies, past

VAN, TOT = date(2026, 9, 1), date(2027, 1, 31)
GEGEVEN = {"van": VAN, "tot": TOT}


@pytest.mark.parametrize(
    ("feiten", "dag", "verwacht"),
    [
        ({"concept": True}, VAN, Toestand.CONCEPT),
        ({}, VAN, Toestand.GEVRAAGD),
        ({"ingetrokken": True}, VAN, Toestand.INGETROKKEN),
        ({"afgewezen": True}, VAN, Toestand.AFGEWEZEN),
        (GEGEVEN, VAN - timedelta(1), Toestand.GEPLAND),
        (GEGEVEN, VAN, Toestand.IN_UITVOERING),
        (GEGEVEN, TOT, Toestand.IN_UITVOERING),
        (GEGEVEN, TOT + timedelta(1), Toestand.AFGELOPEN),
        (GEGEVEN | {"gestopt_na": date(2026, 10, 1)}, date(2026, 10, 1), Toestand.IN_UITVOERING),
        (GEGEVEN | {"gestopt_na": date(2026, 10, 1)}, date(2026, 10, 2), Toestand.GESTOPT),
        (GEGEVEN | {"geevalueerd": True}, TOT + timedelta(1), Toestand.AFGESLOTEN),
    ],
)
def test_where_it_stands_follows_from_what_happened_and_the_day(feiten, dag, verwacht):
    assert toestand(Feiten(**feiten), dag) == verwacht
    assert WOORDEN[verwacht]


@pytest.mark.parametrize(
    ("rollen", "toekenning", "bedrag", "mag"),
    [
        (["beslisser"], "beslisser", 9000, True),
        (["adviseur"], "beslisser", 1, False),
        (["adviseur"], "adviseur", 1500, True),
        (["adviseur"], "adviseur", Decimal("1500.01"), False),
        (["beslisser"], "adviseur", 9000, True),
        (["adviseur"], "werkgebied", 9000, True),
        (["ib"], "schoolbestuur", 9000, True),
        (["directeur"], "schoolbestuur", 9000, True),
        (["beslisser"], "schoolbestuur", 1, False),
        (["ib"], "adviseur", 1, False),
        (["loketmedewerker"], "werkgebied", 1, False),
    ],
)
def test_who_may_grant_follows_from_the_kind_of_support_and_the_amount(rollen, toekenning, bedrag, mag):
    reden = mag_toekennen(rollen, toekenning=toekenning, bedrag=Decimal(bedrag), bedrag_tot=Decimal(1500))
    assert (reden == "") is mag


def test_what_is_asked_costs_its_units_at_the_tariff_or_its_own_amount():
    assert kosten(aantal=Decimal("2.5"), tarief=Decimal("72.55"), bedrag=None) == Decimal("181.38")
    assert kosten(aantal=None, tarief=Decimal(72), bedrag=Decimal(900)) == 900
    assert kosten(aantal=Decimal(2), tarief=None, bedrag=None) is None


@given(
    st.decimals(min_value=0, max_value=90_000, places=2),
    st.integers(0, 300),
    st.integers(-20, 320),
)
def test_what_falls_free_is_a_share_of_the_days_left_and_never_more_than_all(bedrag, dagen, na):
    tot = VAN + timedelta(dagen)
    vrij = vrij_bij_stoppen(bedrag, van=VAN, tot=tot, laatste_dag=VAN + timedelta(na))
    assert 0 <= vrij <= bedrag
    if na >= dagen:
        assert vrij == 0
    if na < 0:
        assert vrij == bedrag


def test_half_of_it_falls_free_half_way():
    tot = VAN + timedelta(9)
    assert vrij_bij_stoppen(Decimal("100.01"), van=VAN, tot=tot, laatste_dag=VAN + timedelta(4)) == Decimal("50.01")


def test_a_heavier_or_longer_form_asks_why():
    basis = {"aantal_keer_eerder": 0, "lichter_geprobeerd": True, "gewicht": "volledig"}
    assert zwaarder(**basis) == ""
    assert "lichtere hulp" in zwaarder(**basis | {"lichter_geprobeerd": False})
    assert zwaarder(**basis | {"lichter_geprobeerd": False, "gewicht": "licht"}) == ""
    assert "al eerder" in zwaarder(**basis | {"aantal_keer_eerder": 1})


PLAATS = st.builds(
    Plaats, **dict.fromkeys(("werkgebied", "bestuur", "school", "aanbod"), st.none() | st.integers(1, 2))
)


@given(st.lists(PLAATS, max_size=8), PLAATS)
def test_the_chosen_budget_fits_and_no_nearer_one_does(potten, vraag):
    lijst = [*enumerate(potten)]
    gekozen = kies(lijst, vraag)
    passend = [nummer for nummer, pot in lijst if past(pot, vraag)]
    assert gekozen in passend if passend else gekozen is None
    if gekozen is not None and any(pot.school for nummer, pot in lijst if nummer in passend and not pot.aanbod):
        assert potten[gekozen].aanbod or potten[gekozen].school
