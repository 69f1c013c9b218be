"""In which state a TLV is on a day (table 13.2). Pure: stored is only what happened, never the state (afspraak 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.schooljaar import laatste_dag, schooljaar

EINDEN = ("herroepen", "ingetrokken", "beeindigd", "vervangen")
"""Events that end a TLV; of two on the same day the first of these counts."""
INGETROKKEN, HERLEEFD = "ingetrokken", "herleefd"
UIT_BEZWAAR = frozenset({"herroepen", HERLEEFD})
"""Events that only a decision on bezwaar brings about."""
TERMINAL = frozenset({*EINDEN, "verlopen"})
SIGNAAL = (10, 1)
"""Month and day on which the last school year is signalled (R-TLV-15)."""


@dataclass(frozen=True)
class Gebeurtenis:
    """What happened. per: the day it works from; for an end the first day on which the TLV no longer holds."""

    soort: str
    per: date


def wat_telt(gebeurtenissen: Sequence[Gebeurtenis]) -> list[Gebeurtenis]:
    """Without the withdrawals that were herroepen: as if they had never been (Awb 7:11 lid 2).

    gebeurtenissen: in the order in which they were laid down.
    """
    laatste = max((nr for nr, een in enumerate(gebeurtenissen) if een.soort == HERLEEFD), default=-1)
    return [een for nr, een in enumerate(gebeurtenissen) if een.soort != INGETROKKEN or nr > laatste]


def tlv_status(
    *,
    start: date,
    eind: date | None,
    gebeurtenissen: Iterable[Gebeurtenis] = (),
    vandaag: date,
    signaal: tuple[int, int] = SIGNAAL,
) -> str:
    """vastgesteld, actief, aflopend, verlopen, vervangen, ingetrokken, herroepen or beeindigd (table 13.2).

    start and eind are inclusive; eind None: no end (PRO, R-TLV-14). aflopend: in the last school year, from `signaal`
    (month, day) on. The earliest end counts and stays (terminal); one later than the day after eind comes too late.
    """
    einden = [
        (een.per, EINDEN.index(een.soort))
        for een in gebeurtenissen
        if een.soort in EINDEN and een.per <= vandaag and (eind is None or een.per <= eind + timedelta(days=1))
    ]
    if einden:
        return EINDEN[min(einden)[1]]
    if eind is not None and vandaag > eind:
        return "verlopen"
    if vandaag < start:
        return "vastgesteld"
    return "aflopend" if eind is not None and vandaag >= signaaldag(schooljaar(eind), signaal) else "actief"


def laatste_geldige_dag(eind: date | None, gebeurtenissen: Iterable[Gebeurtenis]) -> date | None:
    """The last day (inclusive) on which the TLV holds, ends that were laid down for later included; None without."""
    dagen = [een.per - timedelta(days=1) for een in gebeurtenissen if een.soort in EINDEN]
    return min([*dagen, *([eind] if eind else [])], default=None)


def signaaldag(jaar: int, signaal: tuple[int, int] = SIGNAAL) -> date:
    """This month and day in the school year that begins in `jaar`: 1-10 in the year itself, 1-2 in the next."""
    maand, dag = signaal
    return date(jaar if maand >= 8 else jaar + 1, maand, dag)


def loopt_af_voor(vandaag: date) -> date:
    """The last day (inclusive) of the school year of today: who ends by then, ends this school year."""
    return laatste_dag(schooljaar(vandaag))


def radardag(dagen: Iterable[date], vandaag: date, *, hoogstens: timedelta) -> date | None:
    """The last of these days that has come, when it is not longer ago than `hoogstens`; None otherwise."""
    return max((dag for dag in dagen if vandaag - hoogstens <= dag <= vandaag), default=None)


def ongebruikt_sinds(start: date, *, maanden: int, besluitdatum: date) -> date:
    """The first day on which a TLV without placement is signalled as unused (R-TLV-19); it does not lapse by it.

    So many calendar months after the later of decision and start; a day that does not exist becomes the last one.
    """
    begin = max(start, besluitdatum)
    jaar, maand = divmod(begin.month - 1 + maanden, 12)
    volgende = date(begin.year + jaar + (maand == 11), (maand + 1) % 12 + 1, 1)
    return min(date(begin.year + jaar, maand + 1, 1) + timedelta(days=begin.day - 1), volgende - timedelta(days=1))


def ongebruikt_grens(vandaag: date, *, maanden: int) -> date:
    """Who began on this day or before it is unused today: the inverse of ongebruikt_sinds(), for lists."""
    jaar, maand = divmod(vandaag.month - 1 - maanden, 12)
    begin = date(vandaag.year + jaar, maand + 1, 1)
    lengte = (date(begin.year + (begin.month == 12), begin.month % 12 + 1, 1) - begin).days
    einde_maand = (vandaag + timedelta(days=1)).day == 1
    return begin + timedelta(days=(lengte if einde_maand else min(vandaag.day, lengte)) - 1)
