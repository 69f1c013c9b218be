"""A table of figures as a page shows it, each number with the way down where the viewer may go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.rules.tabel import Rij, Tabel
from monitoring.rules.weergave import in_woorden

Getal = tuple[str, str, str]
"""The head above it, the words, and the address of its rows ("": nowhere)."""


@dataclass(frozen=True)
class Cijferblad:
    """adressen: (key of the row, head of the column) → the page with the rows beneath."""

    tabel: Tabel
    adressen: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def rijen(self) -> list[tuple[str, list[Getal], bool]]:
        """Name, cells, and whether it is of all together: the total, and what one has on average."""
        alle = [(een.naam, self._cellen(een), False) for een in self.tabel.rijen]
        onder = [een for een in (self.tabel.totaal, self.tabel.gemiddeld) if een is not None]
        return [*alle, *((een.naam, self._cellen(een), True) for een in onder)]

    def _cellen(self, rij: Rij) -> list[Getal]:
        paren = zip(self.tabel.kolommen, rij.cellen, strict=True)
        return [
            (kolom.kop, in_woorden(cel, kolom.maat), self.adressen.get((rij.sleutel, kolom.kop), "") if cel else "")
            for kolom, cel in paren
        ]

    @property
    def vlak(self) -> list[tuple[object, ...]]:
        """The rows as they stand in a spreadsheet."""
        return [(naam, *(tekst for _, tekst, _ in cellen)) for naam, cellen, _ in self.rijen]
