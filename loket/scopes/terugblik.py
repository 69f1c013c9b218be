"""Who sees how it went: the desk, as figures; nobody sees who was asked."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from loket.models import Terugblik, Terugblikvraag

from .aanvraag import HELE_SWV


@registreer(Terugblik, *HELE_SWV)
def _alle(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Terugblikvraag, *Rol)
def _eigen(gebruiker: Gebruiker) -> Q:
    """Whether one was asked oneself."""
    return Q(gebruiker=gebruiker)


ziet_niets(Terugblik, *(set(Rol) - set(HELE_SWV)))
