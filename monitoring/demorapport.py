"""Reports in the demo, asked by the desk, so that there is something to read; the worker makes them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband

from .actions.rapport import betrokkenen, rapporten_vragen
from .models import Rapport
from .rules.rapport import SOORTEN, vanzelf


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """One of each kind about the last period that is over, and all stands that one can choose; once."""
    lid = Lidmaatschap.objects.filter(rol=Rol.LOKETMEDEWERKER, gebruiker__is_active=True).order_by("pk").first()
    if lid is None or Rapport.objects.filter(swv=swv).exists():
        return
    for kind in SOORTEN.values():
        for periode in vanzelf(kind, timezone.localdate(op)):
            wie = betrokkenen(swv, kind.over, periode)[:1]
            rapporten_vragen(swv, door=lid.gebruiker, op=op, soort=kind.code, periode=periode, wie=wie)
