"""Who hears that a report is there: who asked for it, and whom it is about. The mail says nothing but that."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.post.actions import melden
from monitoring.models import MAX_POGINGEN, Rapport
from monitoring.rules.rapport import Over
from scholen.models import Plek

LEZERS = {Over.BESTUUR: (Rol.BESTUUR,), Over.SCHOOL: (Rol.IB, Rol.DIRECTEUR), Over.GEMEENTE: (Rol.GEMEENTE,)}
"""About whom a report is → who works there and reads it."""


@transaction.atomic
def vrager_melden(rapport: Rapport, *, op: datetime) -> None:
    """Tell who asked, once all that this person asked at the same moment is there or failed for good."""
    if rapport.gevraagd_door is None:
        return
    samen = Rapport.objects.filter(gevraagd_door=rapport.gevraagd_door, gevraagd_op=rapport.gevraagd_op)
    eerste = samen.order_by("pk").select_for_update().first()  # two workers at the last two: one of them comes after
    if eerste and not samen.filter(klaar_op=None, pogingen__lt=MAX_POGINGEN).exists():
        melden(wie=rapport.gevraagd_door, sleutel=f"rapporten-{eerste.public_id}", op=op)


def lezers(rapport: Rapport, *, op: datetime) -> QuerySet[Gebruiker]:
    """Who works today at the board, school or gemeente that it is about. Nobody of one about the whole SWV."""
    alle: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True).order_by("pk")
    if rapport.over == Over.SWV:
        return alle.none()
    daar = Plek.objects.filter(Q(**{rapport.over: rapport.wie}))
    leden = Lidmaatschap.objects.geldig(timezone.localdate(op)).filter(
        rol__in=LEZERS[Over(rapport.over)], pk__in=daar.values("lidmaatschap")
    )
    return alle.filter(pk__in=leden.values("gebruiker"))


def lezers_melden(rapport: Rapport, *, op: datetime) -> None:
    """In the one mail of that day, as each of them chose; in the transaction that keeps the report."""
    for wie in lezers(rapport, op=op):
        if wie != rapport.gevraagd_door:
            melden(wie=wie, sleutel=f"rapport-{rapport.public_id}-{wie.pk}", op=op)
