"""Who counts as what on a day, and that figures of two days and their movement always agree (R-THZ-01…03, T31)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.termijnen.kalender import is_schoolwerkdag
from thuiszitters.rules import telling
from thuiszitters.rules.duur import (
    GRENZEN,
    klasse,
    schooldagen,
    schooldagen_later,
    schoolweken_later,
    weken,
)
from thuiszitters.rules.periode import Periode, aaneen
from thuiszitters.rules.soorten import SOORTEN, Soort
from thuiszitters.rules.telling import Interval, Verloop, beweging, officieel, stand, tel

MAANDAG = date(2026, 1, 12)
ALTIJD = Periode(date(2000, 1, 1))


def midden(dag):
    return is_schoolwerkdag(dag, "midden")


def verloop(*intervallen, plicht=ALTIJD):
    return Verloop([Interval(*een) for een in intervallen], plicht)


def test_every_kind_has_words():
    assert set(SOORTEN) == set(Soort)
    assert [soort for soort in Soort if not SOORTEN[soort].wijd] == [Soort.DREIGEND]
    assert {soort for soort in Soort if SOORTEN[soort].officieel_na is not None} == {Soort.ABSOLUUT, Soort.RELATIEF}


def test_t31_relatief_is_official_on_the_day_that_28_whole_days_have_passed():
    een = verloop(("relatief", MAANDAG))
    voor, dan = stand(een, date(2026, 2, 8)), stand(een, date(2026, 2, 9))
    assert (voor.dagen, voor.weken, voor.officieel, voor.klasse) == (27, 3, False, 0)
    assert (dan.dagen, dan.weken, dan.officieel, dan.klasse) == (28, 4, True, 1)


def test_the_last_day_of_absence_still_counts_and_the_next_one_does_not():
    een = verloop(("ziek", MAANDAG, date(2026, 1, 20)))
    assert stand(een, date(2026, 1, 11)) is None
    assert stand(een, date(2026, 1, 20)).soort == "ziek"
    assert stand(een, date(2026, 1, 21)) is None


def test_absoluut_is_official_at_once_and_only_while_the_law_binds_the_child():
    een = verloop(("absoluut", MAANDAG), plicht=Periode(date(2026, 2, 2), date(2026, 7, 31)))
    assert not stand(een, date(2026, 2, 1)).officieel
    assert stand(een, date(2026, 2, 2)).officieel
    assert not stand(een, date(2026, 8, 1)).officieel
    assert stand(een, date(2026, 8, 1)).wijd


def test_another_kind_goes_on_in_duration_but_the_official_weeks_begin_anew():
    een = verloop(("ziek", MAANDAG, date(2026, 2, 28)), ("relatief", date(2026, 3, 1)))
    dan = stand(een, date(2026, 3, 10))
    assert (dan.sinds, dan.officieel) == (MAANDAG, False)
    assert officieel(een) == [Periode(date(2026, 3, 29))]
    onderbroken = verloop(("relatief", MAANDAG, date(2026, 2, 1)), ("relatief", date(2026, 2, 3)))
    assert stand(onderbroken, date(2026, 2, 10)).sinds == date(2026, 2, 3)


def test_what_threatens_is_active_and_neither_official_nor_wide():
    dan = stand(verloop(("dreigend", MAANDAG)), date(2027, 1, 12))
    assert (dan.officieel, dan.wijd, dan.sinds) == (False, False, MAANDAG)


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2026, 1, 12), 0),
        (date(2026, 4, 11), 1),
        (date(2026, 4, 12), 2),
        (date(2026, 7, 12), 3),
        (date(2027, 1, 11), 3),
        (date(2027, 1, 12), 4),
        (date(2029, 1, 1), 4),
    ],
)
def test_classes_of_duration(dag, verwacht):
    assert klasse(MAANDAG, dag) == verwacht
    assert GRENZEN[verwacht].woorden


def test_school_days_leave_out_weekends_and_holidays():
    assert schooldagen(date(2026, 9, 24), date(2026, 11, 23), midden) == 38
    assert weken(date(2026, 9, 24), date(2026, 11, 23)) == 8
    assert schooldagen_later(date(2026, 10, 10), 0, midden) == date(2026, 10, 12)
    assert schooldagen_later(date(2026, 10, 8), 15, midden) == date(2026, 11, 5)
    assert schoolweken_later(date(2026, 10, 8), 3, midden) == date(2026, 11, 5)
    assert schoolweken_later(date(2026, 10, 9), 1, midden) == date(2026, 10, 16)
    assert schoolweken_later(date(2026, 7, 9), 2, midden) == date(2026, 9, 3)


def test_a_calendar_without_school_does_not_hang():
    assert schooldagen_later(MAANDAG, 3, lambda dag: False) > MAANDAG
    assert schoolweken_later(MAANDAG, 3, lambda dag: False) > MAANDAG


def test_runs_that_touch_are_one():
    dag = timedelta(days=1)
    assert aaneen([Periode(MAANDAG + dag), Periode(MAANDAG, MAANDAG)]) == [Periode(MAANDAG)]
    assert len(aaneen([Periode(MAANDAG + 2 * dag), Periode(MAANDAG, MAANDAG)])) == 2


DAGEN = st.integers(0, 400).map(lambda n: date(2025, 9, 1) + timedelta(days=n))


@st.composite
def verlopen(draw):
    """Intervals after each other with or without days between, the last one perhaps still open."""
    dag, intervallen = draw(DAGEN), []
    for _ in range(draw(st.integers(0, 4))):
        van = dag + timedelta(days=draw(st.integers(0, 40)))
        tot = van + timedelta(days=draw(st.integers(0, 120)))
        intervallen.append(Interval(draw(st.sampled_from([*Soort])), van, tot))
        dag = tot + timedelta(days=1)
    if draw(st.booleans()):
        intervallen.append(Interval(draw(st.sampled_from([*Soort])), dag, None))
    begin = draw(DAGEN)
    return Verloop(intervallen, Periode(begin, begin + timedelta(days=draw(st.integers(0, 500)))))


@settings(max_examples=60, deadline=None)
@given(st.lists(verlopen(), max_size=5), DAGEN, DAGEN)
def test_the_sum_over_classes_is_who_is_active_and_in_minus_out_is_the_difference(alle, een, ander):
    begin, eind = sorted((een, ander))

    def bezig(dag):
        return sum(any(i.van <= dag and (i.tot is None or dag <= i.tot) for i in v.intervallen) for v in alle)

    for dag in (begin, eind):
        assert sum(tel(alle, dag).values()) == bezig(dag)
        standen = [stand(v, dag) for v in alle]
        assert all(s is None or s.wijd or not s.officieel for s in standen), "official is part of wide"
    for telt in (telling.actief, telling.wijd, telling.officieel):
        aantal = [sum(p.op(dag) for v in alle for p in telt(v)) for dag in (begin, eind)]
        gang = beweging(alle, begin, eind, telt=telt)
        assert gang.erbij - gang.eraf == aantal[1] - aantal[0]
        assert gang.erbij >= 0
        assert gang.eraf >= 0
