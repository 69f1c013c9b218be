"""The same day of a later month, or the last one of a shorter month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.maanden import maanden_later


@pytest.mark.parametrize(
    ("dag", "maanden", "later"),
    [
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 4), 0, date(2026, 11, 4)),
        (date(2026, 11, 4), 3, date(2027, 2, 4)),
    ],
)
def test_it_is_the_same_day_or_the_last_one_of_the_month(dag, maanden, later):
    assert maanden_later(dag, maanden) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_it_lies_in_that_month_and_never_after_the_same_day(dag, maanden):
    later = maanden_later(dag, maanden)
    assert (later.year * 12 + later.month) - (dag.year * 12 + dag.month) == maanden
    assert later.day == dag.day or (later.day < dag.day and (later + timedelta(days=1)).day == 1)


def test_a_term_does_not_run_backwards():
    with pytest.raises(ValueError, match="niet negatief"):
        maanden_later(date(2026, 11, 4), -1)
