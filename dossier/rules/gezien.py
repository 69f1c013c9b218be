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
NOOD: dict[str, Zin] = {
    ADVISEUR: _("In nood: een adviseur van {naam}"),
    BEHEER: _("In nood: de beheerder van {naam}"),
}
"""Who may open a case in an emergency; what it shows was not part of the own work."""
KEEK, DOWNLOADDE, NAM_MEE = "keek", "downloadde", "nam_mee"
WAT: dict[str, Zin] = {
    KEEK: _("keek in het dossier"),
    DOWNLOADDE: _("downloadde een stuk of een brief"),
    NAM_MEE: _("nam gegevens mee in een bestand"),
}
"""What was done, no finer: which letter or paper was opened could tell of one that this reader does not have yet."""
HOOGSTENS = 12


@dataclass(frozen=True, order=True)
class Blik:
    """Somebody looked on this day. soort: one of WIE; naam: of the organisation, "" of who looks along.

    nood: the case had been opened in an emergency (NEN 7513). wat: one of WAT, "" where that is not told.
    """

    dag: date
    soort: str
    naam: str
    nood: bool = False
    wat: str = ""

    @property
    def zin(self) -> Zin:
        return NOOD.get(self.soort, WIE[self.soort]) if self.nood else WIE[self.soort]


def gezien(blikken: Iterable[Blik]) -> list[tuple[date, tuple[Zin, ...]]]:
    """Per day who looked, newest day first; who looked more often that day counts once. At most HOOGSTENS days."""
    per: dict[date, list[Blik]] = {}
    for blik in sorted(set(blikken), key=lambda een: ([*WIE].index(een.soort), een.naam, een.nood)):
        per.setdefault(blik.dag, []).append(blik)
    nieuwste = sorted(per, reverse=True)[:HOOGSTENS]
    return [(dag, tuple(een.zin.met(naam=Nederlands(een.naam)) for een in per[dag])) for dag in nieuwste]


def wat_van(actie: str) -> str:
    """What a family reads of an act of the logbook."""
    if actie.endswith("geexporteerd"):
        return NAM_MEE
    return DOWNLOADDE if actie.endswith("gedownload") else KEEK


def gezien_met_wat(blikken: Iterable[Blik]) -> list[tuple[date, list[tuple[Zin, tuple[Zin, ...]]]]]:
    """Per day who looked and what that person did, newest day first; all days."""
    per: dict[date, dict[tuple[int, str, bool], set[str]]] = {}
    voor: dict[tuple[int, str, bool], Blik] = {}
    volgorde = [*WIE]
    for blik in blikken:
        sleutel = (volgorde.index(blik.soort), blik.naam, blik.nood)
        voor[sleutel] = blik
        per.setdefault(blik.dag, {}).setdefault(sleutel, set()).add(blik.wat)
    return [
        (
            dag,
            [
                (voor[een].zin.met(naam=Nederlands(een[1])), tuple(WAT[wat] for wat in WAT if wat in per[dag][een]))
                for een in sorted(per[dag])
            ],
        )
        for dag in sorted(per, reverse=True)
    ]
