"""Who can look after a case. Somebody who cannot any more is nobody: the board, reminders and lists ask here."""

from __future__ import annotations

from datetime import date

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.gebruikers.zicht import ZichtbareQuerySet

ROLLEN = [str(rol) for rol in Rol if Permissie.THUISZITTER_BEGELEIDEN in PERMISSIES[rol]]


def begeleiders_op(dag: date) -> ZichtbareQuerySet[Gebruiker]:
    """Who works here on this day in a role that looks after cases, with an account that is on."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=ROLLEN)
    mensen: ZichtbareQuerySet[Gebruiker] = Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True)
    return mensen
