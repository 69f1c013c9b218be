"""Who sees with which codes a family can come in: the desk, about the cases it sees. What a code is, nobody sees."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from loket.models import Aanvraag, Toegangscode


@registreer(Toegangscode, Rol.LOKETMEDEWERKER)
def _van_zijn_zaken(gebruiker: Gebruiker) -> Q:
    return Q(aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, Rol.LOKETMEDEWERKER)))


ziet_niets(Toegangscode, *(set(Rol) - {Rol.LOKETMEDEWERKER}))
