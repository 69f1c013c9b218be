"""A cell of a table in words, as a page and a PDF show it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .tabel import Cel, Maat, Rij, Tabel

ONBEKEND = "–"
"""The source is missing, or there is nothing to divide by: never 0. The page says what the sign means."""
VOOR = {Maat.EURO: "€ "}
NA = {Maat.PROCENT: "%"}


def in_woorden(cel: Cel, maat: Maat) -> str:
    """1.234, 6,4, 75%, € 1.250,00: as one writes it in Dutch. Text stays what it is."""
    if cel is None:
        return ONBEKEND
    if isinstance(cel, str):
        return cel
    return f"{VOOR.get(maat, '')}{_getal(cel, maat)}{NA.get(maat, '')}"


def _getal(cel: int | Decimal, maat: Maat) -> str:
    """With a dot for thousands and a comma for what comes after; whole numbers without, but for money."""
    if isinstance(cel, Decimal) and maat is not Maat.EURO:
        cel = cel.normalize()
    cijfers = f"{cel:,.2f}" if maat is Maat.EURO else f"{cel:,f}" if isinstance(cel, Decimal) else f"{cel:,}"
    return cijfers.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class Getoond:
    """A row in words. cellen: the head above each, and the words. adres: where the name leads, "" nowhere."""

    naam: str
    cellen: tuple[tuple[str, str], ...]
    adres: str = ""


def getoond(tabel: Tabel, adressen: Mapping[str, str] | None = None) -> list[Getoond]:
    """The rows of a table in words. adressen: by key of a row, where somebody who may see more is led."""
    return [_rij(tabel, een, (adressen or {}).get(een.sleutel, "")) for een in tabel.rijen]


def onderaan(tabel: Tabel) -> Getoond | None:
    """Its last row in words, which is the sum of the others."""
    return None if tabel.totaal is None else _rij(tabel, tabel.totaal, "")


def _rij(tabel: Tabel, rij: Rij, adres: str) -> Getoond:
    paren = zip(tabel.kolommen, rij.cellen, strict=True)
    return Getoond(rij.naam, tuple((kolom.kop, in_woorden(cel, kolom.maat)) for kolom, cel in paren), adres)
