"""A table of figures as it is: what a page shows, a spreadsheet holds, a report freezes and the API gives.

One form for all of them, so that they can never differ; who asks for more than a table (a chart) draws it from one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Cel = int | Decimal | str | None
"""None: the source is missing. It is never shown as 0."""


class Maat(StrEnum):
    """What the numbers of a column count; only leerlingen (also what was done for one) can be small numbers about
    somebody."""

    LEERLINGEN = "leerlingen"
    AANTAL = "aantal"
    PROCENT = "procent"
    EURO = "euro"
    WEKEN = "weken"
    GEMIDDELD = "gemiddelde"
    TEKST = "tekst"


@dataclass(frozen=True)
class Kolom:
    """What must be known of a column before it may leave the SWV (afschermen); within the SWV none of it matters.

    som_van: heads of the columns that together are this one. deel_van: head of the column of which this is a part.
    uit: heads of the columns that a share, mean or amount was made of, what it was divided by last; without it no share
    or mean leaves. code: the number has this name elsewhere too, such as what is open on one day in two reports.
    """

    kop: str
    maat: Maat
    som_van: tuple[str, ...] = ()
    deel_van: str = ""
    uit: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Rij:
    """sleutel: which school, board, gemeente or period this is, for the way down and for the same row a year later.

    deel_van: key of the row of which this counts a part, which must be known before it may leave the SWV.
    """

    naam: str
    cellen: tuple[Cel, ...]
    sleutel: str = ""
    deel_van: str = ""


@dataclass(frozen=True)
class Tabel:
    """code: its name within a page, report or API, as in an address. kop: the head above the names of the rows.

    totaal: the last row, which is the sum of the others; None where adding up means nothing.
    gemiddeld: below it what one of the region has on average, for who does not see the others by name.
    definities: codes of the figures in it. bron, peildatum and opgehaald stand below it in words.
    """

    code: str
    titel: str
    kop: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    definities: tuple[str, ...]
    totaal: Rij | None = None
    onder: tuple[str, ...] = ()
    gemiddeld: Rij | None = None

    def __post_init__(self) -> None:
        """Raise ValueError when a row has more or fewer cells than there are columns."""
        alle = self.rijen if self.totaal is None else (*self.rijen, self.totaal)
        if any(len(rij.cellen) != len(self.kolommen) for rij in alle):
            raise ValueError("Een rij heeft niet evenveel cellen als er kolommen zijn.")
