"""A figure with what it was made of, so that it can be followed down to its rows (R-MON-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HONDERD = Decimal(100)
TIENDE = Decimal("0.1")


@dataclass(frozen=True)
class Definitie:
    """What a figure means. formule: as a reader checks it by hand; bron: where its rows come from."""

    code: str
    naam: str
    formule: str
    bron: str


@dataclass(frozen=True)
class Kengetal:
    """teller and noemer: the two counts. Without a noemer it is a count by itself; of a noemer 0 there is no share."""

    definitie: Definitie
    teller: int
    noemer: int | None = None

    @property
    def procent(self) -> Decimal | None:
        """The share in percents, one decimal, a half up; None when there is nothing to divide by."""
        if not self.noemer:
            return None
        return (self.teller * HONDERD / self.noemer).quantize(TIENDE, ROUND_HALF_UP)

    @property
    def als_procent(self) -> str:
        """ "95,2%", or that there is nothing yet: no share of nothing is 0."""
        procent = self.procent
        return "Nog geen" if procent is None else f"{procent}%".replace(".0%", "%").replace(".", ",")

    @property
    def breuk(self) -> str:
        """The two counts in words."""
        return f"{self.teller} van {self.noemer}" if self.noemer else ""

    @property
    def rest(self) -> int:
        """How many of the noemer are not in the teller."""
        return (self.noemer or 0) - self.teller


def vergeleken(nu: int, toen: int) -> str:
    """This count beside that of a year before, in words."""
    return vergeleken_met(nu, toen, "een jaar eerder")


def vergeleken_met(nu: int, toen: int, wanneer: str) -> str:
    """This count beside that of another time, in words."""
    if nu == toen:
        return f"evenveel als {wanneer}"
    return f"{abs(nu - toen)} {'meer' if nu > toen else 'minder'} dan {wanneer}"


@dataclass(frozen=True)
class Verdeling:
    """How long something took, in days: the median and quartiles beside the mean (domein M10). None of nothing."""

    aantal: int
    gemiddeld: Decimal | None = None
    kwart: Decimal | None = None
    midden: Decimal | None = None
    driekwart: Decimal | None = None
    hoogste: int | None = None

    @staticmethod
    def weken(dagen: Decimal | int | None) -> Decimal | None:
        """Days as weeks, one decimal."""
        return None if dagen is None else (Decimal(dagen) / 7).quantize(TIENDE, ROUND_HALF_UP)


def kwantiel(gesorteerd: list[int], deel: Decimal) -> Decimal:
    """The value below which this part lies, on a straight line between neighbours, as percentile_cont of PostgreSQL.

    gesorteerd: at least one, from low to high. Of 10, 20, 30, 40 a quarter is 17.5 and the middle 25.
    """
    plek = deel * (len(gesorteerd) - 1)
    onder = int(plek)
    boven = min(onder + 1, len(gesorteerd) - 1)
    return gesorteerd[onder] + (plek - onder) * (gesorteerd[boven] - gesorteerd[onder])


def peildag(tot: date, vandaag: date) -> date:
    """Up to which day a period is counted today: a running one until today."""
    return min(tot, vandaag)
