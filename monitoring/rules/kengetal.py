"""A figure with what it was made of, so that it can be followed down to its rows (R-MON-07)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

HONDERD = Decimal(100)
TIENDE = Decimal("0.1")
TIENDUIZENDSTE = Decimal("0.0001")


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


def verdeling_van(keer: Mapping[int, int]) -> Verdeling:
    """Of how often something took so many days, as if each were in a list by itself. Without any: of nothing."""
    dagen = sorted(een for een, aantal in keer.items() if aantal)
    if not dagen:
        return Verdeling(0)
    tot_en_met = list(accumulate(keer[een] for een in dagen))
    aantal = tot_en_met[-1]

    def deel(welk: Decimal) -> Decimal:
        plek = welk * (aantal - 1)
        onder, boven = (dagen[bisect_right(tot_en_met, min(int(plek) + er, aantal - 1))] for er in (0, 1))
        return (onder + (plek - int(plek)) * (boven - onder)).quantize(TIENDUIZENDSTE)

    som = sum(een * keer[een] for een in dagen)
    gemiddeld = (Decimal(som) / aantal).quantize(TIENDUIZENDSTE)
    kwart, midden, driekwart = (deel(Decimal(welk)) for welk in ("0.25", "0.5", "0.75"))
    return Verdeling(aantal, gemiddeld, kwart, midden, driekwart, dagen[-1])


def peildag(tot: date, vandaag: date) -> date:
    """Up to which day a period is counted today: a running one until today."""
    return min(tot, vandaag)
