"""The beheerder explains words of the own SWV. A change holds at once, and the logbook keeps who made it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband
from voorlichting.models import Woord

SCHRIJVEN = Permissie.VOORLICHTING_SCHRIJVEN


@transaction.atomic
def woord_toevoegen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, woord: str, uitleg: str, vormen: Sequence[str] = ()
) -> Woord:
    """Explain a word from now on."""
    rechten_nodig(door, SCHRIJVEN)
    rij = Woord(swv=swv, woord=woord, uitleg=uitleg, vormen=list(vormen))
    bewaren(rij)
    vastleggen("woord_toevoegen", rij, door=door, op=op, woord=woord)
    return rij


@transaction.atomic
def woord_wijzigen(
    rij: Woord, *, door: Gebruiker, op: datetime, woord: str, uitleg: str, vormen: Sequence[str] = ()
) -> Woord:
    """Explain it otherwise."""
    rij = _te_schrijven(rij, door)
    rij.woord, rij.uitleg, rij.vormen = woord, uitleg, list(vormen)
    bewaren(rij)
    vastleggen("woord_wijzigen", rij, door=door, op=op, woord=woord)
    return rij


@transaction.atomic
def woord_weghalen(rij: Woord, *, door: Gebruiker, op: datetime) -> None:
    """Explain it no more; where the portal knows the word itself, its explanation is back."""
    rij = _te_schrijven(rij, door)
    vastleggen("woord_weghalen", rij, door=door, op=op, woord=rij.woord)
    rij.delete()


def _te_schrijven(rij: Woord, door: Gebruiker) -> Woord:
    rechten_nodig(door, SCHRIJVEN)
    gevonden: Woord = get_object_or_404(Woord.objects.visible_to(door).select_for_update(), pk=rij.pk)
    return gevonden
