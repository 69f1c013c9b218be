"""Small numbers in a table that leaves the SWV (R-MON-05, afspraak 46).

A cell of 1 to 4 shows "<5". Whoever knows the totals could work it out, so others are hidden with it ("×"), until no
small cell has only one possible value. 0 is shown: that there is nobody, is about nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

DREMPEL = 5
KLEIN, MEE = "<5", "×"

Plek = tuple[int, int]
Knoop = tuple[str, int]
Net = dict[Knoop, list[tuple[Knoop, Plek, int]]]
Ronde = tuple[int, list[Plek]]


@dataclass(frozen=True)
class Afgeschermd:
    """A table with its totals as last row and column. dicht: the cells that are hidden; klein: those under 5."""

    cellen: tuple[tuple[int, ...], ...]
    klein: frozenset[Plek]
    dicht: frozenset[Plek]

    def woord(self, rij: int, kolom: int) -> str:
        """What is shown at this place."""
        if (rij, kolom) in self.klein:
            return KLEIN
        return MEE if (rij, kolom) in self.dicht else str(self.cellen[rij][kolom])

    @property
    def woorden(self) -> list[list[str]]:
        """The whole table, totals last."""
        return [[self.woord(rij, kolom) for kolom in range(len(cellen))] for rij, cellen in enumerate(self.cellen)]


def met_totalen(cellen: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The same cells with the total of each row as last column, and of each column as last row."""
    rijen = [(*rij, sum(rij)) for rij in cellen]
    return (*rijen, tuple(map(sum, zip(*rijen, strict=True)))) if rijen else ()


def afschermen(cellen: Sequence[Sequence[int]]) -> Afgeschermd:
    """Hide every count from 1 to 4, and as few others as keep each of them from being worked out.

    The reader knows that each row and column adds up, that "<5" is 1 to 4 and that "×" is 5 or more. The hidden cells
    are then a flow: one of them can be one more or less when there is a round of others that can give way. Where there
    is none, the cheapest round is hidden too. Where there cannot be one (1, 1, 1 and 1 make "<5"), nothing is shown.
    """
    alles = met_totalen(cellen)
    waarden = {(rij, kolom): een for rij, rijwaarden in enumerate(alles) for kolom, een in enumerate(rijwaarden)}
    klein = frozenset(plek for plek, een in waarden.items() if 0 < een < DREMPEL)
    dicht, laatste = set(klein), (len(alles) - 1, len(alles[0]) - 1 if alles else 0)
    net = _net(waarden, laatste)
    for plek in sorted(klein):
        van, naar = _boog(plek, laatste)
        meer = _ronde(net, naar, van, plek, dicht) if waarden[plek] < DREMPEL - 1 else None
        minder = _ronde(net, van, naar, plek, dicht) if waarden[plek] > 1 else None
        if meer is None and minder is None:
            return Afgeschermd(alles, frozenset(), frozenset(waarden))
        dicht |= {*min(ronde for ronde in (meer, minder) if ronde is not None)[1]}
    return Afgeschermd(alles, klein, frozenset(dicht))


def _net(waarden: Mapping[Plek, int], laatste: Plek) -> Net:
    """Which row or column leads to which: along a cell that can be more, and back along one that can be less.

    A total that has to be hidden costs more than all cells together; a cell of 0 is never hidden.
    """
    net: Net = {}
    duur = sum(waarden.values()) + 1
    for plek, een in waarden.items():
        if een == 0:
            continue
        van, naar = _boog(plek, laatste)
        kosten = een + (duur if plek[0] == laatste[0] or plek[1] == laatste[1] else 0)
        if een != DREMPEL - 1:
            net.setdefault(van, []).append((naar, plek, kosten))
        if een not in (1, DREMPEL):
            net.setdefault(naar, []).append((van, plek, kosten))
    return net


def _boog(plek: Plek, laatste: Plek) -> tuple[Knoop, Knoop]:
    """Between which row and column this cell goes, and which way: a total runs against its parts."""
    rij, kolom = ("rij", plek[0]), ("kolom", plek[1])
    return (rij, kolom) if (plek[0] == laatste[0]) == (plek[1] == laatste[1]) else (kolom, rij)


def _ronde(net: Net, van: Knoop, naar: Knoop, zonder: Plek, dicht: set[Plek]) -> Ronde | None:
    """The cheapest way from one to the other without this cell, and what it hides; what is hidden already, is free."""
    wachten: list[tuple[int, Knoop, tuple[Plek, ...]]] = [(0, van, ())]
    klaar: set[Knoop] = set()
    while wachten:
        kosten, hier, langs = heappop(wachten)
        if hier == naar:
            return kosten, sorted(langs)
        if hier in klaar:
            continue
        klaar.add(hier)
        for volgende, plek, erbij in net.get(hier, ()):
            if plek != zonder:
                heappush(wachten, (kosten + (0 if plek in dicht else erbij), volgende, (*langs, plek)))
    return None
