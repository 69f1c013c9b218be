"""Days in words."""

from datetime import date

import pytest

from kern.termijnen.woorden import datum_voluit


@pytest.mark.parametrize(
    ("dag", "woorden"),
    [
        (date(2026, 12, 4), "vrijdag 4 december 2026"),
        (date(2027, 1, 1), "vrijdag 1 januari 2027"),
        (date(2028, 2, 29), "dinsdag 29 februari 2028"),
    ],
)
def test_a_day_is_written_out_with_or_without_the_day_of_the_week(dag, woorden):
    assert datum_voluit(dag, weekdag=True) == woorden
    assert datum_voluit(dag) == woorden.split(" ", 1)[1]
