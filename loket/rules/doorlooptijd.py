"""How long we take by our own norm: working days outside the school holidays. A second clock beside the law's. Pure.

It never moves a term of law, and no term of law moves it (R-TERM-20): what they share is on which days we waited for
somebody else.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from kern.termijnen.kalender import is_schoolwerkdag

DAG = timedelta(days=1)
VER = timedelta(days=3 * 366)
"""A norm that is not reached within three years is no norm."""


def streefdatum(
    ontvangen: date,
    *,
    werkdagen: int,
    regio: str,
    vrij: Collection[date] = (),
    stil: Collection[date] = (),
    hoogstens: date | None = None,
) -> date:
    """The day on which the norm is reached; the day after receipt is day one.

    vrij: days off of the SWV itself. stil: days on which we waited for the school. hoogstens: the last day that was
    promised or that the law allows; of that and the norm the earlier is given, since holidays make the norm longer and
    nobody aims at being late. Raises ValueError when there is no such day within three years.
    """
    dag, geteld = ontvangen, 0
    while geteld < werkdagen:
        dag += DAG
        if dag > ontvangen + VER:
            raise ValueError("Deze norm wordt niet gehaald.")
        geteld += _telt(dag, regio, vrij, stil)
    return min(dag, hoogstens) if hoogstens else dag


def verstreken(
    ontvangen: date, tot: date, *, regio: str, vrij: Collection[date] = (), stil: Collection[date] = ()
) -> int:
    """How many days of the norm have been used up to and including `tot`."""
    dagen = (ontvangen + n * DAG for n in range(1, (tot - ontvangen).days + 1))
    return sum(_telt(dag, regio, vrij, stil) for dag in dagen)


def _telt(dag: date, regio: str, vrij: Collection[date], stil: Collection[date]) -> bool:
    return dag not in stil and is_schoolwerkdag(dag, regio, vrij)
