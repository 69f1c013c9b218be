"""What the worker does for the region. The rows say what is to be done; a task may run twice or late."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from kern.gebruikers.overgang import Systeem

from .actions.gegevens import gegevens_laten_ingaan as laten_ingaan
from .actions.nakijken import nakijken_herinneren
from .actions.ongebruikt import ongebruikt_afhandelen


@shared_task(acks_late=True)
def gegevens_laten_ingaan() -> None:
    """Each hour: a name, address or colour that begins today. One hour missed at night is made good by the next."""
    laten_ingaan(door=Systeem("worker"), op=timezone.now())


@shared_task(acks_late=True)
def lijsten_herinneren() -> None:
    """Each working morning: who has not looked through a list yet. Idempotent by the key of each mail."""
    nakijken_herinneren(op=timezone.now())


@shared_task(acks_late=True)
def ongebruikte_accounts() -> None:
    """Each working morning: tell or close who did not log in for long. Not in the demo: nobody lives there."""
    if not settings.DEMO:
        ongebruikt_afhandelen(op=timezone.now())
