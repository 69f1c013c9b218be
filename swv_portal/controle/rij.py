"""I12: what waits for the worker. Each sweep comes back within a minute or two; what waits longer, nobody fetches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from kern.bestanden import actions as bestanden
from kern.bestanden import scanner
from kern.brieven import actions as brieven
from kern.post import actions as post
from loket.actions.inzage import bestand as inzage
from loket.actions.post import printen
from monitoring.actions import onderzoek, rapport
from swv_portal.controle.zinnen import melden
from thuiszitters.actions import opgavepdf
from toezicht.actions import vertrek

LANG = timedelta(minutes=5)
Wachtrij = Callable[[datetime], QuerySet[Any]]
RIJEN: tuple[tuple[str, str, Wachtrij], ...] = (
    ("Brieven zonder pdf", "created_at", lambda op: brieven.te_maken(op=op)),
    ("Mails die niet gingen", "created_at", lambda op: post.te_verzenden(op=op).filter(gewoon=False)),
    ("Post die niet te printen is", "gemaakt_op", lambda op: printen.te_maken(op=op)),
    ("Kopieën van een dossier", "vrijgegeven_op", lambda op: inzage.te_maken(op=op)),
    ("Rapporten", "gevraagd_op", lambda op: rapport.te_maken(op=op)),
    ("Sets voor onderzoek", "gevraagd_op", lambda op: onderzoek.te_maken(op=op)),
    ("Pdf’s van een opgave", "gevraagd_op", lambda op: opgavepdf.te_maken()),
    ("Vertrekpakketten", "beoordeeld_op", lambda op: vertrek.te_maken(op=op)),
)
"""What it is, by which moment it began to wait, and what is free to be fetched now."""
VAST: tuple[tuple[str, Wachtrij], ...] = (
    ("Brieven die te vaak mislukten", lambda op: brieven.vastgelopen(op=op)),
    ("Post die te vaak mislukte", lambda op: printen.vastgelopen(op=op)),
)


def wachtend(op: datetime) -> Iterator[str]:
    """Each queue of which something is older than five minutes and not in anybody's hands; what gave up."""
    for wat, sinds, rij in RIJEN:
        yield from melden(f"{wat}, langer dan vijf minuten", rij(op).filter(**{f"{sinds}__lt": op - LANG}))
    if scanner.ingesteld():
        te_scannen = bestanden.te_scannen().filter(created_at__lt=op - LANG)
        yield from melden("Bestanden die op de virusscanner wachten", te_scannen)
    for wat, rij in VAST:
        yield from melden(wat, rij(op))
