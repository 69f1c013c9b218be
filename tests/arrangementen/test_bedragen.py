"""Amounts in a file of the bookkeeping are read by the sign of the whole file; what is not sure is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.bedragen import NietZeker, bedragen
from arrangementen.rules.realisatie import GeenLijst, betalingen

BEDRAG = st.decimals("-99999999.99", "99999999.99", places=2).filter(bool)


def nederlands(bedrag: Decimal, *, punten: bool, kort: bool) -> str:
    """As people here write it; kort: without the cents when there are none."""
    tekst = f"{bedrag:,.2f}" if punten else f"{bedrag:.2f}"
    tekst = tekst.translate(str.maketrans(",.", ".,"))
    return tekst.removesuffix(",00") if kort else tekst


def engels(bedrag: Decimal, *, punten: bool) -> str:
    return f"{bedrag:,.2f}" if punten else f"{bedrag:.2f}"


def test_the_worked_examples():
    for cellen, verwacht in (
        (["1.250"], ["1250"]),
        (["1.250", "72,5"], ["1250", "72.5"]),
        (["€ 1.234,56", "-4"], ["1234.56", "-4"]),
        (["72.50", "1,250.00", "3"], ["72.5", "1250", "3"]),
        (["72.5000", "1,0"], None),
        (["1.250,0000", "0,5000"], ["1250", "0.5"]),
        (["1.234.567"], ["1234567"]),
        (["12 500,00", "+5"], ["12500", "5"]),
        ([1.125, Decimal("1.25"), 1250, True, None, "x", "", "NaN", "1e9"], ["1.12", "1.25", "1250", *"000000"]),
        ([float("nan"), float("inf"), 1e300], [*"000"]),
        (["1,250"], None),
        (["1.250", "72.50"], None),
        (["1.250,00", "1,250.00"], None),
        (["1.25", "72,50"], None),
        (["12.5000,00"], None),
        (["1..250"], None),
    ):
        if verwacht is None:
            with pytest.raises(NietZeker):
                bedragen(cellen)
        else:
            assert bedragen(cellen) == [Decimal(een) for een in verwacht], cellen


@given(st.lists(st.tuples(BEDRAG, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_what_a_dutch_or_an_english_program_writes_is_read_back_to_the_cent(rijen):
    waar = [bedrag for bedrag, _, _ in rijen]
    assert bedragen(nederlands(een, punten=punten, kort=kort) for een, punten, kort in rijen) == waar
    assert bedragen(engels(een, punten=punten) for een, punten, _ in rijen) == waar
    assert bedragen(waar) == waar


@given(st.lists(st.tuples(BEDRAG, st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_what_is_written_in_two_ways_is_read_right_or_refused(rijen):
    cellen = [
        nederlands(een, punten=punten, kort=True) if van_hier else engels(een, punten=punten)
        for een, punten, van_hier in rijen
    ]
    try:
        gelezen = bedragen(cellen)
    except NietZeker:
        return
    assert gelezen == [bedrag for bedrag, _, _ in rijen]


def test_the_page_reads_which_row_it_is_about():
    kop = ["kenmerk", "debet", "credit"]
    with pytest.raises(GeenLijst, match=r"‘72.50’ in rij 3 .* zoals 1\.250,00"):
        betalingen([kop, ["AR-2026-0001", "1.250", ""], ["AR-2026-0001", "", "72.50"]])
    [een], over = betalingen([kop, ["zonder", "1.250,1234", ""], ["AR-2026-0001", "1.250", "250,00"]])
    assert (een.bedrag, een.rij, over) == (1000, 3, 1)
    with pytest.raises(GeenLijst, match=r"meer dan 50\.000"):
        betalingen([kop] * 50_001)
