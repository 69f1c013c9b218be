"""What a helper sees: of one dossier, through the giver, so never more than the giver sees at this moment.

Opened are the steps, the letters and what the school wrote. All else is closed to a helper, whatever the giver sees:
views and what was for us alone, the voice of the pupil, bezwaren, meetings, addresses, requests about data, consent.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, NIETS, registreer, zicht_door, ziet_niets
from loket.models import (
    Aanvraag,
    Advies,
    Antwoord,
    Arrangementuitkomst,
    Bekendmaking,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bijlage,
    Consultadvies,
    Helperconcept,
    Helpertoegang,
    Interventie,
    Status,
    Tlv,
    Uitstel,
    Zaakbrief,
)
from scholen.models import Gezag, Leerling
from scholen.models.leerling import VERTEGENWOORDIGT
from scholen.rules import jarig
from scholen.rules.toestemming import ZELF
from scholen.scopes import KIND_EN_OUDERS, banden

from .aanvraag import HELE_SWV, ONDERDELEN

DICHT = (Status.INGETROKKEN, Status.DOORGEZONDEN, Status.GESLOTEN, Status.VERWIJDERD)
"""A case in which nothing comes any more: nobody needs to look along."""
OPEN: dict[type[models.Model], str] = {
    Aanvraag: "pk",
    Uitstel: "aanvraag",
    Consultadvies: "aanvraag",
    Arrangementuitkomst: "aanvraag",
    Bekendmaking: "besluit__aanvraag",
    Zaakbrief: "aanvraag",
    Besluit: "aanvraag",
    Tlv: "besluit__aanvraag",
    Advies: "opdracht__aanvraag",
    BeslissingOpBezwaar: "zaak__besluit__aanvraag",
    Bezwaarbekendmaking: "beslissing__zaak__besluit__aanvraag",
    Bezwaarbericht: "zaak__besluit__aanvraag",
    Bijlage: "aanvraag",
    Antwoord: "aanvraag",
    Interventie: "onderdeel__aanvraag",
    **dict.fromkeys(ONDERDELEN, "aanvraag"),
}
"""What is open to a helper, and how a row of it leads to its case."""


def geldige_toegangen(dag: date) -> QuerySet[Helpertoegang]:
    """Those that work on this day: not ended, the case is open, and the giver may look itself and let others look.

    Not of somebody around this child: that person has an own dossier or none, and two parents do not see each other's.
    """
    lid = Lidmaatschap.objects.geldig(dag)
    van_ouder = banden(dag).filter(
        betrokkene=OuterRef("betrokkene"), leerling=OuterRef("aanvraag__leerling"), soort__in=sorted(VERTEGENWOORDIGT)
    )
    ouder = Q(
        Exists(van_ouder),
        Exists(lid.filter(rol=Rol.OUDER, gebruiker=OuterRef("betrokkene__gebruiker"))),
        betrokkene__gebruiker__is_active=True,
    )
    zelf = Q(
        Exists(lid.filter(rol=Rol.LEERLING, gebruiker=OuterRef("leerling__gebruiker"))),
        leerling=F("aanvraag__leerling"),
        leerling__geboortedatum__lte=jarig(dag, ZELF),
        leerling__gebruiker__is_active=True,
    )
    rond_kind = Gezag.objects.filter(
        Q(betrokkene__gebruiker=OuterRef("helper")) | Q(betrokkene__email__iexact=OuterRef("email")),
        leerling=OuterRef("aanvraag__leerling"),
    )
    kind_zelf = Leerling.objects.filter(pk=OuterRef("aanvraag__leerling"), gebruiker=OuterRef("helper"))
    lopend = Helpertoegang.objects.filter(van__lte=dag, tot__gte=dag, beeindigd_op=None)
    lopend = lopend.exclude(aanvraag__status__in=DICHT).filter(ouder | zelf)
    return lopend.filter(~Exists(rond_kind), ~Exists(kind_zelf))


def van_rond_kind(kind: Leerling | None, email: str) -> bool:
    """Whether this is the address of the pupil or of somebody around it, of its account or as the school wrote it."""
    if kind is None:
        return False
    wie = Q(betrokkene__gebruiker__email__iexact=email) | Q(betrokkene__email__iexact=email)
    zelf = kind.gebruiker is not None and kind.gebruiker.email.lower() == email.lower()
    return zelf or kind.gezag.filter(wie).exists()


def toegangen_van(gebruiker: Gebruiker) -> list[Helpertoegang]:
    """Through whom this account looks along today. Kept on the instance only, as its roles: for one request."""
    if "_helpt" not in gebruiker.__dict__:
        rijen = geldige_toegangen(timezone.localdate()).filter(helper=gebruiker).order_by("pk")
        gebruiker.__dict__["_helpt"] = list(
            rijen.select_related("aanvraag", "betrokkene__gebruiker", "leerling__gebruiker")
        )
    gevonden: list[Helpertoegang] = gebruiker.__dict__["_helpt"]
    return gevonden


def _door_gever(model: type[models.Model], pad: str) -> None:
    @registreer(model, Rol.HELPER)
    def wat_de_gever_ziet(gebruiker: Gebruiker) -> Q:
        delen = [
            zicht_door(model, een.gever, een.rol) & Q(**{pad: een.aanvraag_id})
            for een in toegangen_van(gebruiker)
            if een.gever is not None
        ]
        return reduce(or_, delen, NIETS)


for model_open, weg_naar_zaak in OPEN.items():
    _door_gever(model_open, weg_naar_zaak)


@registreer(Leerling, Rol.HELPER)
def _kind_van_gever(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, Rol.HELPER)).values("leerling"))


# --- the leave itself: of who gave it and of who has it; the other parent does not learn of it --------------------


@registreer(Helpertoegang, *HELE_SWV)
def _alle(gebruiker: Gebruiker) -> Q:
    return ALLES


def _gegeven(rol: Rol) -> None:
    @registreer(Helpertoegang, rol)
    def mijn(gebruiker: Gebruiker) -> Q:
        zaken: Any = Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol))
        return Q(gegeven_door=gebruiker, aanvraag__in=zaken)


for rol_gezin in KIND_EN_OUDERS:
    _gegeven(rol_gezin)


@registreer(Helpertoegang, Rol.HELPER)
def _gekregen(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=[een.pk for een in toegangen_van(gebruiker)])


ziet_niets(Helpertoegang, *(set(Rol) - {*HELE_SWV, *KIND_EN_OUDERS, Rol.HELPER}))


# --- what a helper prepares: of the two of them ------------------------------------------------------------------


def _voorbereid(rol: Rol) -> None:
    @registreer(Helperconcept, rol)
    def van_ons(gebruiker: Gebruiker) -> Q:
        return Q(toegang__in=Helpertoegang.objects.filter(zicht_door(Helpertoegang, gebruiker, rol)))


for rol_van_twee in (*KIND_EN_OUDERS, Rol.HELPER):
    _voorbereid(rol_van_twee)
ziet_niets(Helperconcept, *(set(Rol) - {*KIND_EN_OUDERS, Rol.HELPER}))
