"""Sending mails from the outbox. The row says what is to be done; a task is only a nudge."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def verzenden(*, bericht_id: int) -> None:
    """Send one mail. Idempotent by compare-and-swap on the lease, see actions.verzenden."""
    actions.verzenden(bericht_id, op=timezone.now())


@shared_task(acks_late=True)
def post_inhalen() -> None:
    """Sweep: nudge every mail that did not go yet."""
    for bericht_id in actions.te_verzenden(op=timezone.now()).values_list("pk", flat=True):
        verzenden.delay(bericht_id=bericht_id)
