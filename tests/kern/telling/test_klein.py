"""Small numbers in a table for others: hidden, and not to be worked out from what is shown."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kern.telling.klein import DREMPEL, afschermen, met_totalen


def test_a_small_cell_takes_others_with_it():
    tabel = afschermen([[3, 12, 20], [9, 8, 7]])
    assert tabel.woord(0, 0) == "<5"
    assert tabel.woord(0, 3) == "35", "a total is shown when it can be"
    assert sum(woord == "×" for rij in tabel.woorden for woord in rij) == 3, (
        "one in its row and column, and their corner"
    )
    assert afschermen([[0, 9], [12, 30]]).dicht == frozenset(), "nobody is about nobody"
    assert afschermen([]).woorden == []


def test_a_table_that_would_tell_anyway_shows_nothing():
    vast = [[9, 0, 4, 1, 1], [0, 14, 6, 2, 0], [0, 1, 1, 1, 1], [5, 3, 2, 9, 6]]
    assert {woord for rij in afschermen(vast).woorden for woord in rij} == {"×"}


def mogelijk(tabel, hoogst):
    """Every table that shows the same, by trying all of them."""
    hoog, breed = len(tabel.cellen) - 1, len(tabel.cellen[0]) - 1
    keus = []
    for rij in range(hoog):
        for kolom in range(breed):
            plek = (rij, kolom)
            if plek in tabel.klein:
                keus.append(range(1, DREMPEL))
            elif plek in tabel.dicht:
                keus.append(range(DREMPEL, hoogst + 1))
            else:
                keus.append([tabel.cellen[rij][kolom]])
    for waarden in product(*keus):
        alles = met_totalen([waarden[nummer * breed : (nummer + 1) * breed] for nummer in range(hoog)])
        past = all(
            (1 <= een < DREMPEL) if (r, k) in tabel.klein else een >= DREMPEL if (r, k) in tabel.dicht else een == toen
            for r, rij in enumerate(alles)
            for k, (een, toen) in enumerate(zip(rij, tabel.cellen[r], strict=True))
        )
        if past:
            yield alles


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=2))
def test_no_small_cell_can_be_worked_out(cellen):
    tabel = afschermen(cellen)
    alle = list(mogelijk(tabel, 12))
    assert len(tabel.dicht) == 12 if tabel.dicht and not tabel.klein else tabel.klein <= tabel.dicht
    for rij, kolom in tabel.klein:
        assert len({een[rij][kolom] for een in alle}) > 1, (cellen, tabel.woorden)
