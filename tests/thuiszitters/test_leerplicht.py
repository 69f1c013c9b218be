"""Who must go to school on a day (LPW 3, 4a-4c)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.elk import elk
from thuiszitters.rules.leerplicht import WOORDEN, Plicht, leerplicht, plicht, plichtperiode

GEBOREN = st.dates(date(2005, 1, 1), date(2024, 12, 31))


@elk(
    "geboren,eerste,laatste",
    [
        (date(2021, 6, 3), date(2026, 7, 1), date(2037, 7, 31)),
        (date(2021, 7, 10), date(2026, 8, 31), date(2037, 7, 31)),
        (date(2020, 12, 31), date(2026, 1, 5), date(2037, 7, 31)),
        (date(2020, 2, 29), date(2025, 4, 1), date(2036, 7, 31)),
        (date(2010, 7, 31), date(2015, 8, 24), date(2026, 7, 31)),
        (date(2010, 8, 1), date(2015, 9, 1), date(2027, 7, 31)),
    ],
)
def test_leerplicht_begins_on_a_school_day_and_ends_with_the_school_year_of_sixteen(geboren, eerste, laatste):
    gevonden = leerplicht(geboren, "midden")
    assert (gevonden.van, gevonden.tot) == (eerste, laatste)


def test_the_school_holidays_of_the_region_decide_the_first_day():
    assert leerplicht(date(2021, 7, 10), "noord").van == date(2026, 8, 17)
    assert leerplicht(date(2021, 7, 10), "zuid").van == date(2026, 8, 24)


@pytest.mark.parametrize(
    ("dag", "startkwalificatie", "verwacht"),
    [
        (date(2015, 8, 23), None, Plicht.GEEN),
        (date(2015, 8, 24), None, Plicht.LEERPLICHT),
        (date(2026, 7, 31), None, Plicht.LEERPLICHT),
        (date(2026, 8, 1), None, Plicht.KWALIFICATIEPLICHT),
        (date(2028, 7, 30), None, Plicht.KWALIFICATIEPLICHT),
        (date(2028, 7, 31), None, Plicht.GEEN),
        (date(2027, 6, 30), date(2027, 7, 1), Plicht.KWALIFICATIEPLICHT),
        (date(2027, 7, 1), date(2027, 7, 1), Plicht.GEEN),
        (date(2026, 7, 31), date(2026, 6, 1), Plicht.LEERPLICHT),
    ],
)
def test_after_leerplicht_comes_kwalificatieplicht_until_eighteen_or_a_diploma(dag, startkwalificatie, verwacht):
    assert plicht(date(2010, 7, 31), dag, "midden", startkwalificatie) == verwacht
    assert WOORDEN[verwacht]


@given(GEBOREN, st.sampled_from(["noord", "midden", "zuid"]), st.integers(0, 7000))
def test_the_period_and_the_answer_per_day_agree(geboren, regio, dagen):
    dag = geboren + timedelta(days=dagen)
    assert plichtperiode(geboren, regio).op(dag) == (plicht(geboren, dag, regio) != Plicht.GEEN)
