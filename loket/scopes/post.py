"""Who sees the post of a day: who posts it, for it holds letters of every child."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from loket.models.kanaal import Kanaalkeuze
from loket.models.post import Postpartij, Postpartijregel

POST_VAN = {Rol.LOKETMEDEWERKER: Postpartij.Soort.LOKET, Rol.BEZWAARBEHANDELAAR: Postpartij.Soort.BEZWAAR}


def _post(rol: Rol, soort: str) -> None:
    @registreer(Postpartij, rol)
    def partijen(gebruiker: Gebruiker) -> Q:
        return Q(soort=soort)

    @registreer(Postpartijregel, rol)
    def enveloppen(gebruiker: Gebruiker) -> Q:
        return Q(partij__soort=soort)


for rol_met_post, soort_post in POST_VAN.items():
    _post(rol_met_post, soort_post)
for model_van_post in (Postpartij, Postpartijregel):
    ziet_niets(model_van_post, *(set(Rol) - {*POST_VAN}))


@registreer(Kanaalkeuze, Rol.LOKETMEDEWERKER)
def _alle_keuzes(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Kanaalkeuze, Rol.OUDER)
def _eigen_keuze(gebruiker: Gebruiker) -> Q:
    return Q(betrokkene__gebruiker=gebruiker)


@registreer(Kanaalkeuze, Rol.LEERLING)
def _keuze_van_leerling(gebruiker: Gebruiker) -> Q:
    return Q(leerling__gebruiker=gebruiker)


ziet_niets(Kanaalkeuze, *(set(Rol) - {Rol.LOKETMEDEWERKER, Rol.OUDER, Rol.LEERLING}))
