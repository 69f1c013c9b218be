"""A table of figures as a page shows it, each number with the way down where the viewer may go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from monitoring.kengetallen.verdeling import BESLOTEN
from monitoring.rules.tabel import Rij, Tabel
from monitoring.rules.weergave import in_woorden

from .lijf import lijf, regel

HOOGSTENS_LEEG = 3
"""So many rows without anything stay as they are."""
Getal = tuple[str, str, str]
"""The head above it, the words, and the address of its rows ("": nowhere)."""


def _niets(rij: Rij) -> bool:
    """Whether it counts nobody, and hides nothing either."""
    return not any(rij.cellen)


@dataclass(frozen=True)
class Cijferblad:
    """adressen: (key of the row, head of the column) → the page with the rows beneath. vouwen: of rows in which there
    is nothing, many are one on the page."""

    tabel: Tabel
    adressen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    vouwen: bool = False

    @property
    def _leeg(self) -> list[int]:
        """Which rows are folded into one."""
        leeg = [nummer for nummer, een in enumerate(self.tabel.rijen) if _niets(een)]
        return leeg if self.vouwen and len(leeg) > HOOGSTENS_LEEG else []

    @property
    def zonder(self) -> list[str]:
        """Their names."""
        return [self.tabel.rijen[nummer].naam for nummer in self._leeg]

    @property
    def samen(self) -> str:
        """How that one is called."""
        wat = "besluit" if self.tabel.kolommen[0].kop == BESLOTEN else "aanvraag"
        return f"{len(self._leeg)} scholen zonder {wat}"

    @property
    def lijf(self) -> SafeString:
        """The rows as HTML, without those that are folded."""
        weg = self._leeg
        getoond = (een for nummer, een in enumerate(self.rijen) if nummer not in weg)
        return lijf(
            regel(naam, ((kop, tekst, True, adres) for kop, tekst, adres in cellen), vet=vet)
            for naam, cellen, vet in getoond
        )

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
