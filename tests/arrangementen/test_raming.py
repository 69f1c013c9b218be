"""R-FIN-07: what all TLVs cost in a year. No TLV counts twice, and what is uncertain is between two bounds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arrangementen.rules.prognose import LopendeTlv, kosten_in, kostenjaren, teljaren
from arrangementen.rules.raming import (
    Aannames,
    Band,
    Groep,
    Klas,
    instroom,
    instroomjaren,
    laatste_telling,
    lopend,
    ramen,
)

DAG = date(2026, 11, 27)
SO1, SBO, PRO = ("SO", "L"), ("SBO", ""), ("PRO", "")
BEDRAGEN = {(jaar, *soort): Decimal(10_000) for jaar in range(2026, 2031) for soort in (SO1, SBO, PRO)}
D = Decimal

groepen_st = st.lists(
    st.builds(
        lambda soort, eerste, duur, aantal: Groep(*soort, eerste, eerste + duur, aantal),
        st.sampled_from([SO1, SBO, PRO]),
        st.integers(2020, 2030),
        st.integers(0, 8),
        st.integers(1, 40),
    ),
    max_size=12,
)
aannames_st = st.builds(
    Aannames,
    terugplaatsing=st.integers(0, 50).map(D),
    groei=st.integers(-20, 20).map(D),
    instroom=st.dictionaries(st.sampled_from(["SO", "SBO"]), st.integers(0, 300)),
    klas=st.none() | st.builds(Klas, st.just("SO"), st.just("L"), st.integers(1, 30), st.integers(2026, 2030)),
)


def groep(eerste, laatste, aantal=1, soort=SO1):
    return Groep(*soort, eerste, laatste, aantal)


def drie_jaar(aantallen, duur=2, soort=SO1):
    """New TLVs in 2024, 2025 and 2026, that each count so many years."""
    jaren = zip((2024, 2025, 2026), aantallen, strict=True)
    return [groep(jaar, jaar + duur - 1, aantal, soort) for jaar, aantal in jaren if aantal]


def cel(prognose, jaar, soort=SO1):
    return prognose.cellen[jaar, soort]


def test_the_examples_of_one_tlv_hold_in_the_sum():
    """R-FIN-06: SO category 1 from 2-3-2026 to 31-7-2028 costs in 2028 and 2029, SBO from 5-1-2026 in 2027 and 2028."""
    so = Groep(*SO1, *teljaren(date(2026, 3, 2), date(2028, 7, 31), tot_en_met=2031), 1)
    sbo = Groep(*SBO, *teljaren(date(2026, 1, 5), date(2027, 7, 31), tot_en_met=2031), 1)
    bestaand = {jaar: lopend([so, sbo], jaar - 1) for jaar in range(2026, 2031)}
    assert bestaand == {2026: {}, 2027: {SBO: 1}, 2028: {SO1: 1, SBO: 1}, 2029: {SO1: 1}, 2030: {}}
    assert teljaren(date(2026, 2, 2), date(2027, 7, 31), tot_en_met=2031) == (2027, 2027)


def test_which_first_of_february_was_the_last():
    assert (laatste_telling(date(2026, 1, 31)), laatste_telling(date(2026, 2, 1))) == (2025, 2026)
    assert instroomjaren(DAG) == (2024, 2025, 2026)
    assert instroomjaren(date(2027, 1, 15)) == (2024, 2025, 2026), "until the next count"


def test_inflow_is_the_average_of_three_years_and_stays_as_long_as_it_did():
    stroom = instroom([*drie_jaar((3, 0, 6)), groep(2026, 2029, 3), groep(2020, 2030, 50)], DAG)[SO1]
    assert stroom.per_jaar == (3, 0, 9)
    assert stroom.band == Band(D(0), D(4), D(9))
    assert stroom.blijft == (1, 1, D("0.25"), D("0.25"), 0)


def test_a_year_is_what_runs_and_what_comes_times_the_amount():
    prognose = ramen(drie_jaar((2, 3, 4)), BEDRAGEN, Aannames(), DAG)
    assert [(cel(prognose, jaar).lopend, cel(prognose, jaar).nieuw.verwacht) for jaar in prognose.jaren] == [
        (5, 0),
        (7, 0),
        (4, 3),
        (0, 6),
        (0, 6),
    ]
    assert prognose.totaal(2027) == Band(D(70_000), D(70_000), D(70_000)), "the count was: certain"
    assert prognose.totaal(2028) == Band(D(60_000), D(70_000), D(80_000))


def test_what_was_given_already_is_not_expected_again():
    al = groep(2027, 2028, 2)
    prognose = ramen([*drie_jaar((2, 3, 4)), al], BEDRAGEN, Aannames(), DAG)
    assert cel(prognose, 2028).lopend == 6
    assert cel(prognose, 2028).nieuw == Band(D(0), D(1), D(2))
    veel = ramen([*drie_jaar((2, 3, 4)), groep(2027, 2028, 9)], BEDRAGEN, Aannames(), DAG)
    assert cel(veel, 2028).nieuw == Band(), "more than ever before: nothing below zero"


def test_a_share_goes_back_each_year_but_not_from_praktijkonderwijs_and_not_in_the_past():
    groepen = [groep(2020, 2031, 100), groep(2020, 2031, 100, PRO)]
    prognose = ramen(groepen, BEDRAGEN, Aannames(terugplaatsing=D(10)), DAG)
    assert [cel(prognose, jaar).terug for jaar in prognose.jaren] == [0, 0, 10, 19, D("27.1")]
    assert [cel(prognose, jaar, PRO).terug for jaar in prognose.jaren] == [0] * 5


def test_growth_other_criteria_and_one_more_class():
    groepen = drie_jaar((10, 10, 10), duur=1)
    groei = ramen(groepen, BEDRAGEN, Aannames(groei=D(10)), DAG)
    assert [cel(groei, jaar).nieuw.verwacht for jaar in (2028, 2029)] == [11, D("12.1")]
    minder = ramen(groepen, BEDRAGEN, Aannames(instroom={"SO": 80, "SBO": 0}), DAG)
    assert cel(minder, 2028).nieuw == Band(D(8), D(8), D(8))
    klas = ramen(groepen, BEDRAGEN, Aannames(klas=Klas("SBO", "", 12, 2028)), DAG)
    assert [(jaar, klas.cellen[jaar, SBO].klas) for jaar in klas.jaren if (jaar, SBO) in klas.cellen] == [
        (2029, 12),
        (2030, 12),
    ]


def test_a_year_without_amount_has_no_total_and_says_of_which_kinds():
    bedragen = {sleutel: bedrag for sleutel, bedrag in BEDRAGEN.items() if sleutel != (2028, "SO", "L")}
    prognose = ramen([*drie_jaar((2, 3, 4)), groep(2020, 2031, 1, SBO)], bedragen, Aannames(), DAG)
    assert prognose.totaal(2028) is None
    assert prognose.ontbreekt(2028) == [SO1]
    assert prognose.ontbreekt(2027) == []
    assert prognose.soorten == [SBO, SO1]
    leeg = ramen([], {}, Aannames(), DAG)
    assert [leeg.totaal(jaar) for jaar in leeg.jaren] == [Band()] * 5, "nobody costs nothing"


@given(groepen_st, groepen_st)
def test_what_runs_adds_up_over_sets_of_tlvs(een, twee):
    for jaar in range(2024, 2032):
        beide, los = lopend([*een, *twee], jaar), (lopend(een, jaar), lopend(twee, jaar))
        assert beide == {soort: los[0].get(soort, 0) + los[1].get(soort, 0) for soort in {*los[0], *los[1]}}


@given(groepen_st, aannames_st)
def test_no_tlv_counts_twice_in_a_year_and_the_bounds_hold(groepen, aannames):
    prognose = ramen(groepen, BEDRAGEN, aannames, DAG)
    for jaar in prognose.jaren:
        cellen = [een for (welk, _), een in prognose.cellen.items() if welk == jaar]
        assert sum(een.lopend for een in cellen) == sum(
            een.aantal for een in groepen if een.eerste <= jaar - 1 <= een.laatste
        )
        for een in cellen:
            assert 0 <= een.aantal.laag <= een.aantal.verwacht <= een.aantal.hoog
        totaal = prognose.totaal(jaar)
        assert totaal is not None
        assert totaal.verwacht == sum(een.kosten.verwacht for een in cellen)


@given(
    st.lists(st.tuples(st.dates(date(2021, 1, 1), date(2029, 12, 31)), st.integers(0, 2500) | st.none()), max_size=20)
)
def test_the_sum_of_groups_is_that_of_tlvs_one_by_one(perioden):
    """What the database adds up beforehand, costs as each TLV by R-FIN-06."""
    tlvs = [
        LopendeTlv("SO", "L", begin, None if dagen is None else begin + timedelta(days=dagen))
        for begin, dagen in perioden
    ]
    groepen = [groep(*teljaren(een.begin, een.eind, tot_en_met=2040)) for een in tlvs]
    for jaar in range(2026, 2031):
        assert lopend(groepen, jaar - 1).get(SO1, 0) * D(10_000) == kosten_in(jaar, tlvs, BEDRAGEN)
    for een in tlvs:
        jaren = kostenjaren(een.begin, een.eind, tot_en_met=2030)
        assert len(jaren) == len({*jaren}), "no year twice"
