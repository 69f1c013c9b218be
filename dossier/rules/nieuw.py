"""What is new to a reader since the last visit: worked out from what there is and what was looked at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kern.brieven.zinnen import Zin, _

BEZOEK = timedelta(minutes=15)
"""A look at the dossier counts for what is new once it is so old: a second page of one visit still says what is new."""
HOOGSTENS = 3
"""More makes the page heavy; the others stand among the papers."""
NIEUW: dict[str, Zin] = {
    "antwoord": _("Antwoord op uw vraag"),
    "overleg": _("Een uitnodiging voor een overleg"),
    "afgezegd": _("Een overleg gaat niet door"),
    "gegevens": _("Ons antwoord over uw gegevens"),
    "meer_tijd": _("Ons antwoord over meer tijd"),
    "gebeld": _("Wij hebben u gebeld"),
    "toestemming": _("Wij vragen uw toestemming"),
    "handelingsdeel": _("De school vraagt of u akkoord gaat"),
}
"""By kind; letters have the names of the papers (teksten.BRIEVEN)."""


@dataclass(frozen=True, order=True)
class Iets:
    """Something that came at this moment. ding: the id of the row whose page tells it, or of which a look counts.

    blik: the action of a look at the case or the child that counts too. blijft: new until somebody looked at it itself,
    also when the dossier was seen.
    """

    op: datetime
    wat: str
    ding: str
    adres: str
    blik: str = ""
    blijft: bool = False


Blikken = Mapping[tuple[str, str], datetime]
"""(thing, action) → the last look of this reader."""


def nieuw(dingen: Iterable[Iets], blikken: Blikken, *, zaak: str, kind: str, nu: datetime) -> list[Iets]:
    """What this reader did not see yet, newest first; when more than HOOGSTENS, what is waited for goes before.

    zaak, kind: the ids of the case and the child.
    """
    dossier = blikken.get((zaak, "dossier_gezien"))
    gekeken = dossier if dossier and dossier <= nu - BEZOEK else None
    zelf: dict[str, datetime] = {}
    for (ding, _actie), laatst in blikken.items():
        zelf[ding] = max(laatst, zelf.get(ding, laatst))

    def gezien(een: Iets) -> bool:
        blik = [blikken.get((waar, een.blik)) for waar in (zaak, kind)] if een.blik else []
        momenten = [zelf.get(een.ding), *blik, None if een.blijft else gekeken]
        return any(moment is not None and moment >= een.op for moment in momenten)

    over = [een for een in dingen if not gezien(een)]
    over.sort(key=lambda een: (een.blijft, een), reverse=True)
    return sorted(over[:HOOGSTENS], reverse=True)
