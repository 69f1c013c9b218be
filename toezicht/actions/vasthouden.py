"""Holding everything about a child, and lifting that again: always by a person with a reason (T65)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Leerling
from toezicht.models import Vasthouding

RECHT = Permissie.BEWAREN_GOEDKEUREN


@transaction.atomic
def dossier_vasthouden(leerling: Leerling, *, door: Gebruiker, op: datetime, reden: str) -> Vasthouding:
    """Keep everything about this child until somebody lifts it, whatever any term says."""
    rechten_nodig(door, RECHT)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom dit moet blijven.")
    rij = Vasthouding(leerling=leerling, reden=reden.strip(), gezet_op=op, gezet_door=door)
    bewaren(rij, intussen="Dit dossier wordt al vastgehouden.")
    vastleggen("dossier_vasthouden", rij, door=door, op=op)
    return rij


@transaction.atomic
def vasthouden_opheffen(vasthouding: Vasthouding, *, door: Gebruiker, op: datetime, reden: str) -> Vasthouding:
    """Say why it need not be kept any more. Thirty days later the term counts again."""
    rechten_nodig(door, RECHT)
    rij = get_object_or_404(Vasthouding.objects.visible_to(door, RECHT).select_for_update(), pk=vasthouding.pk)
    if rij.opgeheven_op is not None:
        raise NietMogelijk("Dit dossier wordt al niet meer vastgehouden.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom dit niet meer hoeft te blijven.")
    rij.opgeheven_op, rij.opgeheven_door, rij.waarom_op = op, door, reden.strip()
    rij.save()
    vastleggen("vasthouden_opheffen", rij, door=door, op=op)
    return rij
