"""A set of rows for research in which nobody can be found: every combination of values is of five or more (R-MON-05).

All that a row says is a class, and counts for who somebody is, also what came of it. So whatever a researcher counts in
the set, the count is none, or five or more. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kern.telling.klein import DREMPEL

WEG, LEEG = "afgeschermd", "niet bekend"
VAST = {WEG: "Niet getoond: anders ging het om minder dan vijf.", LEEG: "Staat nergens vast."}
"""Two values that every column can have, with what they mean."""
LEEFTIJDEN = (6, 9, 12, 15, 18)
WEKEN = (4, 6, 8, 12, 26)
BEDRAGEN = (1_000, 2_500, 5_000, 10_000)
Regel = tuple[str, ...]


@dataclass(frozen=True)
class Veld:
    """One column. waarden: each that it can have, with what it means."""

    code: str
    naam: str
    uitleg: str
    waarden: Mapping[str, str]


@dataclass(frozen=True)
class Eenheid:
    """What one row is of. velden: in the order in which they are kept; where it must, the last is hidden first."""

    code: str
    naam: str
    uitleg: str
    velden: tuple[Veld, ...]


@dataclass(frozen=True)
class Set:
    """The rows of one unit as they may leave. weggelaten: how many could not, whatever was hidden in them."""

    eenheid: Eenheid
    regels: tuple[Regel, ...]
    weggelaten: int

    @property
    def weggelaten_woorden(self) -> str:
        """Whether they are few: with the number itself the set would give a total that a report hides."""
        return f"minder dan {DREMPEL}" if self.weggelaten < DREMPEL else f"{DREMPEL} of meer"

    def aantallen(self, plaats: int) -> list[tuple[str, str, int]]:
        """Of this column each value that is there, what it means, and how many rows have it, in the order it has."""
        geteld = Counter(regel[plaats] for regel in self.regels)
        betekenis = {**self.eenheid.velden[plaats].waarden, **VAST}
        return [(waarde, zin, geteld[waarde]) for waarde, zin in betekenis.items() if geteld[waarde]]


def maak_set(eenheid: Eenheid, regels: Iterable[Regel]) -> Set:
    """Hide in each row from the last column on until five or more are alike; leave out what never gets there.

    Sorted, so that the order tells nothing. Raises ValueError for a value that the codebook does not know.
    """
    over = list(regels)
    for regel in over:
        for veld, waarde in zip(eenheid.velden, regel, strict=True):
            if waarde not in veld.waarden and waarde != LEEG:
                raise ValueError(f"{waarde!r} staat niet in het codeboek bij {veld.code}")
    gehouden: list[Regel] = []
    breedte = len(eenheid.velden)
    for zichtbaar in range(breedte, 0, -1):
        kort = [(*regel[:zichtbaar], *[WEG] * (breedte - zichtbaar)) for regel in over]
        samen = Counter(kort)
        gehouden += [regel for regel in kort if samen[regel] >= DREMPEL]
        over = [regel for regel, zo in zip(over, kort, strict=True) if samen[zo] < DREMPEL]
    return Set(eenheid, tuple(sorted(gehouden)), len(over))


def zonder_kleinste(een: Set, waarden: Mapping[int, str]) -> Set:
    """Without the smallest group of rows that are wholly alike, of those with these values: place of a column → value.

    Raises ValueError when there is no such row.
    """
    groepen = Counter(
        regel for regel in een.regels if all(regel[plaats] == waarde for plaats, waarde in waarden.items())
    )
    weg = min(groepen, key=lambda regel: (groepen[regel], regel))
    over = tuple(regel for regel in een.regels if regel != weg)
    return Set(een.eenheid, over, een.weggelaten + groepen[weg])


def klasse(waarde: float | None, grenzen: Sequence[int]) -> str:
    """In which class a number falls: a bound belongs to the class above it."""
    if waarde is None:
        return LEEG
    onder = [grens for grens in grenzen if grens <= waarde]
    return f"vanaf {onder[-1]}" if onder else f"onder {grenzen[0]}"


def klassen(grenzen: Sequence[int], wat: str, voor: str = "") -> dict[str, str]:
    """Each class of these bounds with its words. voor: what stands in front of a number, such as €."""
    uit = {f"onder {grenzen[0]}": f"minder dan {voor}{grenzen[0]} {wat}".strip()}
    for van, tot in zip(grenzen, (*grenzen[1:], None), strict=True):
        einde = f", minder dan {voor}{tot}" if tot else ""
        uit[f"vanaf {van}"] = f"{voor}{van} of meer{einde} {wat}".strip()
    return uit


def weken(van: date | None, tot: date | None) -> str:
    """How long it took, as a class of weeks."""
    return klasse(None if van is None or tot is None else (tot - van).days / 7, WEKEN)
