"""When help is looked back on, and what an evaluation needs before it is finished (R-ARR-11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.evaluatie import (
    EIND,
    KORT_WEKEN,
    TUSSEN,
    Drang,
    Moment,
    drang,
    momenten,
    volgende,
    wat_mist,
)
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, schooljaar

EERST = (2, 1)
JAAR = (date(2026, 8, 1), date(2027, 7, 31))


def dagen(van, tot, **rest):
    return [(een.soort, een.dag) for een in momenten(van, tot, **({"uiterlijk": EERST, "weken": 4} | rest))]


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        (date(2027, 1, 10), date(2027, 7, 31), [(TUSSEN, date(2027, 4, 21)), (EIND, date(2027, 7, 3))]),
        (*JAAR, [(TUSSEN, date(2027, 1, 30)), (EIND, date(2027, 7, 3))]),
        (date(2026, 10, 1), date(2027, 7, 31), [(TUSSEN, date(2027, 2, 1)), (EIND, date(2027, 7, 3))]),
        (date(2026, 9, 1), date(2026, 12, 24), [(TUSSEN, date(2026, 10, 28)), (EIND, date(2026, 11, 26))]),
        (date(2026, 9, 1), date(2026, 11, 23), [(EIND, date(2026, 10, 26))]),
        (date(2026, 9, 1), date(2026, 11, 24), [(TUSSEN, date(2026, 10, 13)), (EIND, date(2026, 10, 27))]),
        (date(2027, 2, 1), date(2027, 7, 31), [(TUSSEN, date(2027, 5, 2)), (EIND, date(2027, 7, 3))]),
        (date(2026, 9, 1), date(2026, 9, 28), [(EIND, date(2026, 9, 14))]),
        (date(2026, 9, 1), date(2026, 9, 1), [(EIND, date(2026, 9, 1))]),
    ],
)
def test_help_is_looked_back_on_half_way_and_before_its_end(van, tot, verwacht):
    assert dagen(van, tot) == verwacht


def test_the_settings_move_the_moments():
    assert dagen(*JAAR, uiterlijk=(12, 15), weken=6) == [(TUSSEN, date(2026, 12, 15)), (EIND, date(2027, 6, 19))]


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 364), st.integers(1, 26))
def test_every_moment_is_in_the_period_and_the_end_is_the_last(van, duur, weken):
    tot = min(van + timedelta(duur), laatste_dag(schooljaar(van)))
    lijst = momenten(van, tot, uiterlijk=EERST, weken=weken)
    assert (lijst[-1].soort, lijst[-1].uiterlijk) == (EIND, tot)
    assert all(van <= een.dag <= een.uiterlijk <= tot for een in lijst)
    assert [een.dag for een in lijst] == sorted(een.dag for een in lijst)
    assert (len(lijst) == 1) == ((tot - van).days < KORT_WEKEN * 7)
    if len(lijst) == 2 and van < date(schooljaar(van), 12, 20):
        assert eerste_dag(schooljaar(van)) <= lijst[0].dag <= date(schooljaar(van) + 1, 2, 1)


def test_what_was_finished_is_not_asked_again():
    een, twee = momenten(*JAAR, uiterlijk=EERST, weken=4)
    assert volgende((een, twee), []) == een
    assert volgende((een, twee), [TUSSEN]) == twee
    assert volgende((een, twee), [EIND]) is None
    assert volgende((twee,), [TUSSEN]) == twee


def test_a_moment_presses_more_as_its_day_comes():
    moment = Moment(EIND, date(2027, 7, 3), date(2027, 7, 31))
    op = {
        date(2027, 6, 4): Drang.LATER,
        date(2027, 6, 5): Drang.BINNENKORT,
        date(2027, 7, 3): Drang.NU,
        date(2027, 7, 31): Drang.NU,
        date(2027, 8, 1): Drang.TE_LAAT,
    }
    assert {dag: drang(moment, dag) for dag in op} == op


VOL = {"ouders_erbij": True, "gezegd": "x", "wat_werkte": "x", "verder": "doorgaan"}


@pytest.mark.parametrize(
    ("anders", "doelen", "mist"),
    [
        ({}, {"d": ("bereikt", "")}, set()),
        ({}, {"d": ("", "")}, {"d_uitkomst"}),
        ({}, {"d": ("deels", ""), "e": ("niet", "")}, {"d_toelichting", "e_toelichting"}),
        ({"wat_werkte": "", "verder": ""}, {}, {"wat_werkte", "verder"}),
        ({"gezegd": ""}, {}, {"gezegd"}),
        ({"ouders_erbij": False, "gezegd": ""}, {}, {"waarom_zonder"}),
        ({"ouders_erbij": False, "waarom_zonder": "Ziek.", "gezegd": ""}, {}, set()),
        ({"ouders_erbij": False, "waarom_zonder": "x", "leerling_erbij": True, "gezegd": ""}, {}, {"gezegd"}),
        ({"verder": "anders"}, {}, {"verder_uitleg"}),
    ],
)
def test_what_is_still_to_be_written_is_said_at_its_field(anders, doelen, mist):
    basis = {"eind": True, "kinderen": True, "woorden": False}
    assert set(wat_mist(verslag=VOL | anders, doelen=doelen, **basis)) == mist


def test_half_way_a_goal_may_stay_open_and_without_pupils_no_parents_are_asked():
    basis = {"kinderen": True, "woorden": False, "verslag": VOL}
    assert wat_mist(eind=False, doelen={"d": ("", "")}, **basis) == {}
    zonder = {"wat_werkte": "x", "verder": "stoppen"}
    assert wat_mist(eind=True, kinderen=False, woorden=False, verslag=zonder, doelen={}) == {}
    woorden = VOL | {"gezegd": ""}
    assert wat_mist(eind=True, kinderen=True, woorden=True, verslag=woorden, doelen={}) == {}, "they said it themselves"
