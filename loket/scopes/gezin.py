"""Who sees what a family asks beside its view: more time, and to be called."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Belverzoek, Reactieuitstel, Zienswijze
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, scholen_van

from .aanvraag import HELE_SWV
from .beurten import GEVEN_MENING


@registreer(Reactieuitstel, *HELE_SWV)
def _verzoeken(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Belverzoek, Rol.LOKETMEDEWERKER)
def _voor_het_loket(gebruiker: Gebruiker) -> Q:
    return Q(voor=Belverzoek.Voor.LOKET)


def _eigen_uitstel(rol: Rol) -> None:
    @registreer(Reactieuitstel, rol)
    def mijn(gebruiker: Gebruiker) -> Q:
        return Q(zienswijze__in=Zienswijze.objects.filter(zicht_door(Zienswijze, gebruiker, rol)))


def _voor_de_school(rol: Rol) -> None:
    @registreer(Belverzoek, rol)
    def van_school(gebruiker: Gebruiker) -> Q:
        """What was asked of the school; what a family asks of the loket is not the school's to know."""
        return Q(voor=Belverzoek.Voor.SCHOOL, school__in=scholen_van(gebruiker, rol))


def _eigen_belverzoek(rol: Rol) -> None:
    @registreer(Belverzoek, rol)
    def mijn(gebruiker: Gebruiker) -> Q:
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        return Q(gevraagd_door=gebruiker, leerling__in=kinderen)


for rol_met_mening in GEVEN_MENING:
    _eigen_uitstel(rol_met_mening)
for rol_school in SCHOOL_SCHRIJFT:
    _voor_de_school(rol_school)
for rol_gezin in KIND_EN_OUDERS:
    _eigen_belverzoek(rol_gezin)
ziet_niets(Reactieuitstel, *(set(Rol) - {*HELE_SWV, *GEVEN_MENING}))
ziet_niets(Belverzoek, *(set(Rol) - {Rol.LOKETMEDEWERKER, *SCHOOL_SCHRIJFT, *KIND_EN_OUDERS}))
