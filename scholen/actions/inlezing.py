"""School data from the browser: offered, looked at, taken over once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from scholen.importeren.aangeboden import Aangeboden, bronnen_van
from scholen.models import Inleesbestand, Inlezing

from .importeren import scholen_inlezen

AL_GEDAAN = "Deze bestanden zijn al overgenomen."


@transaction.atomic
def inlezing_aanbieden(bestanden: Sequence[Aangeboden], *, door: Gebruiker, op: datetime) -> Inlezing:
    """Keep these files so that they can be looked at. Nothing about schools changes yet."""
    inlezing = Inlezing.objects.create(door=door, created_at=op)
    for volgorde, een in enumerate(bestanden, 1):
        Inleesbestand.objects.create(
            inlezing=inlezing,
            volgorde=volgorde,
            naam=een.naam[:200],
            inhoud=bewaren(een.inhoud, soort="text/csv", op=op),
            peildatum=een.peildatum,
            codering=een.codering,
        )
    vastleggen("inlezing_aanbieden", inlezing, door=door, op=op, bestanden=len(bestanden))
    return inlezing


@transaction.atomic
def inlezing_overnemen(inlezing: Inlezing, *, akkoord: str, door: Gebruiker, op: datetime) -> Inlezing:
    """Write what these files say: all or nothing, and once.

    akkoord: the `sleutel` of the Voorstel that was shown. Raises NietMogelijk when it was taken over before, or when
    the database changed since it was shown.
    """
    inlezing = Inlezing.objects.select_for_update().get(pk=inlezing.pk)
    if inlezing.overgenomen_op:
        raise NietMogelijk(AL_GEDAAN)
    if not akkoord:
        raise NietMogelijk("Bekijk eerst wat er wijzigt.")
    voorstel = scholen_inlezen(bronnen_van(inlezing), door=door, op=op, akkoord=akkoord)
    inlezing.overgenomen_op = op
    inlezing.scholen = len(voorstel.scholen)
    inlezing.besturen = len(voorstel.besturen)
    inlezing.aantallen = sum(len(per_dag) for per_dag in voorstel.aantallen.values())
    inlezing.save()
    vastleggen("inlezing_overnemen", inlezing, door=door, op=op)
    return inlezing
