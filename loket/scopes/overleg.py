"""Who sees which meeting: who takes part sees it, of the agenda the own items, and their papers until a day."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import (
    Aanvraag,
    Actiepunt,
    Agendapunt,
    Agendasleutel,
    Antwoord,
    Bijlage,
    Deelnemer,
    Overleg,
)
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN, scholen_van

from .aanvraag import HELE_SWV, INGEDIEND, ONDERDELEN

MET_UITNODIGING = (*SCHOOL_SCHRIJFT, Rol.ADVISEUR, Rol.DESKUNDIGE)


def _mijn_punten(gebruiker: Gebruiker) -> QuerySet[Agendapunt]:
    """The items this user was invited for, with papers that are still open. Invited for all: all of them."""
    mijn = Deelnemer.objects.filter(gebruiker=gebruiker)
    heel = Q(overleg__in=mijn.filter(agendapunt__isnull=True).values("overleg"))
    open_ = Overleg.objects.open_voor_stukken(timezone.localdate())
    return Agendapunt.objects.filter(heel | Q(pk__in=mijn.values("agendapunt")), overleg__in=open_)


def _punten_van_kind(gebruiker: Gebruiker) -> QuerySet[Agendapunt]:
    """The items a parent was invited for, of children represented today."""
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    return Agendapunt.objects.filter(deelnemers__betrokkene__gebruiker=gebruiker, aanvraag__leerling__in=kinderen)


def _overleg_van_deelnemer(rol: Rol) -> None:
    def punten(gebruiker: Gebruiker) -> QuerySet[Agendapunt]:
        """A school sees of a commissie no case but its own, whatever it was invited for."""
        mijn = _mijn_punten(gebruiker)
        if rol in SCHOOL_SCHRIJFT:
            return mijn.filter(aanvraag__in=Aanvraag.objects.filter(school__in=scholen_van(gebruiker, rol)))
        return mijn

    @registreer(Overleg, rol)
    def overleggen(gebruiker: Gebruiker) -> Q:
        mee = Deelnemer.objects.filter(gebruiker=gebruiker).values("overleg")
        return Q(pk__in=mee, stukken_tot__gte=timezone.localdate())

    @registreer(Agendapunt, rol)
    def agenda(gebruiker: Gebruiker) -> Q:
        return Q(pk__in=punten(gebruiker).values("pk"))

    @registreer(Deelnemer, rol)
    def deelnemers(gebruiker: Gebruiker) -> Q:
        erbij = Overleg.objects.filter(zicht_door(Overleg, gebruiker, rol)).values("pk")
        mee = Q(agendapunt__isnull=True) | Q(agendapunt__in=punten(gebruiker).values("pk")) | Q(gebruiker=gebruiker)
        return Q(overleg__in=erbij) & mee


for rol_met_uitnodiging in MET_UITNODIGING:
    _overleg_van_deelnemer(rol_met_uitnodiging)


@registreer(Aanvraag, Rol.ADVISEUR, Rol.DESKUNDIGE)
def _stukken_van_overleg(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=_mijn_punten(gebruiker).values("aanvraag")) & INGEDIEND


for stuk in (*ONDERDELEN, Antwoord):
    registreer(stuk, Rol.ADVISEUR)(lambda gebruiker: Q(aanvraag__in=_mijn_punten(gebruiker).values("aanvraag")))
registreer(Bijlage, Rol.ADVISEUR)(
    lambda gebruiker: Q(aanvraag__in=_mijn_punten(gebruiker).values("aanvraag"), verwijderd_op__isnull=True)
)


@registreer(Overleg, *HELE_SWV)
@registreer(Agendapunt, *HELE_SWV)
@registreer(Deelnemer, *HELE_SWV)
@registreer(Actiepunt, *HELE_SWV)
def _alle_overleggen(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Overleg, Rol.OUDER)
def _overleg_over_mijn_kind(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=_punten_van_kind(gebruiker).values("overleg"))


@registreer(Deelnemer, Rol.OUDER)
def _wie_er_zijn(gebruiker: Gebruiker) -> Q:
    """Parents know beforehand who will be there and why; of another child's item nobody."""
    punten = _punten_van_kind(gebruiker)
    allen = Q(overleg__in=punten.values("overleg"), agendapunt__isnull=True)
    return allen | Q(agendapunt__in=punten.values("pk"))


@registreer(Actiepunt, *MET_UITNODIGING)
def _eigen_acties(gebruiker: Gebruiker) -> Q:
    return Q(wie=gebruiker)


for model_van_overleg in (Overleg, Deelnemer):
    ziet_niets(model_van_overleg, Rol.LEERLING, *ZONDER_LEERLINGEN)
for model_binnen in (Agendapunt, Actiepunt):
    ziet_niets(model_binnen, *KIND_EN_OUDERS, *ZONDER_LEERLINGEN)


@registreer(Agendasleutel, *Rol)
def _eigen_agenda(gebruiker: Gebruiker) -> Q:
    return Q(gebruiker=gebruiker)
