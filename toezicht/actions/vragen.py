"""Asking for a list: the worker makes it, and somebody else approves it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from celery import current_app
from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import rechten_nodig
from kern.gebruikers.rollen import Permissie

TAAK = "toezicht.tasks.bewaarlijst_maken"


def lijst_laten_maken(*, door: Gebruiker, op: datetime, alleen_oudste: bool = False) -> None:
    """Nudge the worker; what it finds is written down with the day on which it looked."""
    rechten_nodig(door, Permissie.BEWAREN_VOORSTELLEN)
    taak = partial(
        current_app.send_task, TAAK, kwargs={"alleen_oudste": alleen_oudste, "door_id": door.pk}, retry=False
    )
    transaction.on_commit(taak, robust=True)
