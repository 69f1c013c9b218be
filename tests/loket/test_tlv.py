"""The period and the number of a TLV: P1-P12, and what must hold for every period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.rules import tlv_einde_standaard, tlv_nummer, tlv_periode_fouten, verjaardag

D = date.fromisoformat

GEVALLEN = {
    "P1": ("SO", "2026-05-10", "2026-08-01", "2027-07-31", "2018-05-05", ""),
    "P2": ("SO", "2026-03-02", "2026-03-02", "2026-07-31", "2018-05-05", "31-7-2027"),
    "P3": ("SO", "2026-03-02", "2026-03-02", "2027-07-31", "2018-05-05", ""),
    "P4": ("VSO", "2025-08-01", "2025-08-01", "2026-07-31", "2012-01-01", ""),
    "P5": ("VSO", "2025-08-02", "2025-08-02", "2026-07-31", "2012-01-01", "31-7-2027"),
    "P6": ("SO", "2026-03-02", "2026-03-02", "2027-06-30", "2018-05-05", "31 juli"),
    "P7": ("SBO", "2017-07-18", "2017-07-18", "2019-07-31", "2009-01-01", ""),
    "P8": ("SO", "2026-01-15", "2026-01-15", "2027-07-31", "2022-02-01", "1-2-2026"),
    "P11": ("PRO", "2026-03-01", "2026-08-01", None, "2013-01-01", ""),
    "P12": ("SO", "2026-05-10", "2026-05-01", "2027-07-31", "2018-05-05", "dag van het besluit"),
}


@pytest.mark.parametrize(("soort", "besluit", "start", "eind", "geboren", "zin"), GEVALLEN.values(), ids=GEVALLEN)
def test_the_worked_examples(soort, besluit, start, eind, geboren, zin):
    fouten = tlv_periode_fouten(
        soort, start=D(start), eind=D(eind) if eind else None, geboortedatum=D(geboren), besluitdatum=D(besluit)
    )
    assert bool(fouten) == bool(zin)
    assert zin in " ".join(fouten)


def test_p9_and_p10_emb_runs_to_the_end_of_the_school_career():
    for soort, geboren, eind in (("SO", "2021-11-03", "2036-07-31"), ("VSO", "2013-09-10", "2034-07-31")):
        gevonden = tlv_einde_standaard(soort, start=D("2026-08-01"), emb=True, geboortedatum=D(geboren))
        assert gevonden == D(eind)


@pytest.mark.parametrize(
    ("start", "jaren", "eind"),
    [("2027-01-04", 2, "2029-07-31"), ("2027-08-01", 1, "2028-07-31"), ("2027-07-31", 1, "2028-07-31")],
)
def test_whole_school_years_from_a_day(start, jaren, eind):
    assert tlv_einde_standaard("SO", start=D(start), schooljaren=jaren) == D(eind)


def test_longer_than_the_plan_allows_is_refused_but_not_for_emb():
    vraag = {
        "start": D("2026-08-01"),
        "eind": D("2032-07-31"),
        "geboortedatum": D("2021-01-01"),
        "besluitdatum": D("2026-05-01"),
    }
    assert "ondersteuningsplan" in " ".join(tlv_periode_fouten("SO", **vraag))
    assert tlv_periode_fouten("SO", emb=True, **vraag) == []
    assert tlv_periode_fouten("SO", max_schooljaren=6, **vraag) == []


def test_nobody_stays_beyond_the_age_of_the_kind():
    fouten = tlv_periode_fouten(
        "SO", start=D("2026-08-01"), eind=D("2028-07-31"), geboortedatum=D("2013-01-01"), besluitdatum=D("2026-05-01")
    )
    assert "te oud" in " ".join(fouten)


DAGEN = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(DAGEN, st.sampled_from(["SBO", "SO", "VSO"]), st.integers(1, 2))
def test_the_end_that_the_form_proposes_is_always_allowed(start, soort, jaren):
    jong = start - timedelta(days=365 * (13 if soort == "VSO" else 6))
    eind = tlv_einde_standaard(soort, start=start, schooljaren=jaren)
    assert (eind.month, eind.day) == (7, 31)
    assert tlv_periode_fouten(soort, start=start, eind=eind, geboortedatum=jong, besluitdatum=start) == []


@given(DAGEN, st.integers(-400, 1500))
def test_an_allowed_period_ends_on_31_july_and_holds_a_whole_school_year(start, dagen):
    eind = start + timedelta(days=dagen)
    if tlv_periode_fouten("SO", start=start, eind=eind, geboortedatum=start - timedelta(days=2500), besluitdatum=start):
        return
    assert eind == laatste_dag(schooljaar(eind))
    assert (eind - start).days >= 364


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 25))
def test_a_birthday_comes_every_year(geboren, leeftijd):
    dag = verjaardag(geboren, leeftijd)
    assert dag.year == geboren.year + leeftijd
    assert (dag.month, dag.day) in ((geboren.month, geboren.day), (3, 1))


def test_the_number_follows_the_template():
    nummer = tlv_nummer("{SWV}-{JJ}{JJ}-{SOORT}-{NNNN}", swv="PO2801", schooljaar=2025, soort="SO", volgnummer=42)
    assert nummer == "PO2801-2526-SO-0042"


@pytest.mark.parametrize("sjabloon", ["{SWV} {NNNN}", "{SWV}-EEN-VEEL-TE-LANG-SJABLOON-{NNNN}", "{onbekend}"])
def test_a_template_that_gives_no_valid_number_is_refused(sjabloon):
    with pytest.raises(ValueError, match="sjabloon"):
        tlv_nummer(sjabloon, swv="PO2801", schooljaar=2025, soort="SO", volgnummer=1)
