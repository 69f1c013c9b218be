"""Counts of which a part may be hidden, and shares of them: as a range, never guessed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HONDERDSTE = Decimal("0.01")
ONDER = re.compile(r"<\s?([0-9]+)")
MINSTENS = re.compile(r"≥\s?([0-9]+)")


@dataclass(frozen=True)
class Telling:
    """laag: what is sure; hoog: the most it can be, None when nobody can say; verborgen: cells that were hidden."""

    laag: int = 0
    hoog: int | None = 0
    verborgen: int = 0

    def __add__(self, ander: Telling) -> Telling:
        hoog = None if self.hoog is None or ander.hoog is None else self.hoog + ander.hoog
        return Telling(self.laag + ander.laag, hoog, self.verborgen + ander.verborgen)

    @property
    def woorden(self) -> int | str:
        """The number, or what it lies between."""
        if self.hoog == self.laag:
            return self.laag
        return f"{self.laag} of meer" if self.hoog is None else f"{self.laag} tot en met {self.hoog}"


def telling(tekst: str, keer: int, som: int | None) -> Telling:
    """Of so many equal cells. tekst: what DUO printed in each (<5, ≥12, *), empty for numbers that add up to som.

    DUO prints 0 as 0: what it hides as <5 is 1 to 4.
    """
    if not tekst:
        return Telling(som or 0, som or 0)
    if onder := ONDER.fullmatch(tekst):
        return Telling(keer, keer * (int(onder[1]) - 1), keer)
    minstens = MINSTENS.fullmatch(tekst)
    return Telling(keer * int(minstens[1]) if minstens else 0, None, keer)


@dataclass(frozen=True)
class Aandeel:
    """teller of teller plus rest when it is a part of the whole (erbij), else of rest alone."""

    teller: Telling
    rest: Telling
    erbij: bool

    @property
    def noemer(self) -> Telling:
        return self.rest + self.teller if self.erbij else self.rest

    @property
    def grenzen(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that it can be, in percents of two decimals. None when there is nothing to divide
        by, or when a hidden count can be anything."""
        laag, hoog = self.teller.laag, self.teller.hoog
        if hoog is None or self.rest.hoog is None:
            return None
        onder, boven = self.rest.hoog + self.erbij * laag, self.rest.laag + self.erbij * hoog
        return (_procent(laag, onder), _procent(hoog, boven)) if onder and boven else None

    @property
    def procent(self) -> Decimal | None:
        """The percentage, when it is one."""
        return self.grenzen[0] if self.grenzen and self.grenzen[0] == self.grenzen[1] else None

    @property
    def cel(self) -> Decimal | str | None:
        """For a table: the percentage, or the two it lies between."""
        if self.procent is not None or self.grenzen is None:
            return self.procent
        laag, hoog = (f"{een}".replace(".", ",") for een in self.grenzen)
        return f"{laag}% tot {hoog}%"


def _procent(teller: int, noemer: int) -> Decimal:
    return (Decimal(100) * teller / noemer).quantize(HONDERDSTE, ROUND_HALF_UP)


def punten(nu: Decimal | None, toen: Decimal | None) -> Decimal | None:
    """The difference in percent points; None when one of them is not known."""
    return None if nu is None or toen is None else nu - toen
