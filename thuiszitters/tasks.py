"""What the clock does for thuiszitters. The rows say what is to be done; a task may run twice, late or not at all."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from .actions import opgavepdf
from .actions.herinneren import thuiszitters_herinneren
from .actions.weergave import weekmails_klaarzetten


@shared_task(acks_late=True)
def herinneren() -> None:
    """Each working morning. Idempotent by the row of each reminder, see actions.herinneren."""
    thuiszitters_herinneren(op=timezone.now())


@shared_task(acks_late=True)
def opgavepdfs_maken() -> None:
    """Make the PDF of each return that waits for one."""
    for pdf_id in opgavepdf.te_maken().order_by("pk").values_list("pk", flat=True)[:20]:
        opgavepdf.pdf_maken(pdf_id, op=timezone.now())


@shared_task(acks_late=True)
def weekoverzicht() -> None:
    """Each working morning: whoever did not get the mail of this week yet. Idempotent by the key of each mail."""
    weekmails_klaarzetten(op=timezone.now())
