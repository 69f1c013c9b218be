"""Terms in weeks of the Algemene wet bestuursrecht (Awb), to the day. Pure: no Django, no clock."""

from __future__ import annotations

from datetime import date, timedelta

from .kalender import verleng

ATW_TOT_EN_MET_WEKEN = 12
"""The Algemene termijnenwet does not extend terms of more than twelve weeks (Atw art. 4)."""


def einde(begin: date, *, weken: int, opgeschort: int = 0) -> date:
    """The last day (inclusive) of a term of so many weeks after an event on `begin`.

    The first day counted is the day after begin (R-TERM-01; for bezwaar Awb 6:8). opgeschort: days on which the term
    stood still (Awb 4:15). A last day that is no working day moves to the next one (R-TERM-02, Atw 1), except for a
    term above twelve weeks (Atw 4). Raises ValueError for negative input.
    """
    if weken < 0 or opgeschort < 0:
        raise ValueError("Weken en opgeschorte dagen zijn niet negatief.")
    laatste = begin + timedelta(weeks=weken, days=opgeschort)
    return verleng(laatste) if weken <= ATW_TOT_EN_MET_WEKEN else laatste


def opgeschorte_dagen(gevraagd: date, *, aangevuld: date | None = None, hersteltermijn_tot: date) -> int:
    """Days on which the decision term stood still for a request to complete (R-TERM-06, Awb 4:15 lid 1; afspraak 23).

    From the day after the request. Completed in time: until the day before completion; not, or too late: until the
    last day of the term to repair, which does not move for days off. Raises ValueError when the days are not in order.
    """
    if hersteltermijn_tot < gevraagd or (aangevuld is not None and aangevuld < gevraagd):
        raise ValueError("De aanvulling kan niet voor het verzoek liggen.")
    if aangevuld is not None and aangevuld <= hersteltermijn_tot:
        return max(0, (aangevuld - gevraagd).days - 1)
    return (hersteltermijn_tot - gevraagd).days
