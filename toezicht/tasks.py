"""What the worker does under the rules of keeping. The rows say what is to be done; a task may run twice or late."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk

from .actions import datalek, opruimen, verwijderen

MINUTEN = 60


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaarlijst_maken(*, alleen_oudste: bool = False) -> None:
    """When the privacy officer asks: what may go and why. Changes nothing else."""
    try:
        opruimen.lijst_maken(op=timezone.now(), alleen_oudste=alleen_oudste)
    except NietMogelijk:
        return  # one that was approved is still running


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaartermijnen_toepassen() -> None:
    """Each night: what was approved more than thirty days ago, rows of the register of seven years, and each month a
    list of what may go next."""
    nu = timezone.now()
    verwijderen.opruimen(op=nu)
    verwijderen.register_opruimen(op=nu)
    opruimen.lijst_vanzelf(op=nu)


@shared_task(acks_late=True)
def datalekken_herinneren() -> None:
    """Often: a leak of which the last day of its 72 hours began. Once for each, see actions.datalek."""
    datalek.datalekken_herinneren(op=timezone.now())
