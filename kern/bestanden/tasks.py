"""Scanning what waits in quarantine, and throwing away what nobody sent. The row is the truth; a task is a nudge."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from . import actions, scanner

PER_KEER = 200
"""How many contents one sweep nudges, oldest first."""


@shared_task(acks_late=True)
def scannen(*, inhoud_id: int) -> None:
    """Scan one content. Idempotent: what has an outcome is left alone, see actions.scannen."""
    actions.scannen(inhoud_id, op=timezone.now())


@shared_task(acks_late=True)
def scans_inhalen() -> None:
    """Sweep: nudge every content that still waits for the scanner."""
    if not scanner.ingesteld():
        return
    for inhoud_id in actions.te_scannen().order_by("pk").values_list("pk", flat=True)[:PER_KEER]:
        scannen.apply_async(kwargs={"inhoud_id": inhoud_id}, expires=300)


@shared_task(acks_late=True)
def wezen_opruimen() -> None:
    """Sweep: throw away what came in and was never sent."""
    actions.wezen_weggooien(op=timezone.now())
