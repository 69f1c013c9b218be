"""Whether a code with which a family comes in works on this day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

HOOGSTE_POGINGEN = 5
"""Wrong birth dates after which a code is worth nothing any more."""
NA_AFLOOP = timedelta(weeks=6)
"""How long a code of a closed case still works: as long as a decision in it can be objected to (Awb 6:7)."""


@dataclass(frozen=True)
class Codefeiten:
    """sinds: the day on which it was given or its letter went out, None when it did not go.

    zaak_loopt: whether the case or a bezwaar in it is open; nieuwer: whether the same person got another one later
    about the same child; heeft_recht: whether this person may read along about this child on this day.
    """

    sinds: date | None
    pogingen: int
    gebruikt: bool
    nieuwer: bool
    zaak_loopt: bool
    heeft_recht: bool


def werkt(code: Codefeiten, vandaag: date) -> bool:
    """A code works once, from its day, for at most five tries, until the case is over and six weeks from its letter."""
    if code.sinds is None or code.sinds > vandaag:
        return False
    op_tijd = code.zaak_loopt or vandaag <= code.sinds + NA_AFLOOP
    return op_tijd and code.heeft_recht and not code.gebruikt and not code.nieuwer and code.pogingen < HOOGSTE_POGINGEN
