"""Which amounts a forecast needs: of which kinds, for which years, and how one follows from the year before. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

JAREN_VOORUIT = 4
"""A forecast is for this calendar year and so many after it."""
KORT = {"SBO": "sbo", "SO": "so", "VSO": "vso", "PRO": "praktijkonderwijs", "LWOO": "lwoo"}
"""Each kind of TLV, as a controller says it."""
CATEGORIEEN = {"L": "categorie 1 (laag)", "M": "categorie 2 (midden)", "H": "categorie 3 (hoog)"}
MET_CATEGORIE = frozenset({"SO", "VSO"})
SOORTEN = tuple(
    (soort, categorie) for soort in KORT for categorie in (CATEGORIEEN if soort in MET_CATEGORIE else ("",))
)
"""Every kind with every category it has, in the order of pages and files."""


def naam(soort: str, categorie: str) -> str:
    """As it stands in a sentence: so, categorie 1 (laag)."""
    return f"{KORT[soort]}, {CATEGORIEEN[categorie]}" if categorie else KORT[soort]


def soorten_van(codes: Collection[str]) -> list[tuple[str, str]]:
    """The rows for these kinds of TLV."""
    return [paar for paar in SOORTEN if paar[0] in codes]


def prognosejaren(vandaag: date) -> tuple[int, ...]:
    """The calendar years of a forecast: this one and the next four."""
    return tuple(range(vandaag.year, vandaag.year + JAREN_VOORUIT + 1))


def bedragjaren(vandaag: date) -> tuple[int, ...]:
    """The calendar years whose amounts are kept: those of a forecast, and the last one to copy from."""
    return (vandaag.year - 1, *prognosejaren(vandaag))


def verhoging_in_woorden(jaar: int, procent: Decimal) -> str:
    """How an amount was worked out from that of this year, for its source."""
    hoeveel = f"{abs(procent).normalize():f}".replace(".", ",")
    if not procent:
        return f"het bedrag van {jaar}"
    return f"het bedrag van {jaar} {'verhoogd' if procent > 0 else 'verlaagd'} met {hoeveel} procent"
