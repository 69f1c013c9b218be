"""What the worker does for reports and sets. Rows say what is to be done; a task may run twice, late or not at all."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .actions import hulpcijfers, maandcijfers, onderzoek, rapport, standcijfers
from .kengetallen import maanden

GUN = timedelta(minutes=1)
"""A nudge gets so long before the sweep does it itself."""
PER_KEER = 20
SECONDEN, HOOGSTENS = 120, 150
"""What one report may take; an ordinary one takes a second. Less than the lease, so that nobody takes it over alive."""


@shared_task(acks_late=True, soft_time_limit=SECONDEN, time_limit=HOOGSTENS)
def rapport_maken(*, rapport_id: int) -> None:
    """Make one report. Idempotent by compare-and-swap on the lease, see actions.rapport."""
    rapport.rapport_maken(rapport_id, op=timezone.now())


@shared_task(acks_late=True, soft_time_limit=SECONDEN, time_limit=HOOGSTENS)
def onderzoeksset_maken(*, set_id: int) -> None:
    """Make one set. Idempotent in the same way, see actions.onderzoek."""
    onderzoek.onderzoeksset_maken(set_id, op=timezone.now())


@shared_task(acks_late=True)
def rapporten_inhalen() -> None:
    """Sweep: nudge every report and set that waits longer than a nudge takes, or whose worker was killed; give up
    what killed each of them."""
    nu = timezone.now()
    rapport.opgeven(op=nu)
    onderzoek.opgeven(op=nu)
    sets = onderzoek.te_maken(op=nu).filter(gevraagd_op__lte=nu - GUN).order_by("gevraagd_op", "pk")
    for set_id in sets.values_list("pk", flat=True)[:PER_KEER]:
        onderzoeksset_maken.apply_async(kwargs={"set_id": set_id}, expires=GUN.total_seconds())
    oud = rapport.te_maken(op=nu).filter(gevraagd_op__lte=nu - GUN).order_by("gevraagd_op", "pk")
    for rapport_id in oud.values_list("pk", flat=True)[:PER_KEER]:
        rapport_maken.apply_async(kwargs={"rapport_id": rapport_id}, expires=GUN.total_seconds())


@shared_task(acks_late=True)
def rapporten_vanzelf() -> None:
    """Each night: the reports of a period that is over, also of one that was missed. Idempotent."""
    rapport.rapporten_vanzelf(op=timezone.now())


@shared_task(acks_late=True)
def maanden_bijwerken() -> None:
    """Make the sums of months that changed. A page counts such a month from its rows until then. Idempotent."""
    while maandcijfers.maanden_bijwerken() == maanden.PER_KEER:
        pass
    while hulpcijfers.hulpmaanden_bijwerken() == maanden.PER_KEER:
        pass
    standcijfers.standcijfers_bijwerken(timezone.localdate())


@shared_task(acks_late=True)
def alle_maanden_maken() -> None:
    """Each night: all sums anew. Idempotent."""
    maandcijfers.alle_maanden_maken()
