"""PrO and lwoo: the worked examples L1 to L12, the bounds, and what the page says about them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.rules import leerachterstand, pro_lwoo, pro_lwoo_uitleg

PRO, LWOO, BEIDE, GEEN = {"pro"}, {"lwoo"}, {"pro", "lwoo"}, set()
TABEL = {
    "L1": (72, ".55", ".60", ".20", ".30", None, PRO),
    "L2": (80, ".50", ".10", ".50", ".10", None, BEIDE),
    "L3": (78, ".10", ".10", ".60", ".60", None, GEEN),
    "L4": (85, ".30", ".26", ".10", ".10", None, LWOO),
    "L5": (95, ".30", ".30", "0", "0", False, GEEN),
    "L6": (95, ".30", ".30", "0", "0", True, LWOO),
    "L7": (78, ".30", ".40", ".10", ".10", None, BEIDE),
    "L8": (121, ".30", ".30", "0", "0", True, GEEN),
    "L9": (54, ".70", ".70", ".70", ".70", None, GEEN),
    "L10": (88, ".55", ".52", ".10", ".10", None, BEIDE),
    "L11": (91, ".24", ".30", ".30", ".30", True, LWOO),
    "L12": (74, ".30", ".30", ".10", ".10", None, GEEN),
}
getallen = st.none() | st.decimals(min_value=0, max_value=1, places=2)
feiten = st.fixed_dictionaries(
    {"iq": st.none() | st.integers(40, 140), "ir": getallen, "bl": getallen, "tl": getallen, "sp": getallen}
)


def uit_tabel(nummer, maak):
    iq, ir, bl, tl, sp, sem, _ = TABEL[nummer]
    return {"iq": iq, "ir": maak(ir), "bl": maak(bl), "tl": maak(tl), "sp": maak(sp), "sem": sem}


@pytest.mark.parametrize("maak", [Decimal, float])
@pytest.mark.parametrize("nummer", TABEL)
def test_the_table_of_worked_examples(nummer, maak):
    assert pro_lwoo(**uit_tabel(nummer, maak)) == TABEL[nummer][-1]


@pytest.mark.parametrize("half", [0.5, Decimal("0.5"), 1 - 0.7 + 0.2, leerachterstand(dle=25, dl=50)])
def test_exactly_a_half_is_a_backlog_of_pro(half):
    assert pro_lwoo(iq=72, ir=half, bl=half, tl=0, sp=0, sem=None) == PRO


def test_a_quarter_counts_and_just_below_it_does_not():
    kwart = leerachterstand(dle=30, dl=40)
    assert pro_lwoo(iq=85, ir=kwart, bl=kwart, tl=None, sp=None, sem=None) == LWOO
    assert pro_lwoo(iq=85, ir=kwart, bl=Decimal("0.2499"), tl=None, sp=None, sem=None) == GEEN


@given(st.integers(0, 80), st.integers(1, 80))
def test_the_backlog_is_what_is_missing_of_the_schooling_had(dle, dl):
    assert abs(Fraction(leerachterstand(dle=dle, dl=dl)) - (1 - Fraction(dle, dl))) < Fraction(1, 10**20)


@pytest.mark.parametrize(("dle", "dl"), [(10, 0), (10, -1), (-1, 10)])
def test_months_that_cannot_be_are_refused(dle, dl):
    with pytest.raises(ValueError, match="DL"):
        leerachterstand(dle=dle, dl=dl)


@given(feiten, st.booleans())
def test_more_problems_never_take_a_possibility_away(waarden, sem):
    assert pro_lwoo(**waarden, sem=False) <= pro_lwoo(**waarden, sem=sem)


@given(feiten, st.booleans())
def test_pro_needs_its_iq_or_its_backlog_and_always_a_domain_of_weight(waarden, sem):
    if pro_lwoo(**waarden, sem=sem):
        assert any((waarden[naam] or 0) >= Decimal("0.25") for naam in ("ir", "bl"))
        assert 55 <= waarden["iq"] <= 120


@given(feiten, st.booleans())
def test_the_words_agree_with_the_outcome(waarden, sem):
    uitleg, mag = pro_lwoo_uitleg(**waarden, sem=sem), pro_lwoo(**waarden, sem=sem)
    assert uitleg
    assert all(zin.endswith(".") for zin in uitleg)
    assert ("allebei" in uitleg[0]) == (mag == BEIDE)
    if len(uitleg) > 1:
        assert ("geen van beide" in uitleg[0]) == (mag == GEEN)


@pytest.mark.parametrize(("nummer", "woord"), [("L7", "Op het IQ past"), ("L10", "Op de leerachterstand past")])
def test_each_mixed_reading_says_on_what_it_rests(nummer, woord):
    assert any(zin.startswith(woord) for zin in pro_lwoo_uitleg(**uit_tabel(nummer, Decimal)))


def test_a_case_that_can_be_read_in_two_ways_is_left_to_a_person():
    assert any("Een mens moet dit beoordelen" in zin for zin in pro_lwoo_uitleg(**uit_tabel("L12", Decimal)))
