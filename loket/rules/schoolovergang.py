"""The steps of going to a next school or to work, as days of a school year. Which there are, an SWV sets. Pure.

A step is kept as "01-15 Schooladvies bespreken": month and day, then what is done. From August on it falls in the first
calendar year of the school year, before that in the second. Sources: seed 001 (theme 3), domein.md C31.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

PO_VO, SO_VSO, VSO_WERK = "po_vo", "so_vso", "vso_werk"
EERSTE_MAAND = 8
STAP = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]) (\S.{0,118})")
VOOR_SCHOOLSOORT: Mapping[str, tuple[str, ...]] = {
    "BO": (PO_VO,),
    "SBO": (PO_VO,),
    "SO": (PO_VO, SO_VSO),
    "SOVSO": (PO_VO, SO_VSO, VSO_WERK),
    "VSO": (SO_VSO, VSO_WERK),
    "VO": (PO_VO,),
    "PRO": (PO_VO, VSO_WERK),
}
"""Which lists a school of this kind keeps: of who leaves it, and of who comes to it."""


@dataclass(frozen=True)
class Stap:
    """naam: what is done; uiterlijk: the last day."""

    naam: str
    uiterlijk: date


def stappen(regels: Iterable[str], schooljaar: int) -> list[Stap]:
    """The steps of this school year in the order of their days. Raises ValueError for a line that is none."""
    uit = []
    for regel in regels:
        gevonden = STAP.fullmatch(regel)
        if gevonden is None:
            raise ValueError(regel)
        maand, dag = int(gevonden[1]), int(gevonden[2])
        uit.append(Stap(gevonden[3], date(schooljaar + (maand < EERSTE_MAAND), maand, dag)))
    return sorted(uit, key=lambda stap: stap.uiterlijk)


def soorten(schoolsoort: str, regels: Mapping[str, Sequence[str]]) -> list[str]:
    """The lists that a school of this kind keeps here: without steps an SWV has no such list."""
    return [soort for soort in VOOR_SCHOOLSOORT.get(schoolsoort, ()) if regels.get(soort)]
