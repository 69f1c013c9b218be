"""The core team of a school: who belongs to it, and who no longer does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import School
from thuiszitters.models import Kernpartner
from thuiszitters.scopes import kernteamscholen

P = Permissie


@transaction.atomic
def kernpartner_toevoegen(school: School, *, door: Gebruiker, op: datetime, **velden: str | bool) -> Kernpartner:
    """Put somebody in the team from today. velden: functie, naam, organisatie, telefoon, email, wanneer, openbaar."""
    rechten_nodig(door, P.THUISZITTER_MELDEN)
    if not School.objects.filter(kernteamscholen(door), pk=school.pk).exists():
        raise NietMogelijk("Dit is geen school van jou.")
    rij = Kernpartner(school=school, van=timezone.localdate(op), gezet_op=op, gezet_door=door, **velden)
    bewaren(rij)
    vastleggen("kernpartner_toevoegen", rij, door=door, op=op, functie=rij.functie)
    return rij


@transaction.atomic
def kernpartner_stoppen(partner: Kernpartner, *, door: Gebruiker, op: datetime) -> None:
    """Take somebody out of the team, from now. A second time changes nothing."""
    rijen = Kernpartner.objects.visible_to(door, P.THUISZITTER_MELDEN).select_for_update(of=("self",))
    rij: Kernpartner = get_object_or_404(rijen.select_related("school"), pk=partner.pk)
    if rij.tot is None:
        rij.tot = timezone.localdate(op)
        bewaren(rij)
        vastleggen("kernpartner_stoppen", rij, door=door, op=op)
