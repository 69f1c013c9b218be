"""Who looked, as a family may read it: which organisation and in which role, one line a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kern.brieven.zinnen import Nederlands, Zin, _

SCHOOL, LOKET, BESLIST, ADVISEUR, DESKUNDIGE, BEZWAAR, BEHEER, EIGEN_HELPER, HELPER = (
    "school",
    "loket",
    "beslist",
    "adviseur",
    "deskundige",
    "bezwaar",
    "beheer",
    "eigen_helper",
    "helper",
)
WIE: dict[str, Zin] = {
    SCHOOL: _("Iemand van {naam}"),
    LOKET: _("Het loket van {naam}"),
    BESLIST: _("Wie beslist bij {naam}"),
    ADVISEUR: _("Een adviseur van {naam}"),
    DESKUNDIGE: _("Een deskundige die {naam} om advies vroeg"),
    BEZWAAR: _("Wie het bezwaar behandelt voor {naam}"),
    BEHEER: _("Beheer en toezicht van {naam}"),
    EIGEN_HELPER: _("Een helper van u"),
    HELPER: _("Iemand die meekijkt met een ouder of met de leerling"),
}
"""By kind of role. No names of people: who works on the case stands under who can see it. Of who looks along, only who
asked it reads that it was the own helper."""
HOOGSTENS = 12


@dataclass(frozen=True, order=True)
class Blik:
    """Somebody looked on this day. soort: one of WIE; naam: of the organisation, "" of who looks along."""

    dag: date
    soort: str
    naam: str


def gezien(blikken: Iterable[Blik]) -> list[tuple[date, tuple[Zin, ...]]]:
    """Per day who looked, newest day first; who looked more often that day counts once. At most HOOGSTENS days."""
    per: dict[date, list[Blik]] = {}
    for blik in sorted(set(blikken), key=lambda een: ([*WIE].index(een.soort), een.naam)):
        per.setdefault(blik.dag, []).append(blik)
    nieuwste = sorted(per, reverse=True)[:HOOGSTENS]
    return [(dag, tuple(WIE[een.soort].met(naam=Nederlands(een.naam)) for een in per[dag])) for dag in nieuwste]
