"""The one question some time after a decision: when it is asked, and what of the answers may be shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

NA_DAGEN = 14
"""After the day of sending: the letter has been read then, and bezwaar is still possible."""
ZOLANG_DAGEN = 90
MINSTENS = 5
"""Fewer answers are not shown: one could be recognised (R-MON-05, R-PRIV-12)."""
GENOEG_ZAKEN = 20
"""With fewer decisions in a year a part of the region is not kept with an answer."""


def wordt_gevraagd(verzonden: date, vandaag: date) -> bool:
    """Whether the question is asked on this day of who got its letter on that day (both inclusive)."""
    eerste = verzonden + timedelta(days=NA_DAGEN)
    return eerste <= vandaag <= eerste + timedelta(days=ZOLANG_DAGEN)


def te_tonen(aantallen: Mapping[str, int]) -> dict[str, int]:
    """Group → answers, of the groups that may be shown; {} when what is left could be worked out by subtracting.

    Each shown group has at least MINSTENS answers, and so have the others together, or there are none (R-MON-05).
    """
    groot = {groep: aantal for groep, aantal in aantallen.items() if groep and aantal >= MINSTENS}
    rest = sum(aantallen.values()) - sum(groot.values())
    while groot and 0 < rest < MINSTENS:
        kleinste = min(groot, key=lambda groep: (groot[groep], groep))
        rest += groot.pop(kleinste)
    return groot


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
