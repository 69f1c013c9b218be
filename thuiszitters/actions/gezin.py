"""What a family says itself: its wish, and yes or no to an offer. Staff reads it and acts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Leerling
from thuiszitters.mensen import wie_hoort
from thuiszitters.models import OPEN, Aanbodwoord, Casus, Onderwijsaanbod, Plan, Planwoord

LEZEN = Permissie.DOSSIER_LEZEN


@transaction.atomic
def wens_geven(
    kind: Leerling, *, door: Gebruiker, op: datetime, wens: str, mening: str = "", delen: bool = False
) -> Planwoord:
    """Say what oneself wants most. Is there no plan yet in a running case, then it begins with this wish.

    delen: the pupil lets its parents read it; of a parent it says nothing.
    """
    zichtbaar = Leerling.objects.visible_to(door, LEZEN).select_for_update(of=("self",))
    leerling: Leerling = get_object_or_404(zichtbaar, pk=kind.pk)
    plan = _plan(leerling, door=door, op=op)
    zelf = leerling.gebruiker_id == door.pk
    woord = Planwoord(plan=plan, gever=door, wens=wens, mening=mening, op=op, door=door, delen=delen and zelf)
    woord.van = Planwoord.Van.LEERLING if zelf else Planwoord.Van.OUDERS
    bewaren(woord)
    vastleggen("wens_geven", plan, door=door, op=op)
    if plan.casus is not None and plan.casus.loopt:
        _bericht(plan.casus, f"wens:{woord.public_id}", op)
    return woord


def _plan(kind: Leerling, *, door: Gebruiker, op: datetime) -> Plan:
    """The plan that runs, also while the family cannot read it; of a case without one a new concept."""
    casus = Casus.objects.visible_to(door, LEZEN).filter(leerling=kind, status__in=OPEN).first()
    ziet = Plan.objects.visible_to(door, LEZEN).lopend().filter(leerling=kind).first()
    if ziet is None and casus is None:
        raise NietMogelijk(gettext("Er is nu geen plan. Bel de school als u iets wilt zeggen."))
    if ziet is None:
        ziet = Plan.objects.lopend().filter(leerling=kind).first()
    if ziet is None:
        assert casus is not None
        ziet = Plan(swv=casus.swv, leerling=kind, school=casus.school, casus=casus, begonnen_op=op, begonnen_door=door)
        bewaren(ziet)
        vastleggen("plan_beginnen", ziet, door=door, op=op)
    return ziet


@transaction.atomic
def aanbod_zeggen(aanbod: Onderwijsaanbod, *, door: Gebruiker, op: datetime, ja: bool, waarom: str = "") -> Aanbodwoord:
    """Say yes or no to an offer that waits for an answer; who looks after the case hears that something is ready."""
    zichtbaar = Onderwijsaanbod.objects.visible_to(door, LEZEN).select_for_update(of=("self",))
    rij: Onderwijsaanbod = get_object_or_404(zichtbaar.select_related("casus__regievoerder"), pk=aanbod.pk)
    if rij.antwoord or not rij.casus.loopt:
        raise NietMogelijk(gettext("Op dit voorstel is al een antwoord. Bel ons als u nog iets wilt zeggen."))
    woord = Aanbodwoord(aanbod=rij, gever=door, ja=ja, waarom=waarom.strip(), op=op)
    bewaren(woord)
    vastleggen("aanbod_zeggen", woord, door=door, op=op, ja=ja)
    _bericht(rij.casus, f"aanbodwoord:{woord.public_id}", op)
    return woord


def _bericht(casus: Casus, sleutel: str, op: datetime) -> None:
    for wie in wie_hoort(casus, timezone.localdate(op)):
        melden(wie=wie, sleutel=f"{sleutel}:{wie.pk}", op=op)
