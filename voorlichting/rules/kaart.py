"""A map of schools without tiles and without figures. Pure: coordinates in, a drawing as numbers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

Plek = tuple[float, float]
BREED = 1000
RAND = 40
LAAGST, HOOGST = 420, 900
KLEUREN = {"BO": "g1", "VO": "g1", "SBO": "g2", "PRO": "g2", "SO": "g3", "VSO": "g3", "SOVSO": "g3"}
"""One colour for ordinary schools, one for what is between, one for special schools: the legend says which."""
NAMEN = 8


@dataclass(frozen=True)
class Punt:
    """One school: where it stands on the drawing, in which colour."""

    x: float
    y: float
    kleur: str
    wat: Any


@dataclass(frozen=True)
class Beeld:
    """hoog: of the drawing, which is BREED wide; namen: x, y and name of the places with most schools."""

    breed: int
    hoog: int
    punten: Sequence[Punt]
    namen: Sequence[tuple[float, float, str]]


def teken(waar: Mapping[str, Plek], scholen: Mapping[str, Any]) -> Beeld | None:
    """The schools of which the place is known (with `soort` and `plaats`); None when there is none."""
    if not waar:
        return None
    links, rechts = min(x for x, _ in waar.values()), max(x for x, _ in waar.values())
    onder, boven = min(y for _, y in waar.values()), max(y for _, y in waar.values())
    smal = cos(radians((onder + boven) / 2))
    schaal = (BREED - 2 * RAND) / max((rechts - links) * smal, (boven - onder) * 1.1, 0.01)
    hoog = round(min(HOOGST, max(LAAGST, (boven - onder) * schaal + 2 * RAND)))
    opzij = (BREED - (rechts - links) * smal * schaal) / 2
    omlaag = (hoog - (boven - onder) * schaal) / 2

    def op(plek: Plek) -> tuple[float, float]:
        x, y = plek
        return round(opzij + (x - links) * smal * schaal, 1), round(omlaag + (boven - y) * schaal, 1)

    punten = [Punt(*op(plek), KLEUREN.get(scholen[code].soort, "g1"), scholen[code]) for code, plek in waar.items()]
    return Beeld(BREED, hoog, punten, _namen(punten))


def _namen(punten: Sequence[Punt]) -> list[tuple[float, float, str]]:
    per_plaats: dict[str, list[Punt]] = {}
    for punt in punten:
        per_plaats.setdefault(punt.wat.plaats, []).append(punt)
    grootste = sorted(per_plaats.items(), key=lambda paar: (-len(paar[1]), paar[0]))[:NAMEN]
    return [
        (round(sum(een.x for een in groep) / len(groep), 1), round(min(een.y for een in groep) - 14, 1), naam)
        for naam, groep in grootste
    ]
