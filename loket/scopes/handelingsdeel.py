"""Who sees a handelingsdeel and what was said about it: its school, the family, and the SWV with an aanvraag."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from loket.models import (
    VOOR_INDIENEN,
    Handelingsdeel,
    Handelingsdeelantwoord,
    Handelingsdeelbespreking,
    Handelingsdeelbestand,
    Handelingsdeelvrijgave,
)
from scholen.models import Afscherming, Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, dossierscholen_van

from .aanvraag import HELE_SWV

ZIEN = (*SCHOOL_SCHRIJFT, *HELE_SWV, *KIND_EN_OUDERS)


@registreer(Handelingsdeel, *HELE_SWV)
def _bij_een_aanvraag(gebruiker: Gebruiker) -> Q:
    """What goes along with an aanvraag that was submitted; the rest is between school and family."""
    return Q(aanvraag__isnull=False) & ~Q(aanvraag__status__in=sorted(VOOR_INDIENEN))


def _van_de_school(rol: Rol) -> None:
    @registreer(Handelingsdeel, rol)
    def handelingsdelen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=dossierscholen_van(gebruiker, rol))

    @registreer(Handelingsdeelbespreking, rol)
    def besprekingen(gebruiker: Gebruiker) -> Q:
        """Of the school itself; not of the SWV, and the family may ask for it as for all that is about it."""
        return Q(handelingsdeel__in=Handelingsdeel.objects.filter(zicht_door(Handelingsdeel, gebruiker, rol)))

    @registreer(Handelingsdeelvrijgave, rol)
    def vrijgaven(gebruiker: Gebruiker) -> Q:
        return Q(handelingsdeel__in=Handelingsdeel.objects.filter(zicht_door(Handelingsdeel, gebruiker, rol)))


@registreer(Handelingsdeel, Rol.OUDER)
def _van_mijn_kind(gebruiker: Gebruiker) -> Q:
    """Of children represented today. It says where a child is: of a hidden one only what a person released to me."""
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    geheim = Q(leerling__afscherming=Afscherming.VERBLIJFPLAATS)
    return Q(leerling__in=kinderen) & (~geheim | Q(vrijgaven__betrokkene__gebruiker=gebruiker))


@registreer(Handelingsdeel, Rol.LEERLING)
def _van_mij(gebruiker: Gebruiker) -> Q:
    return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING)))


def _erbij(rol: Rol) -> None:
    def handelingsdelen(gebruiker: Gebruiker) -> Q:
        return Q(handelingsdeel__in=Handelingsdeel.objects.filter(zicht_door(Handelingsdeel, gebruiker, rol)))

    @registreer(Handelingsdeelantwoord, rol)
    def antwoorden(gebruiker: Gebruiker) -> Q:
        """A family reads its own words back and never those of another; how it stands is told without them.

        A school where the pupil left keeps what it wrote itself, and has nothing more to do with the family.
        """
        if rol in KIND_EN_OUDERS:
            eigen = Q(betrokkene__gebruiker=gebruiker) | Q(leerling__gebruiker=gebruiker)
            return handelingsdelen(gebruiker) & eigen
        if rol in SCHOOL_SCHRIJFT:
            hier = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
            return handelingsdelen(gebruiker) & Q(handelingsdeel__leerling__in=hier)
        return handelingsdelen(gebruiker)

    @registreer(Handelingsdeelbestand, rol)
    def bestanden(gebruiker: Gebruiker) -> Q:
        """What a school took back, a family reads no longer: it may have been about another child."""
        terug = Q(handelingsdeel__einde=Handelingsdeel.Einde.TERUG)
        return handelingsdelen(gebruiker) & ~terug if rol in KIND_EN_OUDERS else handelingsdelen(gebruiker)


for rol_school in SCHOOL_SCHRIJFT:
    _van_de_school(rol_school)
for rol_die_ziet in ZIEN:
    _erbij(rol_die_ziet)
for model in (Handelingsdeel, Handelingsdeelantwoord, Handelingsdeelbestand):
    ziet_niets(model, *(set(Rol) - set(ZIEN)))
for van_school in (Handelingsdeelvrijgave, Handelingsdeelbespreking):
    ziet_niets(van_school, *(set(Rol) - set(SCHOOL_SCHRIJFT)))
