"""Up to which month answers may be shown, so that nobody is recognised by what was added (R-MON-05). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def tot_en_met(per_maand: Iterable[tuple[date, int]], minstens: int) -> date | None:
    """The last month with which the answers since the one shown before are at least so many; None: nothing yet.

    per_maand: the first day of each month that is over, and its answers. Who looks every month sees a total stand
    still until enough came, so that the difference of two looks is never of a few: 3, 2, 4, 9 stops at 2 and at 9.
    """
    tot, wacht = None, 0
    for maand, aantal in sorted(per_maand):
        wacht += aantal
        if wacht >= minstens:
            tot, wacht = maand, 0
    return tot
