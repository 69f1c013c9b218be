"""Choosing how often to be mailed. What the outbox keeps, it keeps itself; here it gets its line in the logbook."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.logboek.actions import vastleggen
from kern.post.actions import mailkeuze_bewaren


@transaction.atomic
def mailkeuze_maken(*, door: Gebruiker, op: datetime, hoe_vaak: str, uur: int | None = None) -> None:
    """Keep what this person wants for the own mail. uur: with a set hour only."""
    mailkeuze_bewaren(wie=door, op=op, hoe_vaak=hoe_vaak, uur=uur)
    vastleggen("mailkeuze_maken", door, door=door, op=op, hoe_vaak=hoe_vaak)
