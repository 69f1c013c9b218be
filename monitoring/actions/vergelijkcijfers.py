"""Taking over national figures: all or nothing, and only what somebody saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.logboek.actions import vastleggen
from monitoring.importeren.vergelijkcijfers import Regel
from monitoring.models import Vergelijkcijfer
from scholen.models import Samenwerkingsverband

Sleutel = tuple[str, str, int]
INTUSSEN = "De landelijke cijfers zijn intussen veranderd. Kies het bestand opnieuw en kijk wat er wijzigt."


@transaction.atomic
def vergelijkcijfers_inlezen(
    regels: Sequence[Regel],
    *,
    door: Actor,
    op: datetime,
    was: Mapping[Sleutel, Decimal] | None = None,
) -> int:
    """Write these figures; gives how many were new or other than before.

    was: what there was when it was shown, None when nobody was asked. Raises NietMogelijk when that changed since.
    """
    bekend = {
        (een.code, een.sector, een.jaar): een for een in Vergelijkcijfer.objects.select_for_update().order_by("pk")
    }
    if was is not None and was != {een.sleutel: bekend[een.sleutel].waarde for een in regels if een.sleutel in bekend}:
        raise NietMogelijk(INTUSSEN)
    anders = [
        een
        for een in regels
        if (oud := bekend.get(een.sleutel)) is None or (oud.waarde, oud.bron) != (een.waarde, een.bron)
    ]
    _schrijven(anders, door=door, op=op)
    if anders:
        swv = Samenwerkingsverband.objects.filter(eigen=True).earliest("pk")
        nieuw = sum(een.sleutel not in bekend for een in anders)
        codes = sorted({een.code for een in anders})
        vastleggen(
            "vergelijkcijfers_inlezen", swv, door=door, op=op, nieuw=nieuw, gewijzigd=len(anders) - nieuw, codes=codes
        )
    return len(anders)


def _schrijven(regels: Sequence[Regel], *, door: Actor, op: datetime) -> None:
    wie = door if isinstance(door, Gebruiker) else None
    Vergelijkcijfer.objects.bulk_create(
        [
            Vergelijkcijfer(
                code=een.code,
                jaar=een.jaar,
                sector=een.sector,
                waarde=een.waarde,
                bron=een.bron,
                ingelezen_op=op,
                door=wie,
            )
            for een in regels
        ],
        update_conflicts=True,
        unique_fields=["code", "sector", "jaar"],
        update_fields=["waarde", "bron", "ingelezen_op", "door"],
    )
