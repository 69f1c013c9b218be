"""How long a child is at home: days, weeks, school days and classes (R-THZ-03, domein 7.1, ux §8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kern.termijnen.maanden import maanden_later

from .periode import EEN_DAG

_maanden_later = lru_cache(maxsize=4096)(maanden_later)
"""Many children of a list are at home since the same days."""
Schooldag = Callable[[date], bool]
"""Whether there is school on a day."""
WEEK = timedelta(days=7)
LANGSTE_VAKANTIE = 12
"""Weeks without school that follow each other are never more; a calendar that says so is wrong."""


def dagen(sinds: date, dag: date) -> int:
    """Whole days that have passed: absent since 12-1-2026 gives 28 on 9-2-2026, the first day of "langer" (T31)."""
    return (dag - sinds).days


def weken(sinds: date, dag: date) -> int:
    """Whole weeks, holidays counted (R-THZ-03)."""
    return dagen(sinds, dag) // 7


@dataclass(frozen=True)
class Grens:
    """Where a class of duration begins: after so many days, or months when there are any. woorden: of that class."""

    woorden: str
    dagen: int = 0
    maanden: int = 0

    def vanaf(self, sinds: date) -> date:
        """The first day in this class, or in a longer one, of who is at home since this day."""
        return _maanden_later(sinds, self.maanden) if self.maanden else sinds + timedelta(days=self.dagen)


GRENZEN: tuple[Grens, ...] = (
    Grens("korter dan 4 weken"),
    Grens("4 weken tot 3 maanden", dagen=28),
    Grens("3 tot 6 maanden", maanden=3),
    Grens("6 tot 12 maanden", maanden=6),
    Grens("een jaar of langer", maanden=12),
)
"""The default. Nobody longer than three months without an offer: Thuiszitterspact, 13 June 2016."""


def grenzen_van(codes: Sequence[str]) -> tuple[Grens, ...]:
    """The classes that these borders make: "28d" is after 28 days, "3m" after three months; the shortest has none."""
    grenzen = [Grens(f"korter dan {_lengte(codes[0])}")]
    for code, volgende in zip(codes, [*codes[1:], ""], strict=True):
        maat = {"maanden" if code.endswith("m") else "dagen": int(code[:-1])}
        if not volgende:
            grenzen.append(Grens(f"{'een jaar' if code == '12m' else _lengte(code)} of langer", **maat))
            continue
        aantal, eenheid = _lengte(code).split(" ")
        van = aantal if eenheid == _lengte(volgende).split(" ")[1] else f"{aantal} {eenheid}"
        grenzen.append(Grens(f"{van} tot {_lengte(volgende)}", **maat))
    return tuple(grenzen)


def _lengte(code: str) -> str:
    aantal = int(code[:-1])
    if code.endswith("m"):
        return f"{aantal} {'maand' if aantal == 1 else 'maanden'}"
    return f"{aantal // 7} {'week' if aantal == 7 else 'weken'}" if aantal % 7 == 0 else f"{aantal} dagen"


@dataclass(frozen=True)
class Maat:
    """How long is counted: in which classes, and which days are left out of it (school holidays, when so set)."""

    grenzen: tuple[Grens, ...] = GRENZEN
    telt_niet: Callable[[date, date], int] | None = None

    def begin(self, sinds: date, dag: date) -> date:
        """The day since when it counts on this day: later than the first day by what does not count."""
        return sinds + timedelta(days=self.telt_niet(sinds, dag)) if self.telt_niet else sinds


def klasse(sinds: date, dag: date, grenzen: tuple[Grens, ...] = GRENZEN) -> int:
    """Which class of duration this is on this day, as a number in `grenzen`; the shortest is 0."""
    nummer = len(grenzen) - 1
    while nummer and grenzen[nummer].vanaf(sinds) > dag:
        nummer -= 1
    return nummer


def schooldagen(sinds: date, dag: date, is_schooldag: Schooldag) -> int:
    """The school days from the first day up to and including this one: the second figure (afspraak 26).

    24-9-2026 … 23-11-2026 with holiday on 19–23 October gives 38 (ux §8).
    """
    return sum(is_schooldag(sinds + timedelta(days=nummer)) for nummer in range((dag - sinds).days + 1))


def schooldagen_later(dag: date, aantal: int, is_schooldag: Schooldag) -> date:
    """The school day that is so many school days after this day; 0 gives the day itself, or the next school day."""
    dag = _schooldag(dag, is_schooldag)
    for _ in range(aantal):
        dag = _schooldag(dag + EEN_DAG, is_schooldag)
    return dag


def schoolweken_later(dag: date, aantal: int, is_schooldag: Schooldag) -> date:
    """The same day of the week, so many weeks with school later; a week without school does not count (ux §8).

    8-10-2026 and three weeks gives 5-11-2026, with the week of 19 October off. Falls that day off, then the next
    school day.
    """
    for _ in range(aantal):
        dag += WEEK
        for _ in range(LANGSTE_VAKANTIE):
            if heeft_school(dag, is_schooldag):
                break
            dag += WEEK
    return _schooldag(dag, is_schooldag)


def maandag_van(dag: date) -> date:
    """The Monday of the week of this day."""
    return dag - timedelta(days=dag.weekday())


def heeft_school(dag: date, is_schooldag: Schooldag) -> bool:
    """Whether there is school on any day of the week of this day."""
    maandag = maandag_van(dag)
    return any(is_schooldag(maandag + timedelta(days=nummer)) for nummer in range(5))


def _schooldag(dag: date, is_schooldag: Schooldag) -> date:
    for _ in range(7 * LANGSTE_VAKANTIE):
        if is_schooldag(dag):
            break
        dag += EEN_DAG
    return dag
