"""What a TLV will cost, and in which calendar years (R-FIN-06, R-FIN-07). Pure; days are inclusive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .geld import op_de_cent


class GeenNormbedrag(LookupError):
    """There is no official amount for this year: a forecast without it would be a guess."""

    def __init__(self, jaar: int, soort: str, categorie: str) -> None:
        super().__init__(jaar, soort, categorie)
        self.jaar, self.soort, self.categorie = jaar, soort, categorie


@dataclass(frozen=True)
class LopendeTlv:
    """A TLV as far as it costs. eind: None for the whole school career (R-TLV-14); categorie: "" for sbo."""

    soort: str
    categorie: str
    begin: date
    eind: date | None


Normbedragen = Mapping[tuple[int, str, str], Decimal]
"""(calendar year, kind, category) → amount per pupil."""


def teldatum(jaar: int) -> date:
    """1 February: who is counted then is paid for in the calendar year after it (R-FIN-01, R-FIN-02)."""
    return date(jaar, 2, 1)


def teljaren(begin: date, eind: date | None, *, tot_en_met: int) -> tuple[int, int]:
    """The first and the last year on whose 1 February a TLV counts, no later than this one; first > last: on none."""
    eerste = begin.year if begin <= teldatum(begin.year) else begin.year + 1
    if eind is None:
        return eerste, tot_en_met
    return eerste, min(eind.year if eind >= teldatum(eind.year) else eind.year - 1, tot_en_met)


def kostenjaren(begin: date, eind: date | None, *, tot_en_met: int) -> list[int]:
    """The calendar years in which a TLV costs, up to and including this one (R-FIN-06).

    For every 1 February T−1 within the period it costs in T. Growth compensation is not in it: that is a setting.
    """
    eerste, laatste = teljaren(begin, eind, tot_en_met=tot_en_met - 1)
    return [teljaar + 1 for teljaar in range(eerste, laatste + 1)]


def normbedrag(bedragen: Normbedragen, jaar: int, soort: str, categorie: str) -> Decimal:
    """The amount of this year. Raises GeenNormbedrag rather than take that of another year."""
    try:
        return bedragen[jaar, soort, categorie]
    except KeyError:
        raise GeenNormbedrag(jaar, soort, categorie) from None


def geindexeerd(bedrag: Decimal, procent: Decimal) -> Decimal:
    """An amount for a year that has none yet, when somebody chose to copy and index it: 1.2695 is 1.2695 %."""
    return op_de_cent(bedrag * (1 + procent / 100))


def kosten_in(jaar: int, tlvs: Iterable[LopendeTlv], bedragen: Normbedragen) -> Decimal:
    """What these TLVs cost in this calendar year together. Raises GeenNormbedrag when one of them has no amount."""
    return sum(
        (
            normbedrag(bedragen, jaar, een.soort, een.categorie)
            for een in tlvs
            if jaar in kostenjaren(een.begin, een.eind, tot_en_met=jaar)
        ),
        Decimal("0.00"),
    )
