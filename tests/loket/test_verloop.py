"""How a term came to be: table T13-T20 and T32 as events, each with the rule that moved the day and by how much."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.rules.termijn import (
    Feiten,
    Instemming,
    Onderbreking,
    Verdaging,
    beslistermijn,
    stilstand,
    wettelijk_einde,
)
from loket.rules.verloop import TE_LAAT, VERDAGING, overschrijding, verloop

T13 = Feiten(date(2026, 1, 12))
T18 = Feiten(date(2026, 1, 12), (Onderbreking(date(2026, 1, 19), date(2026, 2, 2), date(2026, 1, 30)),))
T19 = Feiten(date(2026, 1, 26), (Onderbreking(date(2026, 2, 2), date(2026, 2, 16)),))


@pytest.mark.parametrize(
    ("feiten", "dagen", "einden"),
    [
        (T13, [0], [date(2026, 3, 9)]),
        (T18, [0, 10], [date(2026, 3, 9), date(2026, 3, 19)]),
        (T19, [0, 15], [date(2026, 3, 23), date(2026, 4, 7)]),  # 14 days, and one for tweede paasdag
    ],
    ids=["T13", "T18", "T19"],
)
def test_each_event_says_by_how_many_days_it_moved_the_last_day(feiten, dagen, einden):
    stappen = verloop(feiten)
    assert [stap.dagen for stap in stappen] == dagen
    assert [stap.einde for stap in stappen] == einden
    assert stappen[-1].einde == wettelijk_einde(feiten)


def test_the_days_on_which_the_clock_stood_still_are_named():
    """T18: 20 up to and including 29 January."""
    stap = verloop(T18)[1]
    assert (stap.van, stap.tot) == (date(2026, 1, 20), date(2026, 1, 29))
    assert "4:15" in stap.regel


def test_a_notice_in_time_names_the_new_last_day():
    """T32: sent on 6 March for T13, which ends on the 9th."""
    feiten = Feiten(T13.ontvangen, verdagingen=(Verdaging(date(2026, 3, 6), date(2026, 4, 20)),))
    stap = verloop(feiten)[-1]
    assert (stap.einde, stap.dagen, stap.regel, stap.op_tijd) == (date(2026, 4, 20), 42, VERDAGING, True)


def test_a_notice_on_the_last_day_itself_is_in_time():
    feiten = Feiten(T13.ontvangen, verdagingen=(Verdaging(date(2026, 3, 9), date(2026, 4, 20)),))
    assert wettelijk_einde(feiten) == date(2026, 4, 20)


def test_a_notice_a_day_late_moves_nothing_and_the_overrun_is_counted():
    """T32: sent on 10 March."""
    feiten = Feiten(T13.ontvangen, verdagingen=(Verdaging(date(2026, 3, 10), date(2026, 4, 20)),))
    stap = verloop(feiten)[-1]
    assert (stap.einde, stap.dagen, stap.regel, stap.op_tijd) == (date(2026, 3, 9), 0, TE_LAAT, False)
    assert overschrijding(feiten, besloten=None, vandaag=date(2026, 3, 12)) == 3
    assert overschrijding(feiten, besloten=date(2026, 3, 10), vandaag=date(2026, 5, 1)) == 1
    assert overschrijding(feiten, besloten=date(2026, 3, 9), vandaag=date(2026, 5, 1)) == 0


def test_a_second_notice_must_come_before_the_day_that_the_first_named():
    eerste, tweede = Verdaging(date(2026, 3, 6), date(2026, 4, 20)), Verdaging(date(2026, 4, 20), date(2026, 5, 11))
    assert wettelijk_einde(Feiten(T13.ontvangen, verdagingen=(eerste, tweede))) == date(2026, 5, 11)
    te_laat = Verdaging(date(2026, 4, 21), date(2026, 5, 11))
    assert wettelijk_einde(Feiten(T13.ontvangen, verdagingen=(eerste, te_laat))) == date(2026, 4, 20)


def test_consent_stops_the_clock_from_and_to():
    feiten = Feiten(T13.ontvangen, instemmingen=(Instemming(date(2026, 2, 3), date(2026, 2, 12)),))
    assert verloop(feiten)[-1].dagen == 10
    assert wettelijk_einde(feiten) == date(2026, 3, 19)


def test_a_day_that_stands_still_for_two_reasons_counts_once():
    dubbel = Feiten(T18.ontvangen, T18.onderbrekingen, (Instemming(date(2026, 1, 25), date(2026, 2, 3)),))
    assert len(stilstand(dubbel)) == 15  # 20 January up to and including 3 February


def test_after_a_verdaging_only_what_begins_later_moves_its_day():
    verdaagd = (Verdaging(date(2026, 3, 6), date(2026, 4, 20)),)
    eerder = Feiten(T18.ontvangen, T18.onderbrekingen, verdagingen=verdaagd)
    assert wettelijk_einde(eerder) == date(2026, 4, 20)
    later = Feiten(
        T13.ontvangen, (Onderbreking(date(2026, 3, 16), date(2026, 3, 30), date(2026, 3, 20)),), verdagingen=verdaagd
    )
    assert wettelijk_einde(later) == date(2026, 4, 23)


def test_a_request_that_is_open_makes_the_notice_in_time_for_longer():
    """The clock stood still: what would be too late without the request is in time with it."""
    verdaagd = (Verdaging(date(2026, 4, 7), date(2026, 5, 11)),)
    assert wettelijk_einde(Feiten(T19.ontvangen, T19.onderbrekingen, verdagingen=verdaagd)) == date(2026, 5, 11)
    assert wettelijk_einde(Feiten(T19.ontvangen, verdagingen=verdaagd)) == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("ontvangen", "einde"),
    [
        (date(2027, 12, 31), date(2028, 2, 25)),  # 31 December, over 1 January
        (date(2028, 1, 4), date(2028, 2, 29)),  # ends on 29 February
        (date(2028, 2, 29), date(2028, 4, 25)),  # begins on it
        (date(2026, 7, 31), date(2026, 9, 25)),  # the last day of a school year
        (date(2026, 8, 1), date(2026, 9, 28)),  # a Saturday ends it, so Monday
        (date(2026, 3, 28), date(2026, 5, 26)),  # the night that lacks an hour; ends after tweede pinksterdag
        (date(2026, 10, 24), date(2026, 12, 21)),  # the night that has one more
    ],
)
def test_odd_days_are_days_like_any_other(ontvangen, einde):
    assert wettelijk_einde(Feiten(ontvangen)) == einde


DAGEN = st.integers(0, 50)


@given(
    vraag=st.tuples(DAGEN, st.integers(1, 30), st.none() | st.integers(0, 40)),
    instemming=st.none() | st.tuples(DAGEN, st.integers(0, 30)),
    verdaging=st.none() | st.tuples(DAGEN, st.integers(60, 120)),
    begin=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
)
def test_the_steps_add_up_to_the_term(vraag, instemming, verdaging, begin):
    gevraagd, dagen, aangevuld = vraag
    vraagdag = begin + timedelta(days=gevraagd)
    feiten = Feiten(
        begin,
        (
            Onderbreking(
                vraagdag,
                vraagdag + timedelta(days=dagen),
                None if aangevuld is None else vraagdag + timedelta(days=aangevuld),
            ),
        ),
        tuple(
            Instemming(begin + timedelta(days=van), begin + timedelta(days=van + lang))
            for van, lang in [instemming] * bool(instemming)
        ),
        tuple(
            Verdaging(begin + timedelta(days=op), begin + timedelta(days=tot))
            for op, tot in [verdaging] * bool(verdaging)
        ),
    )
    stappen = verloop(feiten)
    assert stappen[-1].einde == wettelijk_einde(feiten)
    assert sum(stap.dagen for stap in stappen) == (wettelijk_einde(feiten) - stappen[0].einde).days
    termijn = beslistermijn(
        begin,
        servicenorm_weken=8,
        onderbrekingen=feiten.onderbrekingen,
        instemmingen=feiten.instemmingen,
        verdagingen=feiten.verdagingen,
        vandaag=begin,
    )
    assert termijn.wettelijk == termijn.uiterlijk == wettelijk_einde(feiten)
