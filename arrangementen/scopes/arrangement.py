"""Who sees which arrangement, and which words and children in it.

A school sees its own, and of a group it takes part in only its own pupils (R-ACC-01). Staff of the SWV see what was
asked, an adviseur that of the own schools. Money is read without words and children: by a board and a controller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from arrangementen.models import (
    Arrangement,
    Arrangementvraag,
    Beeindiging,
    Beslissing,
    Deelname,
    Doel,
    Groepsschool,
)
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import BUITEN, Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import VOOR_INDIENEN, Aanvraag, Arrangementuitkomst, Zaakbrief
from scholen.models import Afscherming, Leerling, Plek, School
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, dossierscholen_van, scholen_van_adviseur

HELE_SWV = (Rol.LOKETMEDEWERKER, Rol.BESLISSER)
ZONDER_KIND = (Rol.BESTUUR, Rol.CONTROLLER)
"""Who sees what was granted and what it costs, and no word about a child."""
NIEMAND = (
    Rol.SCHOOLBEHEERDER,
    Rol.DESKUNDIGE,
    Rol.BEZWAARBEHANDELAAR,
    Rol.BEZWAARCOMMISSIE,
    Rol.BEHEERDER,
    Rol.FG,
    Rol.HELPER,
    Rol.GEMEENTE,
    *sorted(BUITEN),
)
GEVRAAGD = Q(aanvraag=None) | ~Q(aanvraag__status__in=[*VOOR_INDIENEN])
"""Not a draft of the school (afspraak 19)."""


def geheim() -> QuerySet[Arrangement]:
    """Decided as a besluit, and the letter to the school did not go out: nobody outside the SWV knows (afspraak 4)."""
    besluiten = Arrangementuitkomst.objects.nog_geheim(timezone.localdate())
    return Arrangement.objects.filter(aanvraag__in=besluiten.values("aanvraag"))


def nog_niet_gewijzigd() -> QuerySet[Arrangement]:
    """Stopped for other help, by a besluit that is not told yet: outside the SWV it runs on as it was (afspraak 4)."""
    return Arrangement.objects.filter(vervolgen__in=geheim(), vervolgen__aanleiding=Arrangement.Aanleiding.WIJZIGING)


def scholen_van_bestuur(gebruiker: Gebruiker) -> Q:
    """As a condition on School: those of the boards of this user."""
    return Q(bestuur__in=besturen_van(gebruiker))


def besturen_van(gebruiker: Gebruiker) -> QuerySet[Plek, Any]:
    """The ids of the boards that this user works for."""
    leden = Lidmaatschap.objects.geldig(timezone.localdate()).filter(gebruiker=gebruiker, rol=Rol.BESTUUR)
    return Plek.objects.filter(lidmaatschap__in=leden, bestuur__isnull=False).values("bestuur")


def weet_waar(gebruiker: Gebruiker) -> Q:
    """As a condition on Deelname, for a family: may know at which school the child is, which help tells.

    Where that is kept from its parents only the pupil itself reads it (afspraak 37).
    """
    return ~Q(leerling__afscherming=Afscherming.VERBLIJFPLAATS) | Q(leerling__gebruiker=gebruiker)


# --- the arrangement itself --------------------------------------------------------------------------------------


def _van_school(rol: Rol) -> None:
    @registreer(Arrangement, rol)
    def arrangementen(gebruiker: Gebruiker) -> Q:
        eigen = dossierscholen_van(gebruiker, rol).values("pk")
        erbij = Groepsschool.objects.filter(school__in=eigen).values("arrangement")
        return Q(school__in=eigen) | Q(pk__in=erbij) & GEVRAAGD

    @registreer(Deelname, rol)
    def deelnames(gebruiker: Gebruiker) -> Q:
        return Q(school__in=dossierscholen_van(gebruiker, rol).values("pk"))

    @registreer(Arrangementvraag, rol)
    def vragen(gebruiker: Gebruiker) -> Q:
        return Q(arrangement__school__in=dossierscholen_van(gebruiker, rol).values("pk"))


for _rol in SCHOOL_SCHRIJFT:
    _van_school(_rol)


@registreer(Arrangement, *HELE_SWV)
def _gevraagd(gebruiker: Gebruiker) -> Q:
    return GEVRAAGD


@registreer(Arrangement, Rol.ADVISEUR)
def _eigen_scholen(gebruiker: Gebruiker) -> Q:
    scholen = scholen_van_adviseur(gebruiker)
    return GEVRAAGD if scholen == ALLES else Q(school__in=School.objects.filter(scholen).values("pk")) & GEVRAAGD


@registreer(Arrangement, Rol.CONTROLLER)
def _besloten(gebruiker: Gebruiker) -> Q:
    return Q(beslissing__isnull=False)


@registreer(Arrangement, Rol.BESTUUR)
def _van_het_bestuur(gebruiker: Gebruiker) -> Q:
    scholen = School.objects.filter(scholen_van_bestuur(gebruiker)).values("pk")
    return Q(beslissing__isnull=False, school__in=scholen) & ~Q(pk__in=geheim().values("pk"))


def _van_kind(rol: Rol) -> None:
    @registreer(Deelname, rol)
    def deelnames(gebruiker: Gebruiker) -> Q:
        return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)))

    @registreer(Arrangement, rol)
    def arrangementen(gebruiker: Gebruiker) -> Q:
        eigen = Deelname.objects.filter(deelnames(gebruiker)).values("arrangement")
        return Q(pk__in=eigen) & GEVRAAGD

    @registreer(Arrangementvraag, rol)
    def vragen(gebruiker: Gebruiker) -> Q:
        """Words about a group are about other children too."""
        van = Arrangement.objects.filter(arrangementen(gebruiker), voor=Arrangement.Voor.LEERLING)
        return Q(arrangement__in=van.values("pk"))

    @registreer(Beslissing, rol)
    def beslissingen(gebruiker: Gebruiker) -> Q:
        """From the day of the own letter; of a school that grants itself, and of a group, there is no letter."""
        mijn = Zaakbrief.objects.filter(zicht_door(Zaakbrief, gebruiker, rol), soort=Zaakbrief.Soort.ARRANGEMENT)
        zonder = Q(arrangement__aanvraag=None) | Q(arrangement__aanvraag__leerling=None)
        van = Arrangement.objects.filter(arrangementen(gebruiker)).values("pk")
        return Q(arrangement__in=van) & (zonder | Q(arrangement__aanvraag__in=mijn.values("aanvraag")))


for _rol in KIND_EN_OUDERS:
    _van_kind(_rol)


ziet_niets(Arrangement, *NIEMAND)
ziet_niets(Deelname, *NIEMAND, *ZONDER_KIND)
ziet_niets(Arrangementvraag, *NIEMAND, *ZONDER_KIND)
ziet_niets(Beslissing, *NIEMAND)


# --- what goes with it -------------------------------------------------------------------------------------------


def met_arrangement(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the arrangement."""
    return lambda gebruiker: Q(arrangement__in=Arrangement.objects.filter(zicht_door(Arrangement, gebruiker, rol)))


