"""Who sees a consult and its answer: a draft of who writes it, then the school and, about a child, its parents."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Aanvraag, Antwoord, Bijlage, Consultadvies, Interventie
from loket.rules.soorten import MET_ADVIES
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN

from .aanvraag import INGEDIEND, ONDERDELEN


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
ziet_niets(Consultadvies, Rol.DESKUNDIGE, *ZONDER_LEERLINGEN)


# --- the adviseur: only questions that were assigned to this person -----------------------------------------------


def consulten_van(gebruiker: Gebruiker) -> QuerySet[Aanvraag]:
    """The questions that this adviseur answers."""
    return Aanvraag.objects.filter(INGEDIEND, soort__in=sorted(MET_ADVIES), behandelaar=gebruiker)


@registreer(Aanvraag, Rol.ADVISEUR)
def _toegewezen(gebruiker: Gebruiker) -> Q:
    return Q(soort__in=sorted(MET_ADVIES), behandelaar=gebruiker) & INGEDIEND


@registreer(Leerling, Rol.ADVISEUR)
def _leerling_van_consult(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=consulten_van(gebruiker).values("leerling"))


for stuk in (*ONDERDELEN, Antwoord, Consultadvies):
    registreer(stuk, Rol.ADVISEUR)(lambda gebruiker: Q(aanvraag__in=consulten_van(gebruiker).values("pk")))
registreer(Interventie, Rol.ADVISEUR)(
    lambda gebruiker: Q(onderdeel__aanvraag__in=consulten_van(gebruiker).values("pk"))
)
registreer(Bijlage, Rol.ADVISEUR)(
    lambda gebruiker: Q(aanvraag__in=consulten_van(gebruiker).values("pk"), verwijderd_op__isnull=True)
)
