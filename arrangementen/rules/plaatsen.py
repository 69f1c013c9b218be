"""Places in a voorziening: how many are taken on a day and in a week, and until when an answer is asked. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from .uren import week

Periode = tuple[date, date]
"""First and last day, both with a place taken."""
ANTWOORD_DAGEN = 14
"""So long a place that was offered is kept for an answer."""
WEKEN_VOORUIT = 8


def bezet_op(dag: date, periodes: Collection[Periode]) -> int:
    """How many places are taken on this day."""
    return sum(van <= dag <= tot for van, tot in periodes)


def bezet_in_week(dag: date, periodes: Collection[Periode]) -> int:
    """How many places are taken at most on a day in the week of this day."""
    return max(bezet_op(een, periodes) for een in week(dag))


def per_week(vandaag: date, periodes: Collection[Periode], weken: int = WEKEN_VOORUIT) -> list[tuple[date, int]]:
    """The Monday of this week and the next ones, with how many places are taken in it."""
    maandag = week(vandaag)[0]
    dagen = [maandag + timedelta(weeks=nummer) for nummer in range(weken)]
    return [(dag, bezet_in_week(dag, periodes)) for dag in dagen]


def meeste(periodes: Sequence[Periode]) -> int:
    """The most places that are taken on any one day: where it starts to be so, one of the periods begins."""
    return max((bezet_op(van, periodes) for van, _ in periodes), default=0)


def vrij_op(dag: date, periodes: Collection[Periode], plaatsen: int) -> int:
    """How many places are free on this day, never below zero."""
    return max(plaatsen - bezet_op(dag, periodes), 0)


def antwoord_voor(vandaag: date) -> date:
    """Until when an answer on an offer of today is asked, that day included."""
    return vandaag + timedelta(days=ANTWOORD_DAGEN)
