"""A cell of a table in words, as a page and a PDF show it. Pure."""

from __future__ import annotations

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


NAAST_ELKAAR = 7
"""So many columns fit on a screen, and each row on a card of a phone."""


def past(tabel: Tabel) -> bool:
    """Whether it needs no scrolling sideways."""
    return len(tabel.kolommen) <= NAAST_ELKAAR


def in_rijen(tabel: Tabel) -> list[tuple[str, tuple[str, ...], bool]]:
    """Each row in words: its name, its cells, and whether it is the sum of the others."""
    alle = [(een, False) for een in tabel.rijen] + ([(tabel.totaal, True)] if tabel.totaal else [])
    return [(een.naam, _woorden(tabel, een), som) for een, som in alle]


def _woorden(tabel: Tabel, rij: Rij) -> tuple[str, ...]:
    return tuple(in_woorden(cel, kolom.maat) for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True))
