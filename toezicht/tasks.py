"""What the worker does under the rules of keeping. The rows say what is to be done; a task may run twice or late."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.logboek.models import Logregel

from .actions import datalek, lijst, opruimen, opschonen, toezien, vertrek, verwijderen, verzegelen
from .boek import BoekFout
from .models import Dagzegel
from .nazien import Fout, nazien

logger = logging.getLogger(__name__)
MINUTEN = 60
UREN = 60 * MINUTEN
INGEHAALD = 3
"""So many days back supervision looks each night, so that a worker that was down misses none."""
ELKE_NACHT = 7
"""So many seals are checked each night, and all of them each Sunday."""
ZONDAG = 6
OUD = timedelta(days=2)
"""Longer than this without a seal is a fault itself."""
OPNIEUW = (
    "De zegels beginnen bij 1, en er waren al regels. Na een nieuwe installatie klopt dat, anders zijn zegels weg."
)
"""Who takes away all seals and the book, leaves a portal that begins anew by itself: a person must hear of that."""


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaarlijst_maken(*, alleen_oudste: bool = False, door_id: int | None = None) -> None:
    """When somebody asks: what may go and why. Changes nothing else."""
    door = Gebruiker.objects.filter(pk=door_id).first()
    lijst.lijst_maken(op=timezone.now(), alleen_oudste=alleen_oudste, door=door)


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaarlijst_uitvoeren(*, opruiming_id: int) -> None:
    """After an approval: judge each file again and hide what may go. Idempotent, see actions.opruimen."""
    opruimen.goedkeuring_uitvoeren(opruiming_id, op=timezone.now())


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaarlijsten_inhalen() -> None:
    """Sweep: what was approved and of which the nudge was lost or the worker killed."""
    nu = timezone.now()
    for opruiming_id in opruimen.te_doen().values_list("pk", flat=True):
        opruimen.goedkeuring_uitvoeren(opruiming_id, op=nu)


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def bewaartermijnen_toepassen() -> None:
    """Each night: what was approved more than thirty days ago, rows of the register of seven years, what somebody was
    promised, and each month a list of what may go next."""
    nu = timezone.now()
    try:
        verwijderen.opruimen(op=nu)
    except BoekFout as fout:
        logger.error("nothing is deleted: %s", fout)
        toezien.boekfout_melden(op=nu)
    verwijderen.register_opruimen(op=nu)
    opschonen.opschonen(op=nu)
    opruimen.laatste_week_zeggen(op=nu)
    lijst.verzoeken_vanzelf(op=nu)
    lijst.lijst_vanzelf(op=nu)


@shared_task(acks_late=True)
def datalekken_herinneren() -> None:
    """Often: a leak of which the last day of its 72 hours began. Once for each, see actions.datalek."""
    datalek.datalekken_herinneren(op=timezone.now())


@shared_task(acks_late=True, soft_time_limit=5 * UREN, time_limit=5 * UREN + 5 * MINUTEN)
def vertrekpakket_maken(*, pakket_id: int) -> None:
    """Make one package. Idempotent by the lease, see actions.vertrek."""
    vertrek.pakket_maken(pakket_id, op=timezone.now())


@shared_task(acks_late=True)
def vertrekpakketten_inhalen() -> None:
    """Sweep: nudge each package that waits or whose worker was killed, and throw away what was not fetched in time."""
    nu = timezone.now()
    vertrek.opgeven(op=nu)
    for pakket_id in vertrek.te_maken(op=nu).values_list("pk", flat=True):
        vertrekpakket_maken.apply_async(kwargs={"pakket_id": pakket_id}, expires=MINUTEN)
    vertrek.opruimen(op=nu)


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def logboek_verzegelen() -> None:
    """Each hour, until this day has its seal: when somebody is long busy writing, the next hour tries again."""
    nu = timezone.now()
    try:
        een = verzegelen.verzegelen(op=nu)
        if een is not None and een.nummer == 1 and _er_was_al_een_logboek(nu):
            toezien.zegelfout_melden([Fout(1, OPNIEUW)], op=nu)
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
    if laatste is not None and laatste.dag > nu.date():
        fouten.append(Fout(laatste.nummer, "Dit zegel is van een dag die nog komt: de klok liep voor."))
    if laatste is None and _er_was_al_een_logboek(nu):
        fouten.append(Fout(0, "Er is nog nooit een zegel gezet."))
    if fouten:
        logger.error("the logbook does not hold: %s seals", len({fout.nummer for fout in fouten}))
        toezien.zegelfout_melden(fouten, op=nu)


def _er_was_al_een_logboek(nu: datetime) -> bool:
    """Whether there are lines of before the first seal could have been made; a demo begins with lines of older days."""
    return not settings.DEMO and Logregel.objects.filter(op__lt=nu - OUD).exists()


@shared_task(acks_late=True, soft_time_limit=20 * MINUTEN, time_limit=25 * MINUTEN)
def toezicht_houden() -> None:
    """Each night: what stood out yesterday and the days before, and a draw."""
    nu = timezone.now()
    for terug in range(INGEHAALD, 0, -1):
        toezien.toezien(timezone.localdate(nu) - timedelta(days=terug), op=nu)
