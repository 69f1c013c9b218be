"""Who must agree before something about a child goes to a third party, and whether they did. Pure.

Words said about one request are values here; the days are of Amsterdam and inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kern.termijnen.maanden import maanden_later

from .leerling import leeftijd

ZELF = 16
"""From this age the pupil consents itself (UAVG 5 lid 1)."""
VOLWASSEN = 18
HOOGSTENS_MAANDEN = 12
"""A consent ends by itself: what is needed changes with the school year, and is then asked anew (AVG 5 lid 1 e)."""
LEERLING = "leerling"
"""The pupil, among the ids of the people around it."""

OUDERLIJK = frozenset({"gezag", "voogdij", "gedeeltelijk"})
IN_PLAATS_VAN = frozenset({"curator", "mentor"})


class Soort(StrEnum):
    JA = "ja"
    NEE = "nee"
    INGETROKKEN = "ingetrokken"


class Stand(StrEnum):
    GEVRAAGD = "gevraagd"
    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


@dataclass(frozen=True)
class Band:
    """What somebody is to the child, from van up to and including tot (None: still)."""

    wie: str
    soort: str
    van: date
    tot: date | None = None

    def geldt(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True)
class Woord:
    """What one person said about the request, on which day; in the order in which it was written down."""

    wie: str
    soort: Soort
    op: date


@dataclass(frozen=True)
class Vraag:
    """A request with everything that decides where it stands. tot: the last day of the consent, inclusive."""

    geboortedatum: date
    banden: tuple[Band, ...]
    tot: date
    woorden: tuple[Woord, ...] = ()


def wie_moet(geboortedatum: date, banden: Iterable[Band], dag: date) -> frozenset[str]:
    """Who must all say yes on this day, as far as is known (is_bekend).

    Under 16 every parent or guardian with gezag (UAVG 5 lid 1; together, BW 1:253i lid 1): one of two is not enough.
    From 16 the pupil, or who a judge put in its place (UAVG 5 lid 2).
    """
    nu = [band for band in banden if band.geldt(dag)]
    if leeftijd(geboortedatum, dag) >= ZELF:
        vervangt = frozenset(band.wie for band in nu if band.soort in IN_PLAATS_VAN)
        return vervangt or frozenset({LEERLING})
    return frozenset(band.wie for band in nu if band.soort in OUDERLIJK)


def is_bekend(geboortedatum: date, banden: Iterable[Band], dag: date) -> bool:
    """Whether we know on this day who all must agree: under 16 not while somebody's gezag is unknown (afspraak 38)."""
    oud_genoeg = leeftijd(geboortedatum, dag) >= ZELF
    return oud_genoeg or not any(band.soort == "onbekend" for band in banden if band.geldt(dag))


def stand(vraag: Vraag, dag: date) -> Stand:
    """Where this request stands on this day.

    One withdrawal ends it for good (AVG 7 lid 3); after its last day it is over by itself. Of each person the last
    word counts. What parents agreed to before the sixteenth birthday stays, until the pupil withdraws it (EDPB,
    Richtsnoeren 5/2020 over toestemming, 7.1).
    """
    gezegd = [woord for woord in vraag.woorden if woord.op <= dag]
    if any(woord.soort == Soort.INGETROKKEN for woord in gezegd):
        return Stand.INGETROKKEN
    if dag > vraag.tot:
        return Stand.VERLOPEN
    laatste = _laatste(gezegd)
    if any(laatste.get(wie) == Soort.NEE for wie in wie_moet(vraag.geboortedatum, vraag.banden, dag)):
        return Stand.GEWEIGERD
    compleet = _compleet(vraag, gezegd, dag) or _eerder_compleet(vraag, gezegd, dag)
    return Stand.GEGEVEN if compleet else Stand.GEVRAAGD


def mag_antwoorden(vraag: Vraag, wie: str, dag: date) -> bool:
    """Whether yes or no of this person counts on this day: the request is open or answered, not over."""
    loopt = stand(vraag, dag) not in (Stand.INGETROKKEN, Stand.VERLOPEN)
    return loopt and wie in wie_moet(vraag.geboortedatum, vraag.banden, dag)


def mag_intrekken(vraag: Vraag, wie: str, dag: date) -> bool:
    """Whether this person may end it on this day: "de betrokkene of zijn wettelijk vertegenwoordiger" (UAVG 5 lid 3).

    That is the pupil at any age, who must agree, and under 18 a parent with gezag who agreed before the pupil was 16.
    """
    if stand(vraag, dag) in (Stand.INGETROKKEN, Stand.VERLOPEN):
        return False
    if wie == LEERLING or wie in wie_moet(vraag.geboortedatum, vraag.banden, dag):
        return True
    gaf = any(woord.wie == wie and woord.soort == Soort.JA for woord in vraag.woorden if woord.op <= dag)
    ouder = any(band.wie == wie and band.soort in OUDERLIJK and band.geldt(dag) for band in vraag.banden)
    return gaf and ouder and leeftijd(vraag.geboortedatum, dag) < VOLWASSEN


def laatste_dag(gevraagd: date) -> date:
    """The last day until which a consent asked on this day can hold."""
    return maanden_later(gevraagd, HOOGSTENS_MAANDEN)


def _laatste(woorden: Iterable[Woord]) -> dict[str, Soort]:
    """Of each person the last word: by the day it was said, then as it was written down."""
    return {woord.wie: woord.soort for woord in sorted(woorden, key=lambda een: een.op)}


def _compleet(vraag: Vraag, woorden: Iterable[Woord], dag: date) -> bool:
    """Whether everybody who must on this day had yes as the last of these words."""
    nodig, laatste = wie_moet(vraag.geboortedatum, vraag.banden, dag), _laatste(woorden)
    bekend = is_bekend(vraag.geboortedatum, vraag.banden, dag)
    return bekend and bool(nodig) and all(laatste.get(wie) == Soort.JA for wie in nodig)


def _eerder_compleet(vraag: Vraag, woorden: Iterable[Woord], dag: date) -> bool:
    """Whether it was complete on the last day on which the pupil was too young to say so itself."""
    voor = maanden_later(vraag.geboortedatum, ZELF * 12) - timedelta(days=1)
    if leeftijd(vraag.geboortedatum, voor) >= ZELF or dag <= voor:
        return False
    return _compleet(vraag, [woord for woord in woorden if woord.op <= voor], voor)
