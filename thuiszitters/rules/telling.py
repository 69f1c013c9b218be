"""Who counts as what on a day, computed from the intervals of absence and nothing else (R-THZ-01…03, T31).

Two definitions are counted beside each other: the official one and the wide one of the region (domein 7.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from .duur import Maat, dagen, klasse, weken
from .periode import OPEN, Periode, aaneen, binnen
from .soorten import OFFICIEEL_NA, kenmerken

STANDAARD = Maat()


@dataclass(frozen=True)
class Interval:
    """One kind of absence, from van up to and including tot; None while it lasts."""

    soort: str
    van: date
    tot: date | None = None

    @cached_property
    def periode(self) -> Periode:
        return Periode(self.van, self.tot or OPEN)


@dataclass(frozen=True)
class Verloop:
    """All absence of one case, and the days on which the child must go to school (rules/leerplicht.py)."""

    intervallen: Sequence[Interval]
    plicht: Periode


class Stand(NamedTuple):
    """What a case counts as on one day. sinds: the first day of the run it is in; klasse: number of its duration.

    woorden: of that class.
    """

    soort: str
    sinds: date
    dagen: int
    weken: int
    klasse: int
    woorden: str
    officieel: bool
    wijd: bool


def actief(verloop: Verloop) -> list[Periode]:
    """The days on which the case is active (R-THZ-01), in runs."""
    return aaneen(een.periode for een in verloop.intervallen)


def wijd(verloop: Verloop) -> list[Periode]:
    """The days on which it counts in the wide sense of the region: every kind but dreigend."""
    return aaneen(een.periode for een in verloop.intervallen if kenmerken(een.soort).wijd)


def officieel(verloop: Verloop) -> list[Periode]:
    """The days on which it is a thuiszitter by the official definition (R-THZ-02, K26695; afspraak 54).

    Absoluut at once; relatief once 28 whole days of it passed, unbroken; both only while the law binds the child.
    """
    gevonden: list[Periode] = []
    for soort, na in OFFICIEEL_NA.items():
        for een in aaneen(een.periode for een in verloop.intervallen if een.soort == soort):
            eerste = een.van + timedelta(days=na)
            if eerste <= een.tot:
                gevonden.append(Periode(eerste, een.tot))
    return aaneen(binnen(gevonden, verloop.plicht))


def stand(verloop: Verloop, dag: date, maat: Maat = STANDAARD) -> Stand | None:
    """What this case counts as on this day; None when it is not active.

    The duration runs from the first day of the unbroken run of the wide kinds, whatever kind it was then. What only
    threatens is counted from its own first day.
    """
    return stand_van(verloop, dag, maat, wijd(verloop), officieel(verloop))


def stand_van(
    verloop: Verloop, dag: date, maat: Maat, runs_wijd: Sequence[Periode], runs_officieel: Sequence[Periode]
) -> Stand | None:
    """The same for who worked out already on which days it counts."""
    nu = next((een for een in verloop.intervallen if een.periode.op(dag)), None)
    if nu is None:
        return None
    sinds = next((een.van for een in runs_wijd if een.op(dag)), nu.van)
    begin = maat.begin(sinds, dag)
    return Stand(
        soort=nu.soort,
        sinds=sinds,
        dagen=dagen(begin, dag),
        weken=weken(begin, dag),
        klasse=(nummer := klasse(begin, dag, maat.grenzen)),
        woorden=maat.grenzen[nummer].woorden,
        officieel=any(een.op(dag) for een in runs_officieel),
        wijd=kenmerken(nu.soort).wijd,
    )


def tel(verlopen: Iterable[Verloop], dag: date, maat: Maat = STANDAARD) -> Counter[tuple[str, int]]:
    """How many cases are active on this day, per kind and class of duration; the sum is all of them."""
    standen = (stand(een, dag, maat) for een in verlopen)
    return Counter((een.soort, een.klasse) for een in standen if een is not None)


@dataclass(frozen=True)
class Beweging:
    """How many runs began and ended between two days."""

    erbij: int
    eraf: int


def beweging(
    verlopen: Iterable[Verloop], na: date, tot: date, *, telt: Callable[[Verloop], list[Periode]] = actief
) -> Beweging:
    """What came and went after the first day, up to and including the second. erbij − eraf is the difference.

    telt: which definition (actief, wijd, officieel). What both began and ended in between is in both figures.
    """
    runs = [een for verloop in verlopen for een in telt(verloop)]
    erbij = sum(na < een.van <= tot for een in runs)
    eraf = sum(na <= een.tot < tot for een in runs)
    return Beweging(erbij, eraf)
