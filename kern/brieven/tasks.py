"""What the worker does for letters. The row says what is to be done; a task is only a nudge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from celery import current_app, shared_task
from django.utils import timezone

from kern.bestanden.opslag import restanten_opruimen

from . import actions

PER_KEER = 500
"""How many letters one sweep nudges, oldest first: a backlog must not fill the queue anew every half minute."""
SECONDEN, HOOGSTENS = 8, 15
"""What one letter may take; an ordinary one takes a tenth. It is asked to stop, and at last its process is killed."""


@shared_task(acks_late=True, soft_time_limit=SECONDEN, time_limit=HOOGSTENS)
def pdf_maken(*, versie_id: int) -> None:
    """Make one PDF. Idempotent by compare-and-swap on the lease, see actions.pdf_maken."""
    actions.pdf_maken(versie_id, op=timezone.now())


@shared_task(acks_late=True)
def brieven_inhalen() -> None:
    """Sweep: nudge every letter that still has no PDF, whatever a killed worker or an empty queue left behind."""
    inhalen(op=timezone.now())


@dataclass(frozen=True)
class Ingehaald:
    """What a sweep found.

    in_handen: leased by a worker; vastgelopen: waits for a person; wachtend: waits for something around it, such as
    the certificate; restanten: files removed.
    """

    aangestoten: int
    in_handen: int
    vastgelopen: int
    wachtend: int
    restanten: int


def inhalen(*, op: datetime) -> Ingehaald:
    """Nudge what has no PDF and nobody at it, and throw away half written files. A nudge lapses after one lease.

    Not what is nudged already: while no worker comes, each sweep would add the whole backlog to the queue once more
    (T53). The queue does not say what is in it, so that as many letters as it is long wait for a next sweep.
    """
    ids = list(actions.te_maken(op=op).order_by("created_at").values_list("pk", flat=True)[:PER_KEER])
    ids = ids[_wachtrij() :]
    for versie_id in ids:
        pdf_maken.apply_async(kwargs={"versie_id": versie_id}, expires=actions.LEASE.total_seconds())
    return Ingehaald(
        aangestoten=len(ids),
        in_handen=actions.in_handen(op=op).count(),
        vastgelopen=actions.vastgelopen(op=op).count(),
        wachtend=actions.wachtend(op=op).count(),
        restanten=restanten_opruimen(op=op),
    )


def _wachtrij() -> int:
    """How many messages wait for a worker."""
    with current_app.connection_for_write() as verbinding:
        try:
            rij = verbinding.default_channel.queue_declare(current_app.conf.task_default_queue, passive=True)
        except verbinding.channel_errors:  # an empty queue is no queue
            return 0
        return int(rij.message_count)
