"""Holding everything about a child (T65): the loket asks, the privacy officer confirms or lifts; never one person.

It holds from the moment somebody asks, for what must stay is worse to lose than what must go is to keep.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Leerling
from toezicht.models import Opruimregel, Regelstand, Vasthouding

from .opruimen import terughalen

VRAGEN, RECHT = Permissie.VASTHOUDEN_VRAGEN, Permissie.BEWAREN_GOEDKEUREN
TERUG = "Iemand vroeg om dit vast te houden."
ZELF = "Je vroeg hier zelf om. Laat een ander dit doen."


@transaction.atomic
def dossier_vasthouden(leerling: Leerling, *, door: Gebruiker, op: datetime, reden: str) -> Vasthouding:
    """Keep everything about this child until somebody else lifts it; what was about to go is seen again."""
    rechten_nodig(door, VRAGEN)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom dit moet blijven.")
    rij = Vasthouding(leerling=leerling, reden=reden.strip(), gezet_op=op, gezet_door=door)
    bewaren(rij, intussen="Dit dossier wordt al vastgehouden.")
    terughalen(leerling, TERUG, op)
    vastleggen("dossier_vasthouden", rij, door=door, op=op)
    for fg in met_rol(Rol.FG, timezone.localdate(op)):
        melden(wie=fg, sleutel=f"vasthouding-{rij.public_id}-{fg.public_id}", op=op)
    return rij


@transaction.atomic
def regel_vasthouden(regel: Opruimregel, *, door: Gebruiker, op: datetime, reden: str) -> Opruimregel:
    """Ask to keep what was approved to go, also of a child without a number: a plan, a handelingsdeel, a draft."""
    rechten_nodig(door, VRAGEN)
    zichtbaar = Opruimregel.objects.visible_to(door, VRAGEN).select_for_update(of=("self",))
    rij: Opruimregel = get_object_or_404(zichtbaar, pk=regel.pk, stand=Regelstand.ZACHT)
    if not rij.leerlingen:
        raise NietMogelijk("Dit gaat over geen kind. Vraag de functionaris gegevensbescherming om het te laten staan.")
    for leerling in Leerling.objects.filter(public_id__in=rij.leerlingen).order_by("pk"):
        if not leerling.vasthoudingen.filter(opgeheven_op=None).exists():
            dossier_vasthouden(leerling, door=door, op=op, reden=reden)
    return rij


@transaction.atomic
def vasthouden_bevestigen(vasthouding: Vasthouding, *, door: Gebruiker, op: datetime) -> Vasthouding:
    """Say that it is right to keep this."""
    rij = _open(vasthouding, door)
    if rij.bevestigd_op is not None:
        raise NietMogelijk("Dit is al bevestigd.")
    rij.bevestigd_op, rij.bevestigd_door = op, door
    rij.save()
    vastleggen("vasthouden_bevestigen", rij, door=door, op=op)
    return rij


@transaction.atomic
def vasthouden_opheffen(vasthouding: Vasthouding, *, door: Gebruiker, op: datetime, reden: str) -> Vasthouding:
    """Say why it need not be kept (any more). Thirty days later the term counts again."""
    rij = _open(vasthouding, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom dit niet meer hoeft te blijven.")
    rij.opgeheven_op, rij.opgeheven_door, rij.waarom_op = op, door, reden.strip()
    rij.save()
    vastleggen("vasthouden_opheffen", rij, door=door, op=op)
    return rij


def _open(vasthouding: Vasthouding, door: Gebruiker) -> Vasthouding:
    rechten_nodig(door, RECHT)
    zichtbaar = Vasthouding.objects.visible_to(door, RECHT).select_for_update()
    rij: Vasthouding = get_object_or_404(zichtbaar, pk=vasthouding.pk)
    if rij.opgeheven_op is not None:
        raise NietMogelijk("Dit dossier wordt al niet meer vastgehouden.")
    if rij.gezet_door_id == door.pk:
        raise NietMogelijk(ZELF)
    return rij
