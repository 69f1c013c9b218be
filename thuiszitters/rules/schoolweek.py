"""Hours a week at school: which weeks have school, and how they build up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from .duur import LANGSTE_VAKANTIE, WEEK, Schooldag, heeft_school, maandag_van

LANGSTE_OPBOUW = 40
"""Weeks; after a school year one makes a new plan."""
VENSTER = 6
"""So many weeks stand in a chart; the table has them all."""


class Blijft(Enum):
    """Said of hours that somebody left as they were, whatever they have become meanwhile."""

    ZO = "zo"


Uren = Decimal | None
Ingevuld = Uren | Blijft


@dataclass(frozen=True)
class Weekuren:
    """One week; None while nobody said so."""

    maandag: date
    afgesproken: Decimal | None = None
    geweest: Decimal | None = None

    @property
    def nummer(self) -> int:
        """The number by which schools call it."""
        return self.maandag.isocalendar().week


def in_cijfers(uren: Decimal) -> str:
    """As people write hours: 6 or 4,5."""
    return f"{uren:.1f}".removesuffix(".0").replace(".", ",")


def schoolweken(vanaf: date, aantal: int, is_schooldag: Schooldag) -> list[date]:
    """The Mondays of so many weeks with school, from the week of this day on. Of 8-10-2026 three, with 19–23 October
    off: 5-10, 12-10 and 26-10."""
    maandag, weken = maandag_van(vanaf), list[date]()
    for _ in range(aantal + LANGSTE_VAKANTIE):
        if len(weken) == aantal:
            break
        if heeft_school(maandag, is_schooldag):
            weken.append(maandag)
        maandag += WEEK
    return weken


def eerdere_schoolweken(voor: date, aantal: int, is_schooldag: Schooldag) -> list[date]:
    """The Mondays of so many weeks with school before the week of this day, in order."""
    maandag, weken = maandag_van(voor) - WEEK, list[date]()
    for _ in range(aantal + LANGSTE_VAKANTIE):
        if len(weken) == aantal:
            break
        if heeft_school(maandag, is_schooldag):
            weken.insert(0, maandag)
        maandag -= WEEK
    return weken


def opbouw(begin: Decimal, erbij: Decimal, tot: Decimal) -> list[Decimal]:
    """The hours of each week: 4, with 2 more each week, until 10, gives 4, 6, 8, 10."""
    uren = [min(begin, tot)]
    while erbij > 0 and uren[-1] < tot and len(uren) < LANGSTE_OPBOUW:
        uren.append(min(uren[-1] + erbij, tot))
    return uren


def in_beeld(weken: Sequence[Weekuren], vandaag: date) -> Sequence[Weekuren]:
    """What stands in the chart: this week and what is near to it, of what was written down."""
    nu = maandag_van(vandaag)
    gehad = sum(een.maandag <= nu for een in weken)
    begin = max(0, min(gehad - VENSTER // 2 - 1, len(weken) - VENSTER))
    return weken[begin : begin + VENSTER]


def laatste(weken: Sequence[Weekuren]) -> Weekuren | None:
    """The last week of which is known how much the child was there."""
    return next((een for een in reversed(weken) if een.geweest is not None), None)
