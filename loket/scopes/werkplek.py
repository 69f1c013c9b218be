"""Who sees how the desk works, and what is said beside an aanvraag."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Aanvraag
from loket.models.notitie import Contactmoment, Noeming, Notitie, Schoolbericht
from loket.models.werkplek import CIJFERS, BewaardeWeergave, Kijkmoment, Verdeelregel, Waarneming, Werkvoorkeur
from scholen.scopes import SCHOOL_SCHRIJFT

from .aanvraag import HELE_SWV

LEEST_CIJFERS = (Rol.CONTROLLER, Rol.ADVISEUR)
"""Who has no worklist, and keeps pages of figures alone."""

# --- the work of the desk: own columns and views, who stands in for whom, who gets which new work -------------------


@registreer(Werkvoorkeur, *HELE_SWV)
@registreer(Kijkmoment, *HELE_SWV)
def _eigen_werkplek(gebruiker: Gebruiker) -> Q:
    return Q(gebruiker=gebruiker)


@registreer(BewaardeWeergave, *HELE_SWV)
def _eigen_en_gedeelde_weergaven(gebruiker: Gebruiker) -> Q:
    return Q(eigenaar=gebruiker) | Q(gedeeld=True)


@registreer(BewaardeWeergave, *LEEST_CIJFERS)
def _eigen_en_gedeelde_cijfers(gebruiker: Gebruiker) -> Q:
    return Q(eigenaar=gebruiker) | Q(gedeeld=True, vraag__startswith=CIJFERS)


@registreer(Waarneming, Rol.LOKETMEDEWERKER)
@registreer(Verdeelregel, Rol.LOKETMEDEWERKER)
def _werkverdeling(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(BewaardeWeergave, *(set(Rol) - {*HELE_SWV, *LEEST_CIJFERS}))
for model_van_werkplek in (Werkvoorkeur, Kijkmoment):
    ziet_niets(model_van_werkplek, *(set(Rol) - {*HELE_SWV}))
for model_van_verdeling in (Waarneming, Verdeelregel):
    ziet_niets(model_van_verdeling, *(set(Rol) - {Rol.LOKETMEDEWERKER}))


# --- what is said beside the aanvraag: internal to the SWV, but for the messages with the school --------------------


def _interne_gesprekken(rol: Rol) -> None:
    """A note is as visible as its aanvraag, for the desk and the beslisser alone."""

    def bij_aanvraag(gebruiker: Gebruiker) -> Q:
        return Q(aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))

    for model in (Notitie, Contactmoment, Schoolbericht):
        registreer(model, rol)(bij_aanvraag)

    @registreer(Noeming, rol)
    def noemingen(gebruiker: Gebruiker) -> Q:
        return Q(notitie__in=Notitie.objects.filter(zicht_door(Notitie, gebruiker, rol)))


def _berichten_van_school(rol: Rol) -> None:
    @registreer(Schoolbericht, rol)
    def berichten(gebruiker: Gebruiker) -> Q:
        return Q(aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))


for rol_intern in HELE_SWV:
    _interne_gesprekken(rol_intern)
for rol_schrijft in SCHOOL_SCHRIJFT:
    _berichten_van_school(rol_schrijft)
for intern in (Notitie, Noeming, Contactmoment):
    ziet_niets(intern, *(set(Rol) - {*HELE_SWV}))
ziet_niets(Schoolbericht, *(set(Rol) - {*HELE_SWV, *SCHOOL_SCHRIJFT}))
