"""Who sees the answer to a consult: a draft of the loket, then the school and, about a child, its parents."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Aanvraag, Consultadvies
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN


@registreer(Consultadvies, Rol.LOKETMEDEWERKER)
def _elk_consultadvies(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Consultadvies, Rol.BESLISSER)
def _gegeven(gebruiker: Gebruiker) -> Q:
    return Q(uitgebracht_op__isnull=False)


def _gegeven_bij_aanvraag(rol: Rol) -> None:
    @registreer(Consultadvies, rol)
    def adviezen(gebruiker: Gebruiker) -> Q:
        zichtbaar = Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol))
        return Q(uitgebracht_op__isnull=False, aanvraag__in=zichtbaar)


for rol_van_vrager in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS):
    _gegeven_bij_aanvraag(rol_van_vrager)
ziet_niets(Consultadvies, Rol.ADVISEUR, Rol.DESKUNDIGE, *ZONDER_LEERLINGEN)
