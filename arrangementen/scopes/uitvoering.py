"""Who sees what happens in a group, who has a place in a voorziening, and which material is out."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from arrangementen.models import Aanwezigheid, Bijeenkomst, Deelname, Materiaal, Materiaalstand, Plaatsing
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT

from .arrangement import HELE_SWV, NIEMAND, ZONDER_KIND, met_arrangement

WERKT_ERMEE = (*SCHOOL_SCHRIJFT, *HELE_SWV, Rol.ADVISEUR)


def met_deelname(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the pupil in it: of another school that is nobody."""
    return lambda gebruiker: Q(deelname__in=Deelname.objects.filter(zicht_door(Deelname, gebruiker, rol)))


def met_materiaal(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen with the material."""
    return lambda gebruiker: Q(materiaal__in=Materiaal.objects.filter(zicht_door(Materiaal, gebruiker, rol)))


for _rol in WERKT_ERMEE:
    registreer(Bijeenkomst, _rol)(met_arrangement(_rol))
    registreer(Aanwezigheid, _rol)(met_deelname(_rol))
    registreer(Plaatsing, _rol)(met_deelname(_rol))
    registreer(Materiaal, _rol)(met_arrangement(_rol))
    registreer(Materiaalstand, _rol)(met_materiaal(_rol))
for _rol in KIND_EN_OUDERS:
    registreer(Aanwezigheid, _rol)(met_deelname(_rol))
    registreer(Plaatsing, _rol)(met_deelname(_rol))

ziet_niets(Aanwezigheid, *NIEMAND, *ZONDER_KIND)
ziet_niets(Plaatsing, *NIEMAND, *ZONDER_KIND)
ziet_niets(Bijeenkomst, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
ziet_niets(Materiaal, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
ziet_niets(Materiaalstand, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
