"""Who sees the files of settings: who manages the settings."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets

from .models import Overzetting


@registreer(Overzetting, Rol.BEHEERDER)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Overzetting, *(set(Rol) - {Rol.BEHEERDER}))
