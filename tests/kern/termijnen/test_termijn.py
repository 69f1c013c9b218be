"""Terms to the day: the worked examples T1-T32 of the domain, and what must hold for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.kalender import feestdagen, is_werkdag, verleng
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, schooljaar
from kern.termijnen.termijn import einde, opgeschorte_dagen

D = date.fromisoformat
DAGEN = st.dates(date(2020, 1, 1), date(2035, 12, 31))

VOORBEELDEN = {
    "T1": ("2026-01-15", 6, "2026-02-26"),
    "T2": ("2026-02-20", 6, "2026-04-07"),
    "T3": ("2025-11-13", 6, "2025-12-29"),
    "T4": ("2026-03-24", 6, "2026-05-06"),
    "T5": ("2026-04-02", 6, "2026-05-18"),
    "T6": ("2025-11-21", 6, "2026-01-05"),
    "T7": ("2025-06-27", 6, "2025-08-08"),
    "T8": ("2026-03-16", 6, "2026-04-28"),
    "T9": ("2026-02-23", 6, "2026-04-07"),
    "T13": ("2026-01-12", 8, "2026-03-09"),
    "T14": ("2026-02-09", 8, "2026-04-07"),
    "T15": ("2026-03-20", 8, "2026-05-18"),
    "T16": ("2025-11-06", 8, "2026-01-05"),
    "T17": ("2026-06-15", 8, "2026-08-10"),
    "T20": ("2026-02-16", 4, "2026-03-16"),
    "T21": ("2026-02-26", 12, "2026-05-21"),
    "T22": ("2026-02-26", 18, "2026-07-02"),
    "T23": ("2026-02-26", 6, "2026-04-09"),
    "T24": ("2026-05-06", 12, "2026-07-29"),
    "T25": ("2026-02-20", 2, "2026-03-06"),
    "T26": ("2026-06-04", 6, "2026-07-16"),
    "T28 6 weken": ("2026-03-02", 6, "2026-04-13"),
    "T28 en 4": ("2026-03-02", 10, "2026-05-11"),
    "T29": ("2025-10-16", 10, "2025-12-29"),
    "T30": ("2026-02-02", 6, "2026-03-16"),
}


@pytest.mark.parametrize(("begin", "weken", "laatste"), VOORBEELDEN.values(), ids=VOORBEELDEN)
def test_the_worked_examples_end_on_their_day(begin, weken, laatste):
    assert einde(D(begin), weken=weken) == D(laatste)


def test_t18_a_completed_request_stops_the_clock_until_the_day_before():
    dagen = opgeschorte_dagen(D("2026-01-19"), aangevuld=D("2026-01-30"), hersteltermijn_tot=D("2026-02-02"))
    assert dagen == 10
    assert einde(D("2026-01-12"), weken=8, opgeschort=dagen) == D("2026-03-19")


def test_t19_an_unanswered_request_stops_the_clock_for_its_whole_term():
    dagen = opgeschorte_dagen(D("2026-02-02"), hersteltermijn_tot=D("2026-02-16"))
    assert dagen == 14
    assert einde(D("2026-01-26"), weken=8, opgeschort=dagen) == D("2026-04-07")


def test_an_answer_after_the_term_counts_as_none():
    laat = opgeschorte_dagen(D("2026-02-02"), aangevuld=D("2026-03-02"), hersteltermijn_tot=D("2026-02-16"))
    assert laat == opgeschorte_dagen(D("2026-02-02"), hersteltermijn_tot=D("2026-02-16"))


@pytest.mark.parametrize("aangevuld", ["2026-02-02", "2026-02-03"])
def test_an_answer_on_the_same_or_the_next_day_stops_nothing(aangevuld):
    assert opgeschorte_dagen(D("2026-02-02"), aangevuld=D(aangevuld), hersteltermijn_tot=D("2026-02-16")) == 0


KALENDER = {
    2025: "1-1 18-4 21-4 26-4 5-5 29-5 30-5 9-6 25-12 26-12",
    2026: "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12",
    2027: "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12",
    2028: "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12",
}


@pytest.mark.parametrize("jaar", KALENDER)
def test_the_calendar_is_that_of_the_law(jaar):
    """R-TERM-03; Easter and Whit Sunday are Sundays anyway."""
    dagen = {date(jaar, int(m), int(d)) for d, m in (deel.split("-") for deel in KALENDER[jaar].split())}
    assert {dag for dag in feestdagen(jaar) if dag.weekday() != 6} == {dag for dag in dagen if dag.weekday() != 6}


@pytest.mark.parametrize("dag", ["2026-12-24", "2026-12-31", "2026-12-05"])
def test_days_that_only_feel_like_holidays_count(dag):
    assert is_werkdag(D(dag)) == (D(dag).weekday() < 5)


def test_designated_days_can_be_extended():
    assert is_werkdag(D("2029-05-11"))
    assert not is_werkdag(D("2029-05-11"), aangewezen={D("2029-05-11")})


@given(DAGEN)
def test_extending_gives_the_first_working_day_and_no_later_one(dag):
    nieuw = verleng(dag)
    assert is_werkdag(nieuw)
    assert nieuw >= dag
    assert not any(is_werkdag(dag + timedelta(days=n)) for n in range((nieuw - dag).days))
    assert verleng(nieuw) == nieuw


@given(DAGEN, st.integers(0, 12), st.integers(0, 60))
def test_a_term_up_to_twelve_weeks_never_ends_on_a_day_off(begin, weken, opgeschort):
    laatste = einde(begin, weken=weken, opgeschort=opgeschort)
    assert is_werkdag(laatste)
    assert laatste >= begin + timedelta(weeks=weken, days=opgeschort)


@given(DAGEN, DAGEN, st.integers(0, 12), st.integers(0, 12))
def test_later_or_longer_never_ends_sooner(een, twee, kort, lang):
    eerste, laatste = sorted((een, twee))
    minder, meer = sorted((kort, lang))
    assert einde(eerste, weken=meer) <= einde(laatste, weken=meer)
    assert einde(eerste, weken=minder) <= einde(eerste, weken=meer)


@given(DAGEN, st.integers(13, 60))
def test_above_twelve_weeks_the_last_day_stays_as_it_falls(begin, weken):
    assert einde(begin, weken=weken) == begin + timedelta(weeks=weken)


@given(DAGEN, st.integers(0, 90), st.integers(0, 120))
def test_the_clock_never_stands_still_longer_than_the_term_given(gevraagd, termijn, na):
    tot = gevraagd + timedelta(days=termijn)
    dagen = opgeschorte_dagen(gevraagd, aangevuld=gevraagd + timedelta(days=na), hersteltermijn_tot=tot)
    assert 0 <= dagen <= termijn


@given(DAGEN)
def test_every_day_is_in_one_school_year(dag):
    jaar = schooljaar(dag)
    assert eerste_dag(jaar) <= dag <= laatste_dag(jaar)
    assert schooljaar(laatste_dag(jaar)) == jaar
    assert schooljaar(laatste_dag(jaar) + timedelta(days=1)) == jaar + 1


@pytest.mark.parametrize(("weken", "opgeschort"), [(-1, 0), (1, -1)])
def test_a_negative_term_is_a_mistake(weken, opgeschort):
    with pytest.raises(ValueError, match="negatief"):
        einde(D("2026-01-01"), weken=weken, opgeschort=opgeschort)


def test_a_request_that_ends_before_it_began_is_a_mistake():
    with pytest.raises(ValueError, match="voor het verzoek"):
        opgeschorte_dagen(D("2026-02-02"), hersteltermijn_tot=D("2026-02-01"))
