"""What a look in an emergency shows beside the aanvraag: whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.models import Aanvraag
from scholen.models import Gezag


@dataclass(frozen=True)
class Bereikbaar:
    """Somebody around the child. wie: what this person is to it."""

    naam: str
    wie: str
    telefoon: str


def bereikbaar(aanvraag: Aanvraag, dag: date) -> list[Bereikbaar]:
    """Who has something to say about the child today, without addresses; nobody who may have no contact."""
    if aanvraag.leerling is None:
        return []
    banden = Gezag.objects.geldig(dag).filter(leerling=aanvraag.leerling, contactverbod=False)
    return [
        Bereikbaar(str(een.betrokkene), een.relatie or een.get_soort_display(), een.betrokkene.telefoon)
        for een in banden.select_related("betrokkene").order_by("pk")
    ]
