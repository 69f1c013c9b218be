"""The cases that somebody who leaves looks after go to a colleague, or wait for one."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.gebruikers.werk import Werk, registreer_werk
from kern.logboek.actions import vastleggen
from thuiszitters.models import Casus
from thuiszitters.models.casus import OPEN

BEGELEIDT = frozenset(rol for rol in Rol if Permissie.THUISZITTER_BEGELEIDEN in PERMISSIES[rol])


def regie_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """Each case that runs; the protocol reminds of one without regievoerder as of a new one."""
    rijen = Casus.objects.filter(regievoerder=van, status__in=OPEN).select_for_update(of=("self",))
    for casus in rijen.order_by("pk"):
        casus.regievoerder, casus.regie_sinds = naar, timezone.localdate(op) if naar else None
        casus.save(update_fields=["regievoerder", "regie_sinds"])
        vastleggen("werk_overdragen", casus, door=door, op=op, van=van.log_id, naar=naar.log_id if naar else "")


registreer_werk(
    Werk(
        "thuiszitters",
        "thuiszitters met regie",
        BEGELEIDT,
        BEGELEIDT,
        lambda van: Casus.objects.filter(regievoerder=van, status__in=OPEN).count(),
        regie_overdragen,
    )
)
