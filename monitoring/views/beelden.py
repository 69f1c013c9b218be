"""A table of figures as a page shows it: its chart, and behind it the numbers, each with the way down to its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import SafeString

from monitoring.grafieken import Grafiek
from monitoring.rules.tabel import Maat, Rij, Tabel
from monitoring.rules.weergave import in_woorden, past
from monitoring.tekenen import op_scherm

from .lijf import Cel, lijf, regel


@dataclass(frozen=True)
class Cijfertabel:
    """adressen: (key of the row, number of the column) → the page with the rows beneath that number."""

    tabel: Tabel
    adressen: Mapping[tuple[str, int], str] = field(default_factory=dict)

    @property
    def past(self) -> bool:
        """Whether its rows become cards on a phone; a wider table scrolls, with the keyboard too."""
        return past(self.tabel)

    @property
    def bijschrift(self) -> str:
        """Its caption; one that scrolls is a region, and may not be called as the card around it."""
        return self.tabel.titel if self.past else f"Tabel: {self.tabel.titel}"

    @property
    def koppen(self) -> list[tuple[str, bool]]:
        """The heads, and whether numbers stand below it."""
        return [(kolom.kop, kolom.maat is not Maat.TEKST) for kolom in self.tabel.kolommen]

    @property
    def rijen(self) -> SafeString:
        """All rows but the last one, of all together."""
        return lijf(regel(rij.naam, self._cellen(rij)) for rij in self.tabel.rijen)

    @property
    def totaal(self) -> SafeString | None:
        """That one, where there is one."""
        rij = self.tabel.totaal
        return None if rij is None else lijf([regel(rij.naam, self._cellen(rij))])

    def _cellen(self, rij: Rij) -> list[Cel]:
        return [
            (
                kolom.kop,
                in_woorden(cel, kolom.maat),
                kolom.maat is not Maat.TEKST,
                self.adressen.get((rij.sleutel, nr), "") if cel else "",
            )
            for nr, (kolom, cel) in enumerate(zip(self.tabel.kolommen, rij.cellen, strict=True))
        ]


@dataclass(frozen=True)
class Beeld:
    """A card: its title, a line in words, the chart, and the table behind it. open: the table is always in sight.

    kop and adres: of the page that says more, where the card stands for its question.
    """

    grafiek: Grafiek | None
    cijfers: Cijfertabel
    regel: str = ""
    open: bool = False
    kop: str = ""
    adres: str = ""

    @property
    def tabel(self) -> Tabel:
        """What it shows."""
        return self.cijfers.tabel

    @cached_property
    def svg(self) -> SafeString | str:
        """The drawing; empty when there is nothing to draw."""
        return op_scherm(self.grafiek) if self.grafiek else ""


def beeld(
    tabel: Tabel,
    tekenen: Callable[[Tabel], Grafiek] | None = None,
    *,
    regel: str = "",
    adressen: Mapping[tuple[str, str], str] | None = None,
    open: bool = False,
) -> Beeld:
    """A card for this table. Without any row there is no chart: the card says that there is nothing yet.

    adressen: (key of the row, head of the column) → the page with the rows beneath.
    """
    grafiek = tekenen(tabel) if tekenen and tabel.rijen else None
    plek = {kolom.kop: nr for nr, kolom in enumerate(tabel.kolommen)}
    wegen = {(sleutel, plek[kop]): adres for (sleutel, kop), adres in (adressen or {}).items() if kop in plek}
    return Beeld(grafiek, Cijfertabel(tabel, wegen), regel, open)
