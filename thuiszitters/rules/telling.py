"""Who counts as what on a day, computed from the intervals of absence and nothing else (R-THZ-01…03, T31).

Two definitions are counted beside each other: the official one and the wide one of the region (domein 7.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .duur import WEEK, Maat, dagen, klasse
from .periode import OPEN, Periode, aaneen
from .soorten import TELT

STANDAARD = Maat()


class Interval(NamedTuple):
    """One kind of absence, from van up to and including tot; None while it lasts."""

    soort: str
    van: date
    tot: date | None = None

    @property
    def periode(self) -> Periode:
        return Periode(self.van, self.tot or OPEN)


class Verloop(NamedTuple):
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


def tellend(verloop: Verloop) -> tuple[list[Periode], list[Periode]]:
    """The days on which it counts in the wide sense of the region, and by the official definition, in runs.

    Wide is every kind but dreigend. Official (R-THZ-02, K26695; afspraak 54): absoluut at once; relatief once 28 whole
    days of it passed, unbroken; both only while the law binds the child. In one go: a return asks it of every case.
    """
    alle: list[Periode] = []
    per_soort: dict[str, list[Periode]] = {}
    for soort, van, tot in verloop.intervallen:
        een = Periode(van, tot or OPEN)
        telt_wijd, na = TELT[soort]
        if telt_wijd:
            alle.append(een)
        if na is not None:
            per_soort.setdefault(soort, []).append(een)
    wettelijk: list[Periode] = []
    eerste, laatste = verloop.plicht
    for soort, perioden in per_soort.items():
        na = TELT[soort][1] or timedelta()
        for van, tot in aaneen(perioden):
            begin, eind = max(van + na, eerste), min(tot, laatste)
            if begin <= eind:
                wettelijk.append(Periode(begin, eind))
    return aaneen(alle), aaneen(wettelijk)


def wijd(verloop: Verloop) -> list[Periode]:
    """The days on which it counts in the wide sense."""
    return tellend(verloop)[0]


def officieel(verloop: Verloop) -> list[Periode]:
    """The days on which it is a thuiszitter by the official definition."""
    return tellend(verloop)[1]


def stand(verloop: Verloop, dag: date, maat: Maat = STANDAARD) -> Stand | None:
    """What this case counts as on this day; None when it is not active.

    The duration runs from the first day of the unbroken run of the wide kinds, whatever kind it was then. What only
    threatens is counted from its own first day.
    """
    nu = interval_op(verloop, dag)
    return None if nu is None else stand_van(nu, dag, maat, *tellend(verloop))


def interval_op(verloop: Verloop, dag: date) -> Interval | None:
    """The absence of this day: there is one kind a day."""
    for een in verloop.intervallen:
        _, van, tot = een
        if van <= dag and (tot is None or dag <= tot):
            return een
    return None


def stand_van(
    nu: Interval, dag: date, maat: Maat, runs_wijd: Sequence[Periode], runs_officieel: Sequence[Periode]
) -> Stand:
    """The same for who worked out already on which days it counts. nu: the absence of the day."""
    sinds = _begin(runs_wijd, dag) or nu.van
    begin = maat.begin(sinds, dag)
    duur, nummer = dagen(begin, dag), klasse(begin, dag, maat.grenzen)
    wet = _begin(runs_officieel, dag) is not None
    return Stand(nu.soort, sinds, duur, duur // WEEK.days, nummer, maat.grenzen[nummer].woorden, wet, TELT[nu.soort][0])


def _begin(runs: Iterable[Periode], dag: date) -> date | None:
    """The first day of the run that this day is in."""
    for van, tot in runs:
        if van <= dag <= tot:
            return van
    return None


def beweging(runs: Iterable[Periode], na: date, tot: date) -> tuple[int, int, int]:
    """How many of these runs there were on the first day, and how many began and ended after it, up to the second.

    The second day counts: was + erbij − eraf is how many there are then. What began and ended in between, is in both.
    """
    was = erbij = eraf = 0
    for van, laatste in runs:
        if laatste < na or van > tot:
            continue
        if van > na:
            erbij += 1
        else:
            was += 1
        if laatste < tot:
            eraf += 1
    return was, erbij, eraf