def met_beslissing(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is only there because help was granted: seen by whoever knows that it was."""
    return lambda gebruiker: Q(
        arrangement__in=Beslissing.objects.filter(zicht_door(Beslissing, gebruiker, rol)).values("arrangement")
    )


def zonder_geheim(lijst: Iterable[Arrangement], wie: Gebruiker) -> None:
    """Take off what this user may not know yet: a decision of which the letter did not go out is not there, nor is the
    end that it put to other help."""
    rijen = [*lijst]
    bekend = Beslissing.objects.visible_to(wie).filter(arrangement__in=rijen)
    van = {een.arrangement_id: een for een in bekend.select_related("pot", "besloten_door")}
    for een in rijen:
        een._state.fields_cache["beslissing"] = van.get(een.pk)
    einden = {een.arrangement_id: een for een in Beeindiging.objects.visible_to(wie).filter(arrangement__in=rijen)}
    for een in rijen:
        een._state.fields_cache["beeindiging"] = einden.get(een.pk)


for _rol in (*HELE_SWV, Rol.ADVISEUR):
    registreer(Arrangementvraag, _rol)(met_arrangement(_rol))
    registreer(Deelname, _rol)(met_arrangement(_rol))
for _rol in (*HELE_SWV, Rol.ADVISEUR, *ZONDER_KIND):
    registreer(Beslissing, _rol)(met_arrangement(_rol))


def _verteld_aan_school(rol: Rol) -> None:
    @registreer(Beslissing, rol)
    def beslissingen(gebruiker: Gebruiker) -> Q:
        """A mere answer at once; a besluit from the day of the letter to the school (afspraak 4)."""
        verteld = Arrangementuitkomst.objects.filter(zicht_door(Arrangementuitkomst, gebruiker, rol))
        zonder = Q(arrangement__aanvraag=None) | Q(arrangement__aanvraag__leerling=None)
        van = met_arrangement(rol)(gebruiker)
        return van & (zonder | Q(arrangement__aanvraag__in=verteld.values("aanvraag")))


for _rol in SCHOOL_SCHRIJFT:
    _verteld_aan_school(_rol)


def _verteld_einde(rol: Rol) -> Callable[[Gebruiker], Q]:
    """What ended for other help is told with the besluit about that."""
    met = met_arrangement(rol) if rol == Rol.BESTUUR else met_beslissing(rol)
    return lambda gebruiker: met(gebruiker) & ~Q(arrangement__in=nog_niet_gewijzigd().values("pk"))


for _rol in (*HELE_SWV, Rol.ADVISEUR, Rol.CONTROLLER):
    registreer(Beeindiging, _rol)(met_arrangement(_rol))
for _rol in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS, Rol.BESTUUR):
    registreer(Beeindiging, _rol)(_verteld_einde(_rol))
for _rol in (*SCHOOL_SCHRIJFT, *HELE_SWV, Rol.ADVISEUR, *KIND_EN_OUDERS):
    registreer(Doel, _rol)(met_arrangement(_rol))
for _rol in (*SCHOOL_SCHRIJFT, *HELE_SWV, Rol.ADVISEUR):
    registreer(Groepsschool, _rol)(met_arrangement(_rol))
ziet_niets(Beeindiging, *NIEMAND)
ziet_niets(Doel, *NIEMAND, *ZONDER_KIND)
ziet_niets(Groepsschool, *NIEMAND, *ZONDER_KIND, *KIND_EN_OUDERS)


def _kind_van(rol: Rol) -> None:
    @registreer(Leerling, rol)
    def leerlingen(gebruiker: Gebruiker) -> Q:
        """Who assesses support sees the child that it is for."""
        return Q(pk__in=Deelname.objects.filter(zicht_door(Deelname, gebruiker, rol)).values("leerling"))


for _rol in (*HELE_SWV, Rol.ADVISEUR):
    _kind_van(_rol)


@registreer(Aanvraag, Rol.ADVISEUR)
def _aanvraag_van(gebruiker: Gebruiker) -> Q:
    """Who assesses support sees the aanvraag that it came in with."""
    gezien = Arrangement.objects.filter(zicht_door(Arrangement, gebruiker, Rol.ADVISEUR))
    return Q(pk__in=gezien.values("aanvraag"))
