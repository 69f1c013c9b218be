"""What the worker does for letters. The row says what is to be done; a task is only a nudge."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def pdf_maken(*, versie_id: int) -> None:
    """Make one PDF. Idempotent by compare-and-swap on the lease, see actions.pdf_maken."""
    actions.pdf_maken(versie_id, op=timezone.now())


@shared_task(acks_late=True)
def brieven_inhalen() -> None:
    """Sweep: nudge every letter that still has no PDF, whatever a killed worker or an empty queue left behind."""
    for versie_id in actions.te_maken(op=timezone.now()).values_list("pk", flat=True):
        pdf_maken.delay(versie_id=versie_id)
