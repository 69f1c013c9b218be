"""Until when the SWV must decide, and how that is going. Pure: the facts come in, the day of today too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.awb import uitstel_op_tijd
from kern.termijnen.kalender import is_werkdag, verleng
from kern.termijnen.termijn import einde, opgeschorte_dagen

WETTELIJK_WEKEN = 8
"""Awb 4:13 lid 2: a reasonable term has lapsed in any case eight weeks after receipt (R-TERM-04)."""
WEEK = timedelta(days=7)
DAG = timedelta(days=1)


@dataclass(frozen=True)
class Onderbreking:
    """One request to complete the aanvraag (Awb 4:5). Days: asked, last day to answer (inclusive), answered."""

    gevraagd: date
    hersteltermijn_tot: date
    aangevuld: date | None = None


@dataclass(frozen=True)
class Instemming:
    """The applicant agreed in writing to delay (Awb 4:15 lid 2 a): days on which the clock stands still, inclusive."""

    van: date
    tot: date


@dataclass(frozen=True)
class Verdaging:
    """A notice that the decision takes longer (Awb 4:14 lid 3). Days: on which it was sent, the new last day."""

    verzonden: date
    tot: date


@dataclass(frozen=True)
class Feiten:
    """What happened to one aanvraag that its term depends on. ontvangen: the ontvangstdatum."""

    ontvangen: date
    onderbrekingen: tuple[Onderbreking, ...] = ()
    instemmingen: tuple[Instemming, ...] = ()
    verdagingen: tuple[Verdaging, ...] = ()

    def tot_en_met(self, dag: date) -> Feiten:
        """What had happened by the end of this day; a request counts with the answer that it got later."""
        return Feiten(
            self.ontvangen,
            tuple(een for een in self.onderbrekingen if een.gevraagd <= dag),
            tuple(een for een in self.instemmingen if een.van <= dag + DAG),
            tuple(een for een in self.verdagingen if een.verzonden <= dag),
        )


@dataclass(frozen=True)
class Beslistermijn:
    """The last days (inclusive) on which a decision is in time, and how long the clock stood still.

    uiterlijk: what the SWV promises; wettelijk: what the law asks; after a verdaging both are the day it names.
    stilgezet_sinds: the day from which the clock stands still today, or None when it runs. hersteltermijn_tot: until
    when it can stand still. verdaagd_tot: the day that the last verdaging in time named.
    """

    uiterlijk: date
    wettelijk: date
    opgeschort: int
    stilgezet_sinds: date | None = None
    hersteltermijn_tot: date | None = None
    verdaagd_tot: date | None = None

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
    instemmingen: Iterable[Instemming] = (),
    verdagingen: Iterable[Verdaging] = (),
) -> Beslistermijn:
    """The decision term of one aanvraag (R-TERM-01, -04, -06 and -07).

    ontvangen: the ontvangstdatum; servicenorm_weken: the weeks that the SWV promises, at most the eight of the law.
    Each request stops the clock from the day after it (Awb 4:15), whether it is answered or not. A request that is
    still open counts for its whole term, so that the dates do not move while we wait. A day on which the clock stands
    still for two reasons counts once. A verdaging in time sets the last day; only what stops the clock after it moves
    that day again. A verdaging that was sent too late changes nothing.
    """
    feiten = Feiten(ontvangen, tuple(onderbrekingen), tuple(instemmingen), tuple(verdagingen))
    weken = min(servicenorm_weken, WETTELIJK_WEKEN)
    verdaagd = _laatste_verdaging(feiten)
    nu = next(
        (een for een in feiten.onderbrekingen if een.aangevuld is None and een.hersteltermijn_tot >= vandaag), None
    )
    uitstel = next((een for een in feiten.instemmingen if een.van - DAG <= vandaag <= een.tot), None)
    return Beslistermijn(
        uiterlijk=_einde(feiten, verdaagd, weken),
        wettelijk=_einde(feiten, verdaagd, WETTELIJK_WEKEN),
        opgeschort=len(stilstand(feiten)),
        stilgezet_sinds=nu.gevraagd if nu else uitstel.van if uitstel else None,
        hersteltermijn_tot=nu.hersteltermijn_tot if nu else uitstel.tot if uitstel else None,
        verdaagd_tot=verdaagd.tot if verdaagd else None,
    )


def wettelijk_einde(feiten: Feiten) -> date:
    """The last day (inclusive) on which a decision is in time by law."""
    return _einde(feiten, _laatste_verdaging(feiten), WETTELIJK_WEKEN)


def stilstand(feiten: Feiten, *, na: date | None = None) -> set[date]:
    """The days on which the clock stood or stands still; na: only of what began to stop it after this day."""
    return {
        begin + timedelta(days=n)
        for begin, eind in _perioden(feiten)
        if na is None or begin > na
        for n in range((eind - begin).days + 1)
    }


def _perioden(feiten: Feiten) -> list[tuple[date, date]]:
    """From and to (inclusive) of each reason for the clock to stand still."""
    perioden = [(een.van, een.tot) for een in feiten.instemmingen]
    for een in feiten.onderbrekingen:
        dagen = opgeschorte_dagen(een.gevraagd, aangevuld=een.aangevuld, hersteltermijn_tot=een.hersteltermijn_tot)
        perioden.append((een.gevraagd + DAG, een.gevraagd + timedelta(days=dagen)))
    return perioden


def _laatste_verdaging(feiten: Feiten) -> Verdaging | None:
    """The last notice that was in time, each judged by the term as it stood when it was sent (R-TERM-07)."""
    geldig: Verdaging | None = None
    for verdaging in sorted(feiten.verdagingen, key=lambda een: een.verzonden):
        toen = _einde(feiten.tot_en_met(verdaging.verzonden), geldig, WETTELIJK_WEKEN)
        if uitstel_op_tijd(toen, verzonden=verdaging.verzonden):
            geldig = verdaging
    return geldig


def _einde(feiten: Feiten, verdaagd: Verdaging | None, weken: int) -> date:
    if verdaagd is None:
        return einde(feiten.ontvangen, weken=weken, opgeschort=len(stilstand(feiten)))
    return verleng(verdaagd.tot + timedelta(days=len(stilstand(feiten, na=verdaagd.verzonden))))


def laatste_werkdag(dag: date) -> date:
    """The last day up to and including this one that is no day off.

    A term that would end on day d before the Algemene termijnenwet ends on or before `dag` after it, exactly when d is
    on or before this day: so a list can be filtered on plain sums and still agree with beslistermijn().
    """
    while not is_werkdag(dag):
        dag -= DAG
    return dag


def grens_te_laat(vandaag: date) -> date:
    """The latest plain end (receipt + weeks + days stood still) of a term that is over today."""
    return laatste_werkdag(vandaag - DAG)


def grens_deze_week(vandaag: date) -> date:
    """The latest plain end of a term that ends within the coming seven days, today included, or ended before."""
    return laatste_werkdag(vandaag + WEEK - DAG)
