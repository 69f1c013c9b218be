"""Post or portal: what an addressee chose per kind of message, and how a letter to it goes today (Awb 2:14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Bekendmaking, Verzending, Zaakbrief
from loket.models.kanaal import Kanaalkeuze
from loket.rules.post import geen_lichting
from scholen.actions.taal import ik
from scholen.models import Betrokkene, Instelling, Leerling, Onderdeel, School
from scholen.onderdelen import uit_op

Soort, Hoe, Kanaal = Kanaalkeuze.Soort, Kanaalkeuze.Hoe, Verzending.Kanaal
Wie = Betrokkene | Leerling | School


def soort_van(rij: Verzending) -> str:
    """Which kind of message this letter is, for who chose per kind."""
    if isinstance(rij, Bekendmaking):
        return Soort.BESLUIT
    return Soort.BRIEF if isinstance(rij, Zaakbrief) else Soort.BEZWAAR


def kanaal_voor(rij: Any, dag: date) -> str:
    """How this letter goes when it is dated for this day.

    Post, unless the addressee chose the portal for this kind and has an account; a school without a choice of its own
    as its SWV set. A message goes there by itself (ADR 17). What did not arrive goes by post the second time.
    """
    if getattr(rij, "vanzelf", False):
        return Kanaal.PORTAAL
    if rij.volgt_op_id or not accounts_van(rij, dag):
        return Kanaal.POST
    keuze = Kanaalkeuze.objects.filter(**_van(rij), soort=soort_van(rij), tot=None).first()
    if keuze is not None:
        return str(keuze.kanaal)
    if rij.school_id and Instelling.objects.geldig(rij.betreft.swv, dag).school_via_portaal:
        return Kanaal.PORTAAL
    return Kanaal.POST


def accounts_van(rij: Verzending, dag: date) -> list[Gebruiker]:
    """Who can open this letter in the portal on this day."""
    if rij.school_id:
        return _van_school(rij.school_id, dag)
    wie = rij.betrokkene or rij.leerling
    return _van_mens(wie, dag) if wie else []


def heeft_account(wie: Wie, dag: date) -> bool:
    """Whether this addressee can open a letter in the portal on this day: until then all goes by post."""
    return bool(_van_school(wie.pk, dag) if isinstance(wie, School) else _van_mens(wie, dag))


def _van_school(school: int, dag: date) -> list[Gebruiker]:
    rollen = [rol for rol in Rol if Permissie.AANVRAAG_INDIENEN in PERMISSIES[rol]]
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=rollen, plek__school=school)
    return list(Gebruiker.objects.filter(lidmaatschappen__in=leden, is_active=True).distinct().order_by("pk"))


def _van_mens(wie: Betrokkene | Leerling, dag: date) -> list[Gebruiker]:
    gebruiker = wie.gebruiker
    if gebruiker is None or not gebruiker.is_active or Onderdeel.OUDERS in uit_op(dag):
        return []
    return [gebruiker] if Lidmaatschap.objects.geldig(dag).filter(gebruiker=gebruiker).exists() else []


@transaction.atomic
def kanaal_kiezen(
    wie: Wie, *, door: Gebruiker, op: datetime, portaal: Iterable[str], hoe: str = Hoe.PORTAAL, post: bool = False
) -> None:
    """Let exactly these kinds of message go through the portal from now on; a letter that has a date keeps its way.

    post: for a school that wants the other kinds by post, whatever the SWV set. Also withdraws: what is not named ends.
    The same choice again changes nothing.
    """
    type(wie)._default_manager.select_for_update(of=("self",)).get(pk=wie.pk)
    gekozen = set(portaal)
    if anders := gekozen - {*Soort.values}:
        raise NietMogelijk(f"Dit soort bericht bestaat niet: {', '.join(sorted(anders))}.")
    nu = {keuze.soort: keuze for keuze in Kanaalkeuze.objects.filter(**_wie(wie), tot=None)}
    for soort in Soort.values:
        wil = Kanaal.PORTAAL if soort in gekozen else Kanaal.POST if post else ""
        oud = nu.get(soort)
        if (oud.kanaal if oud else "") == wil:
            continue
        if oud is not None:
            _beeindigen(oud, door=door, op=op, hoe=hoe)
        if wil:
            nieuw = Kanaalkeuze.objects.create(
                **_wie(wie), soort=soort, kanaal=wil, van=op, hoe=hoe, vastgelegd_door=door
            )
            vastleggen("kanaal_kiezen", nieuw, door=door, op=op, soort=soort, kanaal=wil, hoe=hoe)


@transaction.atomic
def eigen_keuze(*, door: Gebruiker, op: datetime, portaal: Iterable[str]) -> None:
    """What a parent or pupil chooses about the own letters, in the portal."""
    soorten, zelf = set(portaal), ik(door)
    if not zelf:
        raise NietMogelijk(gettext("U kunt dit alleen kiezen voor brieven aan uzelf."))
    for wie in zelf:
        kanaal_kiezen(wie, door=door, op=op, portaal=soorten)


def gekozen_door(*wie: Wie) -> list[Kanaalkeuze]:
    """What holds for these addressees now."""
    van = reduce(or_, (Q(**_wie(een)) for een in wie), Q(pk__in=[]))
    return list(Kanaalkeuze.objects.filter(van, tot=None).select_related("vastgelegd_door").order_by("pk"))


def niet_bereikbaar(rij: Verzending, *, op: datetime) -> None:
    """A notice did not arrive: this addressee cannot be reached through the portal until it chooses so again."""
    for keuze in Kanaalkeuze.objects.select_for_update().filter(**_van(rij), tot=None, kanaal=Kanaal.PORTAAL):
        _beeindigen(keuze, door=None, op=op, hoe=Hoe.BERICHT)


def waarom_geen_lichting(aanvragen: Iterable[Aanvraag], dag: date, *, op: datetime) -> str:
    """Why post about these cases that is dated for this day is not collected then; "" when all of it will be.

    Each SWV has its own last collection; the first of those on which it fails is named. One query.
    """
    swvs, nu = {een.swv_id for een in aanvragen}, timezone.localtime(op)
    geldend = Instelling.objects.filter(swv__in=swvs, geldig_van__lte=nu.date())
    laatste = geldend.order_by("swv", "-geldig_van").distinct("swv").values_list("laatste_lichting", flat=True)
    return next(filter(None, (geen_lichting(dag, nu=nu, laatste=een) for een in sorted(laatste))), "")


def _beeindigen(keuze: Kanaalkeuze, *, door: Gebruiker | None, op: datetime, hoe: str) -> None:
    keuze.tot, keuze.tot_hoe, keuze.beeindigd_door = op, hoe, door
    keuze.save(update_fields=["tot", "tot_hoe", "beeindigd_door"])
    if door is not None:
        vastleggen("kanaal_intrekken", keuze, door=door, op=op, soort=keuze.soort, hoe=hoe)


def _wie(wie: Wie) -> dict[str, Any]:
    leeg: dict[str, Any] = {"betrokkene": None, "leerling": None, "school": None}
    return leeg | {type(wie)._meta.model_name or "": wie}


def _van(rij: Verzending) -> dict[str, Any]:
    return {"betrokkene": rij.betrokkene_id, "leerling": rij.leerling_id, "school": rij.school_id}
