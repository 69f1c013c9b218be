"""Until when the SWV must decide, and how that is going. Pure: the facts come in, the day of today too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.kalender import is_werkdag
from kern.termijnen.termijn import einde, opgeschorte_dagen

WETTELIJK_WEKEN = 8
"""Awb 4:13 lid 2: a reasonable term has lapsed in any case eight weeks after receipt (R-TERM-04)."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Onderbreking:
    """One request to complete the aanvraag (Awb 4:5). Days: asked, last day to answer (inclusive), answered."""

    gevraagd: date
    hersteltermijn_tot: date
    aangevuld: date | None = None


@dataclass(frozen=True)
class Beslistermijn:
    """The last days (inclusive) on which a decision is in time, and how long the clock stood still.

    uiterlijk: what the SWV promises; wettelijk: what the law asks. stilgezet_sinds: the day of the request that stops
    the clock today, or None when it runs. hersteltermijn_tot: until when it can stand still.
    """

    uiterlijk: date
    wettelijk: date
    opgeschort: int
    stilgezet_sinds: date | None = None
    hersteltermijn_tot: date | None = None

    def staat(self, vandaag: date) -> str:
        """laat, week (at most six days left), goed or pauze: ux.md §5."""
        if self.stilgezet_sinds:
            return "pauze"
        if self.uiterlijk < vandaag:
            return "laat"
        return "week" if self.uiterlijk < vandaag + WEEK else "goed"


def beslistermijn(
    ontvangen: date,
    *,
    servicenorm_weken: int,
    onderbrekingen: Iterable[Onderbreking],
    vandaag: date,
) -> Beslistermijn:
    """The decision term of one aanvraag (R-TERM-01, -04 and -06).

    ontvangen: the ontvangstdatum; servicenorm_weken: the weeks that the SWV promises, at most the eight of the law.
    Each request stops the clock from the day after it (Awb 4:15), whether it is answered or not. A request that is
    still open counts for its whole term, so that the dates do not move while we wait.
    """
    lijst = list(onderbrekingen)
    opgeschort = sum(
        opgeschorte_dagen(
            een.gevraagd,
            aangevuld=een.aangevuld,
            hersteltermijn_tot=een.hersteltermijn_tot,
        )
        for een in lijst
    )
    nu = next(
        (een for een in lijst if een.aangevuld is None and een.hersteltermijn_tot >= vandaag),
        None,
    )
    weken = min(servicenorm_weken, WETTELIJK_WEKEN)
    return Beslistermijn(
        uiterlijk=einde(ontvangen, weken=weken, opgeschort=opgeschort),
        wettelijk=einde(ontvangen, weken=WETTELIJK_WEKEN, opgeschort=opgeschort),
        opgeschort=opgeschort,
        stilgezet_sinds=nu.gevraagd if nu else None,
        hersteltermijn_tot=nu.hersteltermijn_tot if nu else None,
    )


def laatste_werkdag(dag: date) -> date:
    """The last day up to and including this one that is no day off.

    A term that would end on day d before the Algemene termijnenwet ends on or before `dag` after it, exactly when d is
    on or before this day: so a list can be filtered on plain sums and still agree with beslistermijn().
    """
    while not is_werkdag(dag):
        dag -= timedelta(days=1)
    return dag


def grens_te_laat(vandaag: date) -> date:
    """The latest plain end (receipt + weeks + days stood still) of a term that is over today."""
    return laatste_werkdag(vandaag - timedelta(days=1))


def grens_deze_week(vandaag: date) -> date:
    """The latest plain end of a term that ends within the coming seven days, today included, or ended before."""
    return laatste_werkdag(vandaag + WEEK - timedelta(days=1))
