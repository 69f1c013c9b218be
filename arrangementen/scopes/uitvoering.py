"""Who sees what happens in a group, who has a place in a voorziening, and which material is out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from arrangementen.models import (
    Aanwezigheid,
    Arrangement,
    Beeindiging,
    Beslissing,
    Bijeenkomst,
    Deelname,
    Materiaal,
    Materiaalstand,
    Plaatsing,
)
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT

from .arrangement import HELE_SWV, NIEMAND, ZONDER_KIND, met_arrangement, met_beslissing, nog_niet_gewijzigd, weet_waar

VAN_SWV = (*HELE_SWV, Rol.ADVISEUR)


def met_deelname(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the pupil in it, of another school that is nobody, and outside the SWV
    only when the grant is known there."""

    def rijen(gebruiker: Gebruiker) -> Q:
        deelnames = Deelname.objects.filter(zicht_door(Deelname, gebruiker, rol))
        if rol not in VAN_SWV:
            bekend = Beslissing.objects.filter(zicht_door(Beslissing, gebruiker, rol))
            deelnames = deelnames.filter(arrangement__in=bekend.values("arrangement"))
        if rol in KIND_EN_OUDERS:
            deelnames = deelnames.filter(weet_waar(gebruiker))
        return Q(deelname__in=deelnames.values("pk"))

    return rijen


def loopt_voor(gebruiker: Gebruiker) -> QuerySet[Arrangement]:
    """Changed by a besluit that this reader does not know yet: for this reader it lasts as long as it did."""
    einden = Beeindiging.objects.visible_to(gebruiker)
    return nog_niet_gewijzigd().exclude(pk__in=einden.values("arrangement"))


def einde_bekend(plaatsen: Iterable[Plaatsing], gebruiker: Gebruiker) -> None:
    """Give places the last day that this reader knows."""
    rijen = [*plaatsen]
    van = {een.deelname.arrangement_id for een in rijen}
    stil = dict(loopt_voor(gebruiker).filter(pk__in=van).values_list("pk", "beslissing__tot")) if van else {}
    for een in rijen:
        een.tot = stil.get(een.deelname.arrangement_id) or een.tot


def met_materiaal(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen with the material."""
    return lambda gebruiker: Q(materiaal__in=Materiaal.objects.filter(zicht_door(Materiaal, gebruiker, rol)))


for _rol in (*SCHOOL_SCHRIJFT, *VAN_SWV):
    met_hulp = met_arrangement(_rol) if _rol in VAN_SWV else met_beslissing(_rol)
    registreer(Bijeenkomst, _rol)(met_hulp)
    registreer(Aanwezigheid, _rol)(met_deelname(_rol))
    registreer(Plaatsing, _rol)(met_deelname(_rol))
    registreer(Materiaal, _rol)(met_hulp)
    registreer(Materiaalstand, _rol)(met_materiaal(_rol))
for _rol in KIND_EN_OUDERS:
    registreer(Aanwezigheid, _rol)(met_deelname(_rol))
    registreer(Plaatsing, _rol)(met_deelname(_rol))

ziet_niets(Aanwezigheid, *NIEMAND, *ZONDER_KIND)
ziet_niets(Plaatsing, *NIEMAND, *ZONDER_KIND)
ziet_niets(Bijeenkomst, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
ziet_niets(Materiaal, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
ziet_niets(Materiaalstand, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)
