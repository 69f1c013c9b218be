"""What is split adds up again, to the cent; and the sums of 5.4 and R-FIN-06."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.geld import basisondersteuning, gelijke_delen, kosten_uren, over_kalenderjaren
from arrangementen.rules.prognose import (
    GeenNormbedrag,
    LopendeTlv,
    geindexeerd,
    kosten_in,
    kostenjaren,
    normbedrag,
)

BEDRAG = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


@given(BEDRAG, st.integers(2000, 2100))
def test_both_calendar_years_are_the_whole(bedrag, jaar):
    delen = over_kalenderjaren(bedrag, jaar)
    assert sum(delen.values()) == bedrag
    assert list(delen) == [jaar, jaar + 1]
    assert all(deel == deel.quantize(Decimal("0.01")) for deel in delen.values())


@given(BEDRAG, st.integers(2000, 2100))
def test_what_is_taken_back_is_split_as_what_was_given(bedrag, jaar):
    heen, terug = over_kalenderjaren(bedrag, jaar), over_kalenderjaren(-bedrag, jaar)
    assert [heen[een] + terug[een] for een in heen] == [0, 0]


@pytest.mark.parametrize(
    ("bedrag", "eerste", "tweede"),
    [
        ("12000.00", "5000.00", "7000.00"),
        ("100.00", "41.67", "58.33"),
        ("0.01", "0.00", "0.01"),
        ("0.06", "0.03", "0.03"),
    ],
)
def test_five_months_and_seven(bedrag, eerste, tweede):
    assert over_kalenderjaren(Decimal(bedrag), 2026) == {2026: Decimal(eerste), 2027: Decimal(tweede)}


@given(BEDRAG, st.integers(1, 60))
def test_shares_differ_a_cent_at_most_and_are_the_whole(bedrag, aantal):
    delen = gelijke_delen(bedrag, aantal)
    assert (sum(delen), len(delen)) == (bedrag, aantal)
    assert max(delen) - min(delen) <= Decimal("0.01")


def test_without_pupils_there_is_nothing_to_share():
    with pytest.raises(ValueError, match="nobody"):
        gelijke_delen(Decimal(10), 0)


def test_a_school_of_two_hundred_pupils():
    """5.4, the example of SPPOH in 2017-2018."""
    som = basisondersteuning(vaste_voet=Decimal(7000), per_leerling=Decimal(106), leerlingen=200)
    assert som == Decimal(28200)


def test_hours_at_a_tariff_end_on_a_cent():
    assert kosten_uren(uren=Decimal("2.75"), tarief=Decimal("83.33")) == Decimal("229.16")


@pytest.mark.parametrize(
    ("begin", "eind", "jaren"),
    [
        (date(2026, 3, 2), date(2028, 7, 31), [2028, 2029]),
        (date(2026, 1, 5), date(2027, 7, 31), [2027, 2028]),
        (date(2026, 2, 2), date(2027, 7, 31), [2028]),
        (date(2026, 2, 1), date(2026, 2, 1), [2027]),
        (date(2026, 8, 1), date(2027, 1, 31), []),
        (date(2026, 8, 1), None, [2028, 2029, 2030]),
    ],
)
def test_a_tlv_costs_the_year_after_each_first_of_february(begin, eind, jaren):
    """R-FIN-06; its three examples come first."""
    assert kostenjaren(begin, eind, tot_en_met=2030) == jaren


def test_a_year_without_an_official_amount_is_refused():
    bedragen = {(2028, "SO", "L"): Decimal("13500.00")}
    tlv = LopendeTlv("SO", "L", date(2026, 3, 2), date(2028, 7, 31))
    assert kosten_in(2028, [tlv, tlv], bedragen) == Decimal("27000.00")
    assert kosten_in(2027, [tlv], bedragen) == 0
    with pytest.raises(GeenNormbedrag):
        kosten_in(2029, [tlv], bedragen)
    anders = bedragen | {(2029, "SO", "L"): geindexeerd(normbedrag(bedragen, 2028, "SO", "L"), Decimal("1.2695"))}
    assert kosten_in(2029, [tlv], anders) == Decimal("13671.38")
