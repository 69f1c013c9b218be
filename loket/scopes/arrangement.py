"""Who reads the answer to a request for help: the SWV at once, school and family when it is theirs to know."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import Aanvraag, Arrangementuitkomst, Zaakbrief
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN

from .consult import consulten_van


@registreer(Arrangementuitkomst, Rol.LOKETMEDEWERKER, Rol.BESLISSER)
def _elk_antwoord(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Arrangementuitkomst, Rol.ADVISEUR)
def _eigen_antwoord(gebruiker: Gebruiker) -> Q:
    return Q(aanvraag__in=consulten_van(gebruiker).values("pk"))


def _antwoord_van_wie_het_kreeg(rol: Rol) -> None:
    @registreer(Arrangementuitkomst, rol)
    def antwoorden(gebruiker: Gebruiker) -> Q:
        """A mere answer with the aanvraag; a besluit from the day of the own letter on (afspraak 4)."""
        zichtbaar = Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol))
        mijn = Zaakbrief.objects.filter(zicht_door(Zaakbrief, gebruiker, rol), soort=Zaakbrief.Soort.ARRANGEMENT)
        verteld = Q(is_besluit=False) | Q(Exists(mijn.filter(aanvraag=OuterRef("aanvraag"))))
        return Q(aanvraag__in=zichtbaar) & verteld


for rol_van_vrager in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS):
    _antwoord_van_wie_het_kreeg(rol_van_vrager)
ziet_niets(Arrangementuitkomst, Rol.DESKUNDIGE, *ZONDER_LEERLINGEN)


def bezwaar_tot(gebruiker: Gebruiker, aanvraag: Aanvraag) -> date | None:
    """The last day to object to this answer, when it is a besluit: of the own letter, or of the first one for staff."""
    brieven = Zaakbrief.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, soort=Zaakbrief.Soort.ARRANGEMENT)
    return min((een.bezwaar_tot for een in brieven if een.bezwaar_tot), default=None)


def nog_niet_verteld(gebruiker: Gebruiker, aanvragen: list[Aanvraag]) -> set[int]:
    """Of these those with a besluit of which this reader has no letter yet: to this reader we are still busy."""
    besluiten = Arrangementuitkomst.objects.filter(aanvraag__in=aanvragen, is_besluit=True)
    verteld = Arrangementuitkomst.objects.visible_to(gebruiker)
    return set(besluiten.exclude(pk__in=verteld.values("pk")).values_list("aanvraag_id", flat=True))
