"""The one table of transitions of a casus (13.5), and the locks that every other action on a casus or plan takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, Overgangen
from kern.gebruikers.rollen import Permissie
from thuiszitters.models import Casus, Plan

overgang: Overgangen[Casus] = Overgangen(Casus)
GESLOTEN = "Deze casus is gesloten. Heropen hem eerst."
PLAN_VERHUISD = "Het kind is net gemeld. Bewaar nog een keer."
PLAN_GESLOTEN = "Dit plan is afgesloten. Begin een nieuw plan."


class Intussen(NietMogelijk):
    """Somebody wrote here after the page was opened; what was typed is still there, to look at again."""

    def __init__(self) -> None:
        super().__init__(
            "Dit is intussen ook gewijzigd. Bij elk veld dat anders is, zie je wat er nu staat. Bewaar daarna opnieuw."
        )


def afdruk(wat: Iterable[object]) -> str:
    """A print of what is written down now, for a page to give back when it is sent."""
    return hashlib.sha256(repr([str(een) for een in wat]).encode()).hexdigest()[:32]


def lopende_casus(casus: Casus, *een_van: Permissie, door: Gebruiker, op: datetime) -> Casus:
    """This case, locked, and marked as touched now. Call inside a transaction.

    Raises 404 when this user does not see it, NietMogelijk when none of these rights reaches it or it is closed.
    """
    rij: Casus = get_object_or_404(Casus.objects.visible_to(door).select_for_update(of=("self",)), pk=casus.pk)
    if not any(Casus.objects.visible_to(door, recht).filter(pk=rij.pk).exists() for recht in een_van):
        raise NietMogelijk(GEEN_RECHTEN)
    if not rij.loopt:
        raise NietMogelijk(GESLOTEN)
    rij.laatste_actie_op = op
    rij.save(update_fields=["laatste_actie_op"])
    return rij


def lopend_plan(plan: Plan, *een_van: Permissie, door: Gebruiker, op: datetime) -> Plan:
    """This plan, locked, and its running case marked as touched now. Call inside a transaction.

    The case is locked before the plan, as everywhere: whoever reports the child again holds the case when it takes the
    plan along. Raises 404 when this user does not see it, NietMogelijk when none of these rights reaches it or it is
    closed.
    """
    zichtbaar = Plan.objects.visible_to(door).select_related("casus", "leerling", "swv")
    gezien: Plan = get_object_or_404(zichtbaar, pk=plan.pk)
    if not Plan.objects.visible_to(door, *een_van).filter(pk=gezien.pk).exists():
        raise NietMogelijk(GEEN_RECHTEN)
    casus = gezien.casus
    if casus is not None and gezien.loopt and casus.loopt:
        casus = lopende_casus(casus, *een_van, door=door, op=op)
    rij: Plan = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=plan.pk)
    if not rij.loopt:
        raise NietMogelijk(PLAN_GESLOTEN)
    if rij.casus_id != gezien.casus_id:
        raise NietMogelijk(PLAN_VERHUISD)
    rij.casus = casus
    return rij
