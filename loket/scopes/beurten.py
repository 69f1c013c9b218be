"""Who sees the turns beside the main path: more time, letters that are no decision, sending on, views of parents."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import (
    Aanvraag,
    Doorzending,
    Opnamesamenvatting,
    Uitstel,
    Zaakbrief,
    Zienswijze,
    Zienswijzebestand,
    ZienswijzeConcept,
    Zienswijzeronde,
    ZienswijzeVertrouwelijk,
)
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN, scholen_van

from .aanvraag import HELE_SWV

# --- more time, and letters that are no decision ------------------------------------------------------------------


@registreer(Uitstel, *HELE_SWV)
@registreer(Zaakbrief, *HELE_SWV)
def _alles_van_de_termijn(gebruiker: Gebruiker) -> Q:
    return ALLES


def _uitstel_dat_geldt(rol: Rol) -> None:
    @registreer(Uitstel, rol)
    def uitstel(gebruiker: Gebruiker) -> Q:
        """Only what moves the term: a verdaging is nobody's business until its letter went out."""
        return Q(van__isnull=False, aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))


def _zaakbrief_aan_school(rol: Rol) -> None:
    @registreer(Zaakbrief, rol)
    def brieven(gebruiker: Gebruiker) -> Q:
        return _zaakbrief_verzonden() & Q(school__in=scholen_van(gebruiker, rol))


@registreer(Zaakbrief, Rol.OUDER)
def _zaakbrief_aan_mij(gebruiker: Gebruiker) -> Q:
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    return _zaakbrief_verzonden() & Q(betrokkene__gebruiker=gebruiker, aanvraag__leerling__in=kinderen)


@registreer(Zaakbrief, Rol.LEERLING)
def _zaakbrief_aan_leerling(gebruiker: Gebruiker) -> Q:
    ik = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING))
    return _zaakbrief_verzonden() & Q(leerling__in=ik)


def _zaakbrief_verzonden() -> Q:
    return Q(pk__in=Zaakbrief.objects.verzonden(timezone.localdate()).values("pk"))


for rol_school in SCHOOL_SCHRIJFT:
    _zaakbrief_aan_school(rol_school)
for rol_met_termijn in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS, Rol.DESKUNDIGE):
    _uitstel_dat_geldt(rol_met_termijn)
ziet_niets(Uitstel, Rol.ADVISEUR, *ZONDER_LEERLINGEN)
ziet_niets(Zaakbrief, Rol.ADVISEUR, Rol.DESKUNDIGE, *ZONDER_LEERLINGEN)


@registreer(Doorzending, *HELE_SWV)
@registreer(Zienswijzeronde, *HELE_SWV)
@registreer(Zienswijze, *HELE_SWV)
@registreer(ZienswijzeVertrouwelijk, *HELE_SWV)
def _van_het_swv(gebruiker: Gebruiker) -> Q:
    """What parents said is read by others in the decision, and what they said for us alone nowhere (afspraak 36)."""
    return ALLES


@registreer(Zienswijzebestand, *HELE_SWV)
@registreer(Opnamesamenvatting, *HELE_SWV)
def _gestuurde_bestanden(gebruiker: Gebruiker) -> Q:
    """What is not sent yet is of its giver alone."""
    return Q(zienswijze__gegeven_op__isnull=False)


# --- giving a view in the portal: each the own question, from the day on which the own letter went out -------------


def _met_brief(kolom: str) -> Q:
    """Afspraken 4 and 37: a person released the letter to this addressee first."""
    brieven = Zaakbrief.objects.verzonden(timezone.localdate()).filter(
        aanvraag=OuterRef("ronde__aanvraag"),
        verzenddatum__gte=OuterRef("ronde__geopend_op"),
        **{kolom: OuterRef(kolom)},
    )
    over_besluit = Q(Exists(brieven.filter(soort=Zaakbrief.Soort.ZIENSWIJZE)), ronde__intrekking=None)
    over_intrekking = Q(Exists(brieven.filter(soort=Zaakbrief.Soort.VOORNEMEN)), ronde__intrekking__isnull=False)
    return over_besluit | over_intrekking


def _zienswijze_van_school(rol: Rol) -> None:
    @registreer(Zienswijze, rol)
    def zienswijzen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=scholen_van(gebruiker, rol)) & _met_brief("school")


for rol_school in SCHOOL_SCHRIJFT:
    _zienswijze_van_school(rol_school)


@registreer(Zienswijze, Rol.OUDER)
def _mijn_zienswijze(gebruiker: Gebruiker) -> Q:
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    mijn = Q(betrokkene__gebruiker=gebruiker, ronde__aanvraag__leerling__in=kinderen)
    return mijn & _met_brief("betrokkene")


@registreer(Zienswijze, Rol.LEERLING)
def _zienswijze_van_leerling(gebruiker: Gebruiker) -> Q:
    ik = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING))
    return Q(leerling__in=ik) & _met_brief("leerling")


def _concept_van_gever(rol: Rol) -> None:
    @registreer(ZienswijzeConcept, rol)
    def concepten(gebruiker: Gebruiker) -> Q:
        return Q(zienswijze__in=Zienswijze.objects.filter(zicht_door(Zienswijze, gebruiker, rol)))


def _bestand_van_gever(rol: Rol) -> None:
    @registreer(Zienswijzebestand, rol)
    @registreer(Opnamesamenvatting, rol)
    def bestanden(gebruiker: Gebruiker) -> Q:
        """The own ones only: a file goes to no other by itself, and of a memo the letter tells (afspraak 36)."""
        return Q(zienswijze__in=Zienswijze.objects.filter(zicht_door(Zienswijze, gebruiker, rol)))


GEVEN_MENING = (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS)
for rol_met_mening in GEVEN_MENING:
    _concept_van_gever(rol_met_mening)
    _bestand_van_gever(rol_met_mening)
ziet_niets(Opnamesamenvatting, *(set(Rol) - {*HELE_SWV, *GEVEN_MENING}))
ziet_niets(Zienswijzebestand, *(set(Rol) - {*HELE_SWV, *GEVEN_MENING}))
ziet_niets(ZienswijzeConcept, *(set(Rol) - set(GEVEN_MENING)))
ziet_niets(Zienswijze, *(set(Rol) - {*HELE_SWV, *GEVEN_MENING}))
for model_van_swv in (Doorzending, Zienswijzeronde, ZienswijzeVertrouwelijk):
    ziet_niets(model_van_swv, *(set(Rol) - set(HELE_SWV)))
