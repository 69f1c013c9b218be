"""What the worker does under the rules of keeping. The rows say what is to be done; a task may run twice or late."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk

from .actions import datalek, opruimen, toezien, verwijderen, verzegelen
from .boek import BoekFout
from .models import Dagzegel
from .nazien import Fout, nazien

logger = logging.getLogger(__name__)
MINUTEN = 60
INGEHAALD = 3
"""So many days back supervision looks each night, so that a worker that was down misses none."""
ELKE_NACHT = 7
"""So many seals are checked each night, and all of them each Sunday."""
ZONDAG = 6
OUD = timedelta(days=2)
"""Longer than this without a seal is a fault itself."""


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


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def logboek_verzegelen() -> None:
    """Each hour, until this day has its seal: when somebody is long busy writing, the next hour tries again."""
    nu = timezone.now()
    try:
        verzegelen.verzegelen(op=nu)
    except OperationalError as fout:
        logger.warning("no seal yet: %s", type(fout).__name__)
    except BoekFout as fout:
        logger.error("no seal: %s", fout)
        toezien.zegelfout_melden([Fout(0, str(fout))], op=nu)


@shared_task(acks_late=True, soft_time_limit=50 * MINUTEN, time_limit=55 * MINUTEN)
def logboek_nazien() -> None:
    """Each night the last seals, on Sunday all; what does not hold goes to the privacy officer at once."""
    nu = timezone.localtime()
    laatste = Dagzegel.objects.order_by("nummer").last()
    fouten = nazien(vanaf=1 if laatste is None or nu.weekday() == ZONDAG else max(laatste.nummer - ELKE_NACHT, 1))
    if laatste is not None and nu.date() - laatste.dag > OUD:
        fouten.append(Fout(0, "Er is al dagen geen zegel gezet."))
    if fouten:
        logger.error("the logbook does not hold: %s seals", len({fout.nummer for fout in fouten}))
        toezien.zegelfout_melden(fouten, op=nu)


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def toezicht_houden() -> None:
    """Each night: what stood out yesterday and the days before, and a draw."""
    nu = timezone.now()
    for terug in range(INGEHAALD, 0, -1):
        toezien.toezien(timezone.localdate(nu) - timedelta(days=terug), op=nu)
