"""A return of the last quarter day in the demo, so that there is something fixed to look at."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband

from .actions.opgave import opgave_vastleggen
from .models import Opgave
from .rules.opgave import keuzes


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """Fix the figures of the last quarter day, once."""
    lid = Lidmaatschap.objects.filter(rol=Rol.LOKETMEDEWERKER, gebruiker__is_active=True).order_by("pk").first()
    if lid is None or Opgave.objects.filter(swv=swv).exists():
        return
    keuze = keuzes(timezone.localdate(op))[1]
    opgave_vastleggen(swv, door=lid.gebruiker, op=op, dag=keuze.dag, vorige=keuze.vorige)
