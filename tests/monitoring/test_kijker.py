"""Who reads what of the figures: own schools by name, the others as a mean, and until which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from monitoring.rules import stand
from monitoring.rules.afschermen import KLEIN, LEEG, MEE
from monitoring.rules.kijker import Kijker, Zicht, van_scholen, van_totalen
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

KOLOMMEN = (
    Kolom("Besloten", Maat.LEERLINGEN),
    Kolom("Op tijd", Maat.LEERLINGEN, deel_van="Besloten"),
    Kolom("Aandeel", Maat.PROCENT, uit=("Op tijd", "Besloten")),
)
NAMEN = {"a": "De Aak", "b": "De Brug", "leeg": "De Leegte"}


def tabel(**scholen: tuple[int, int]) -> Tabel:
    def rij(naam, sleutel, n, op_tijd):
        return Rij(naam, (n, op_tijd, Decimal(op_tijd * 100) / n if n else None), sleutel)

    som = [sum(een) for een in zip(*scholen.values(), strict=True)]
    rijen = tuple(rij(code, code, *een) for code, een in scholen.items())
    return Tabel("tijd", "Op tijd", "School", KOLOMMEN, rijen, ("M11",), rij("Totaal", "", *som))


REGIO = tabel(a=(3, 3), b=(12, 12), c=(20, 10), d=(10, 10), e=(15, 5))


def test_a_school_reads_itself_and_the_mean():
    een = van_scholen([REGIO], Kijker(Zicht.SCHOOL, frozenset("a")), {"a": "De Aak"}, aantal=5)
    assert [(rij.sleutel, rij.cellen[:2]) for rij in een.rijen] == [("a", (3, 3))]
    assert een.totaal is None
    assert een.gemiddeld.cellen[:2] == (Decimal("12.0"), Decimal("8.0"))


def test_a_board_reads_its_own_schools_with_small_numbers_hidden():
    kijker = Kijker(Zicht.BESTUUR, frozenset({"a", "b", "leeg"}))
    een = van_scholen([REGIO], kijker, NAMEN, aantal=6)
    assert [rij.naam for rij in een.rijen] == ["a", "b", "De Leegte"], "also the one without any"
    assert [rij.cellen[0] for rij in een.rijen] == [KLEIN, MEE, 0]
    assert een.totaal.cellen[0] == 15


def test_the_mean_tells_nothing_of_a_few_others():
    kijker = Kijker(Zicht.SCHOOL, frozenset("a"))
    weinig = van_scholen([tabel(a=(9, 9), b=(2, 2), c=(0, 0), d=(0, 0))], kijker, {"a": "De Aak"}, aantal=4)
    assert weinig.gemiddeld.cellen == (LEEG, LEEG, LEEG), "two children elsewhere"
    twee = van_scholen([tabel(a=(9, 9), b=(40, 30))], kijker, {"a": "De Aak"}, aantal=2)
    assert twee.gemiddeld.cellen[0] == LEEG, "of two schools the mean is the other"


def test_what_came_since_the_last_stand_does_not_show():
    toen, nu = tabel(a=(20, 20), b=(12, 12)), tabel(a=(22, 22), b=(30, 30))
    [alleen] = van_totalen([[nu]])
    [na] = van_totalen([[toen], [nu]])
    assert alleen.rijen[0].cellen[0] == 22
    assert na.rijen[0].cellen[0] == MEE


def test_only_days_that_are_over_can_be_chosen_and_each_knows_what_came_before():
    codes = [een.code for een in stand.te_kiezen(date(2027, 1, 1))]
    assert codes == ["2026-12-31", "2026-09-30", "2025-2026", "2024-2025", "2023-2024"]
    assert stand.te_kiezen(date(2026, 8, 1))[0].code == "2025-2026"
    assert stand.gekozen("2026-11", date(2027, 1, 1), ()).code == "2026-12-31", "a month cannot be asked"
    assert stand.gekozen("2027-03-31", date(2027, 1, 1), ()).code == "2026-12-31", "nor what is not over"
    assert stand.gekozen("", date(2027, 1, 1), [date(2026, 9, 30)]).code == "2026-09-30", "the newest that was frozen"
    jaar = stand.gekozen("2025-2026", date(2027, 1, 1), ())
    assert [een.tot for een in stand.tot_en_met(jaar)][::2] == [date(2025, 9, 30), date(2026, 3, 31), date(2026, 7, 31)]
    assert replace(jaar) == stand.tot_en_met(jaar)[-1]
