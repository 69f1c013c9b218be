"""Who counts as what on a day, and that figures of two days and their movement always agree (R-THZ-01…03, T31)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.termijnen.kalender import is_schoolwerkdag
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
from thuiszitters.rules.telling import Interval, Verloop, beweging, officieel, stand, tellend, wijd

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
    lang, erin = Periode(MAANDAG, MAANDAG + 9 * dag), Periode(MAANDAG + dag, MAANDAG + 2 * dag)
    assert aaneen([erin, lang]) == [lang]


DAGEN = st.integers(0, 400).map(lambda n: date(2025, 9, 1) + timedelta(days=n))


SOORTWEEGT = st.sampled_from([*Soort, *[Soort.ABSOLUUT, Soort.RELATIEF] * 6])
"""The kinds that the law counts more often: what is told of them is the most."""


@st.composite
def verlopen(draw):
    """Intervals after each other with or without days between, the last one perhaps still open."""
    dag, intervallen = draw(DAGEN), []
    for _ in range(draw(st.integers(0, 4))):
        van = dag + timedelta(days=draw(st.just(0) | st.integers(0, 40)))
        tot = van + timedelta(days=draw(st.integers(0, 120)))
        intervallen.append(Interval(draw(SOORTWEEGT).value, van, tot))
        dag = tot + timedelta(days=1)
    if draw(st.booleans()):
        intervallen.append(Interval(draw(SOORTWEEGT).value, dag, None))
    begin = draw(DAGEN)
    return Verloop(
        draw(st.permutations(intervallen)), Periode(begin, begin + timedelta(days=draw(st.integers(0, 500))))
    )


def dagen_van(een):
    """The slow way: every day by itself, as two sets of days, up to long after the last day that is asked for."""
    per, laatste = {}, date(2028, 1, 1).toordinal()
    for soort, van, tot in een.intervallen:
        per.setdefault(soort, set()).update(range(van.toordinal(), (tot.toordinal() if tot else laatste) + 1))
    wijd = set().union(*(dagen for soort, dagen in per.items() if soort != "dreigend"))
    begin, eind = (dag.toordinal() for dag in een.plicht)
    lang = (dag for dag in per.get("relatief", ()) if per["relatief"].issuperset(range(dag - 28, dag)))
    officieel = {dag for dag in (*per.get("absoluut", ()), *lang) if begin <= dag <= eind}
    return wijd, officieel


def gang_van(dagen, na, tot):
    """What was there on the first day, came and went after it, told from one day to the next."""
    paren = [(dag in dagen, morgen in dagen) for dag, morgen in pairwise(range(na.toordinal(), tot.toordinal() + 1))]
    return na.toordinal() in dagen, sum(er > was for was, er in paren), sum(was > er for was, er in paren)


@settings(max_examples=60, deadline=None)
@given(st.lists(verlopen(), max_size=5), DAGEN, DAGEN)
def test_the_sum_over_classes_is_who_is_active_and_in_minus_out_is_the_difference(alle, een, ander):
    begin, eind = sorted((een, ander))

    def bezig(dag):
        return sum(any(i.van <= dag and (i.tot is None or dag <= i.tot) for i in v.intervallen) for v in alle)

    for dag in (begin, eind):
        standen = [een for v in alle if (een := stand(v, dag))]
        per_klasse = [sum(een.klasse == nummer for een in standen) for nummer in range(len(GRENZEN))]
        assert sum(per_klasse) == bezig(dag)
        assert all(een.wijd or not een.officieel for een in standen), "official is part of wide"
    for telt in (wijd, officieel):
        runs = [run for v in alle for run in telt(v)]
        was, erbij, eraf = beweging(runs, begin, eind)
        assert was == sum(een.op(begin) for een in runs)
        assert was + erbij - eraf == sum(een.op(eind) for een in runs)


@settings(max_examples=80, deadline=None)
@given(verlopen(), DAGEN, DAGEN)
def test_the_fast_count_is_what_every_day_by_itself_gives(een, een_dag, andere_dag):
    begin, eind = sorted((een_dag, andere_dag))
    for runs, dagen in zip(tellend(een), dagen_van(een), strict=True):
        assert beweging(runs, begin, eind) == gang_van(dagen, begin, eind)
        assert [run.op(eind) for run in runs].count(True) == (eind.toordinal() in dagen)
        assert all(een.tot < ander.van - timedelta(days=1) for een, ander in pairwise(runs)), "as few runs as can be"


def test_a_kind_that_is_not_there_is_not_counted_as_one_that_is():
    with pytest.raises(KeyError):
        tellend(verloop(("lui", MAANDAG)))
