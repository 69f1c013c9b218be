"""What a family reads of its own case and plan, and what staff reads of what the family says to an offer."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import BUITEN, Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from scholen.models import Afscherming, Leerling
from scholen.scopes import KIND_EN_OUDERS
from thuiszitters.models import (
    Aanbodwoord,
    Afspraak,
    Casus,
    Doorzettingsbesluit,
    Onderwijsaanbod,
    Plan,
    Plandoel,
    Plangesprek,
    Planwoord,
    Schoolweek,
)

from . import NIET, ZIET_CASUS, met_casus, met_plan


def _van_gezin(rol: Rol) -> None:
    """A family reads the case once the parents know of it, and the plan once it holds; of talks what is for them.

    Who has gezag has the same right to know as the other (BW 1:247, 1:253a): when one reports, both read that there is
    a case, and neither what the other wrote. Not with a contactverbod.

    Where a child is kept from its parents, a case and a plan tell where it is: then the pupil alone reads them (37).
    """

    def mijn(gebruiker: Gebruiker) -> Q:
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        weet_waar = ~Q(leerling__afscherming=Afscherming.VERBLIJFPLAATS) | Q(leerling__gebruiker=gebruiker)
        return Q(leerling__in=kinderen) & weet_waar

    @registreer(Casus, rol)
    def casussen(gebruiker: Gebruiker) -> Q:
        return mijn(gebruiker) & Q(ouders_ingelicht_op__isnull=False, opgegaan_in=None)

    @registreer(Plan, rol)
    def plannen(gebruiker: Gebruiker) -> Q:
        return mijn(gebruiker) & Q(vastgesteld_op__isnull=False)

    @registreer(Afspraak, rol)
    def afspraken(gebruiker: Gebruiker) -> Q:
        """Of the plan; what staff agrees beside it is of staff."""
        return met_plan(rol)(gebruiker)

    @registreer(Plangesprek, rol)
    def gesprekken(gebruiker: Gebruiker) -> Q:
        return met_plan(rol)(gebruiker) & Q(gezin_leest=True)

    @registreer(Planwoord, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        """The own words; of the pupil also what it lets its parents read."""
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        gedeeld = Q(van=Planwoord.Van.LEERLING, delen=True) & met_plan(rol)(gebruiker)
        return Q(plan__leerling__in=kinderen) & (Q(gever=gebruiker) | gedeeld)

    @registreer(Aanbodwoord, rol)
    def aanbodwoorden(gebruiker: Gebruiker) -> Q:
        aanbod = Onderwijsaanbod.objects.filter(zicht_door(Onderwijsaanbod, gebruiker, rol))
        return Q(gever=gebruiker, aanbod__in=aanbod)

    registreer(Onderwijsaanbod, rol)(met_casus(rol))
    registreer(Doorzettingsbesluit, rol)(met_casus(rol))
    registreer(Plandoel, rol)(met_plan(rol))
    registreer(Schoolweek, rol)(met_plan(rol))


for _rol in KIND_EN_OUDERS:
    _van_gezin(_rol)


def _aanbodwoorden(rol: Rol) -> None:
    @registreer(Aanbodwoord, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        aanbod = Onderwijsaanbod.objects.filter(zicht_door(Onderwijsaanbod, gebruiker, rol))
        return Q(aanbod__in=aanbod)


for _rol in ZIET_CASUS:
    _aanbodwoorden(_rol)
ziet_niets(Aanbodwoord, *NIET, *sorted(BUITEN))
