"""Which number is a part of which, whatever publication it stands in: the same count of fewer days or fewer children.

A column that leaves the SWV carries in its code what it counts and over which days. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from .periode import Periode
from .tabel import Tabel

EIGEN_RIJEN = ("per-school", "per-gemeente")
"""A row of these tables counts the same children in a report about a board or gemeente as in one about all."""
HOOGSTENS = 4
"""So many parts are taken from a whole together: the quarters of a year."""


def telt(wat: str, van: date, tot: date) -> str:
    """The code of a column: what it counts, over which days."""
    return f"{wat}|{van}|{tot}"


def over_periode(wat: str, periode: Periode) -> str:
    """Of what came or went in these days."""
    return telt(wat, periode.van, periode.tot)


def op_dag(wat: str, dag: date) -> str:
    """Of what there is at the end of one day."""
    return telt(wat, dag, dag)


@dataclass(frozen=True)
class Getal:
    """One number with what it counts. over: of whom, as a publication says it; empty: of the whole SWV."""

    naam: Hashable
    wat: Hashable
    van: str
    tot: str
    over: str

    def deel_van(self, ander: Getal) -> bool:
        """Whether all that is counted here, is counted there too."""
        zelfde = (self.van, self.tot, self.over) == (ander.van, ander.tot, ander.over)
        erin = ander.van <= self.van and self.tot <= ander.tot
        return erin and ander.over in ("", self.over) and not zelfde


def getal(naam: Hashable, code: str, sleutel: str, over: str) -> Getal | None:
    """None for a code that does not say over which days."""
    wat, *dagen = code.split("|")
    return Getal(naam, (wat, sleutel), dagen[0], dagen[1], over) if len(dagen) == 2 else None


def van_wie(tabel: Tabel, over: str, *, totaal: bool) -> str:
    """Of whom a row counts: a school or gemeente is the same in every report."""
    return "" if not totaal and tabel.code.endswith(EIGEN_RIJEN) else over


def delen(alle: Iterable[Getal]) -> Iterator[tuple[Hashable, tuple[Hashable, ...]]]:
    """Each whole with one part of it, and with parts that follow each other and are of the same."""
    per: dict[Hashable, list[Getal]] = {}
    for een in dict.fromkeys(alle):
        per.setdefault(een.wat, []).append(een)
    for groep in per.values():
        for geheel in groep:
            erin = [een for een in groep if een.deel_van(geheel)]
            yield from ((geheel.naam, (een.naam,)) for een in erin)
            zelf = [een for een in erin if een.over == geheel.over]
            for aantal in range(2, HOOGSTENS + 1):
                for samen in combinations(zelf, aantal):
                    if _los(samen):
                        yield geheel.naam, tuple(een.naam for een in samen)


def _los(samen: Sequence[Getal]) -> bool:
    """Whether no day is in two of them."""
    rij = sorted(samen, key=lambda een: een.van)
    return all(een.tot < ander.van for een, ander in pairwise(rij))
