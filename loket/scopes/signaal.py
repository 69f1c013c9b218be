"""Who sees the signals of the steunpunt: who writes them down. Others read how many there were, in monitoring."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from loket.models.signaal import Signaal

SCHRIJVERS = (Rol.LOKETMEDEWERKER, Rol.ADVISEUR)


@registreer(Signaal, *SCHRIJVERS)
def _alle(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Signaal, *(set(Rol) - {*SCHRIJVERS}))
