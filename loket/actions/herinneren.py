"""Reminding experts by themselves: before and after the day they were asked for (afspraak 52)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from kern.post.models import Bericht
from kern.termijnen.kalender import is_werkdag
from loket.models import Adviesopdracht, Status
from loket.rules.deskundigen import herinnering

from .opdrachten import bericht

HERINNERAAR = Systeem("herinneraar")


def deskundigen_herinneren(*, op: datetime) -> int:
    """Mail every expert whose moment has come; gives how many. Running twice, or at once, mails once per moment.

    Only while the experts are to move: nobody is pressed while the school completes the aanvraag. And on working days
    only (afspraak 48): what falls due on a day off waits for the next one.
    """
    if not is_werkdag(timezone.localdate(op)):
        return 0
    te_doen = Adviesopdracht.objects.te_schrijven().filter(aanvraag__status=Status.IN_ADVIES)
    return sum(_herinneren(pk, op) for pk in te_doen.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _herinneren(pk: int, op: datetime) -> bool:
    rijen = Adviesopdracht.objects.te_schrijven().select_for_update(of=("self",), skip_locked=True)
    rij = rijen.select_related("deskundige").filter(pk=pk).first()
    moment = herinnering(rij.uiterlijk_op, timezone.localdate(op)) if rij else ""
    if rij is None or not moment:
        return False
    sleutel = f"herinnering:{rij.public_id}:{moment}:{rij.uiterlijk_op}"
    if Bericht.objects.filter(sleutel=sleutel).exists():
        return False
    bericht(rij.deskundige, sleutel, op)
    vastleggen("advies_herinnerd", rij, door=HERINNERAAR, op=op, moment=moment)
    return True
