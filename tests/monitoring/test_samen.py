"""Publications of different kinds for the same reader tell no more together than each alone (R-MON-05, ADR 38).

The attack of test_aanval on four of them: the whole SWV over a year and over two of its quarters, and one board.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from random import Random

import pytest

from monitoring.rules.afschermen import Uitgave, afschermen
from monitoring.rules.periode import Periode, van_kwartaal, van_schooljaar
from monitoring.rules.rapport import rond
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from tests.monitoring.test_aanval import Aanval, klein

JAAR, KWARTALEN = van_schooljaar(2026), (van_kwartaal(2026, 4), van_kwartaal(2027, 1))
SCHOLEN, VAN_BESTUUR, SOORTEN = "abcd", "ab", ("SBO", "SO")
KOP = "Ontvangen"


def tabel(code: str, telling: Counter, periode: Periode) -> Tabel:
    rijen = tuple(Rij(naam, (aantal,), naam) for naam, aantal in sorted(telling.items()))
    kolommen = (Kolom(KOP, Maat.LEERLINGEN, code=over_periode(KOP, periode)),)
    return Tabel(code, code, code, kolommen, rijen, ("M08",), Rij("Totaal", (telling.total(),)))


def publicaties(kans: Random) -> list[tuple[str, list[Tabel]]]:
    """Of whom, and the tables: by kind, and over a year by school too. The third part of the year is in none alone."""
    geval = {
        (school, soort, deel): kans.choice([0, 0, 0, 1, 2, 4, 7])
        for school, soort, deel in product(SCHOLEN, SOORTEN, range(3))
    }

    def tel(waar: int, scholen: str, delen) -> Counter:
        uit = Counter()
        for (school, soort, deel), aantal in geval.items():
            if school in scholen and deel in delen:
                uit[(school, soort)[waar]] += aantal
        return uit

    uit = [("", [tabel("stroom-per-soort", tel(1, SCHOLEN, [deel]), een)]) for deel, een in enumerate(KWARTALEN)]
    for over, scholen in (("", SCHOLEN), ("bestuur 1", VAN_BESTUUR)):
        alle = [tel(waar, scholen, range(3)) for waar in (0, 1)]
        uit.append(
            (over, [tabel(f"stroom-per-{n}", een, JAAR) for n, een in zip(("school", "soort"), alle, strict=True)])
        )
    kans.shuffle(uit)
    return uit


def gepubliceerd(kans: Random, *, samen: bool) -> list[Uitgave]:
    """In any order, each beside what came before it."""
    uit: list[Uitgave] = []
    for over, tabellen in publicaties(kans):
        uit.append(afschermen(tabellen, naast=uit if samen else (), over=over))
    return uit


def lekken(uitgaven: list[Uitgave]) -> list:
    """What a member of the board works out, who has all four."""
    aanval, waar = Aanval(), {}
    for welke, een in enumerate(uitgaven):
        aanval.lees(welke, een.getoond)
        for precies in een.precies:
            waar |= {(welke, precies.code, rij.naam, KOP): rij.cellen[0] for rij in precies.rijen}
            waar[welke, "totaal", "Totaal", KOP] = precies.totaal.cellen[0]
    jaar, bestuur = (
        next(n for n, een in enumerate(uitgaven) if len(een.precies) == 2 and een.over == over)
        for over in ("", "bestuur 1")
    )
    kwartalen = [n for n, een in enumerate(uitgaven) if len(een.precies) == 1]
    for rest in {naam[1:] for naam in aanval.grenzen}:
        heel, eigen = (jaar, *rest), (bestuur, *rest)
        if rest[0] == "stroom-per-school":
            aanval.gelijk += [{heel: 1, eigen: -1}] if eigen in aanval.grenzen else []
            continue
        aanval.minstens.append({heel: 1, eigen: -1})
        for aantal in (1, 2):
            for deel in combinations(kwartalen, aantal):
                aanval.minstens.append({heel: 1, **{(een, *rest): -1 for een in deel}})
    wat = [{naam: 1} for naam, (laag, hoog) in aanval.grenzen.items() if laag != hoog]
    wat += [een for een in aanval.minstens if klein(sum(waar[naam] * keer for naam, keer in een.items()))]
    return [een for een in wat if aanval.speling(een) < 0.99]


@pytest.mark.parametrize("begin", [0, 10])
def test_nothing_can_be_worked_out_of_all_of_them_together(begin):
    open_ = 0
    for zaad in range(begin, begin + 10):
        uitgaven = gepubliceerd(Random(zaad), samen=True)
        assert lekken(uitgaven) == [], zaad
        cellen = [rij.cellen[0] for een in uitgaven for tabel_ in een.getoond for rij in tabel_.rijen]
        open_ += sum(isinstance(cel, int) and cel > 0 for cel in cellen)
    assert open_ > 20, "a publication that shows nothing is safe too"


def test_the_attack_finds_what_was_hidden_apart():
    assert sum(bool(lekken(gepubliceerd(Random(zaad), samen=False))) for zaad in range(10)) > 1


def test_which_periods_share_a_day_with_what_a_report_shows():
    codes = {een.code for een in rond(JAAR)}
    assert {"2025-2026", "2026-2027", "2027-2028", "2025-K4", "2026-K3", "2027-K3", "2028-K2"} <= codes
    assert not {"2023-2024", "2029-2030", "2029-K1"} & codes
