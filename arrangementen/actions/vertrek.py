"""The help that somebody of the SWV gives goes to a colleague when that person leaves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from arrangementen.models import Inzet
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor
from kern.gebruikers.rollen import Rol
from kern.gebruikers.werk import Werk, registreer_werk
from kern.logboek.actions import vastleggen

ADVISEUR = frozenset({Rol.ADVISEUR})


def _geeft(van: Gebruiker) -> QuerySet[Inzet]:
    """What this person was to do from now on; hours that were written stay with who did them."""
    vandaag = timezone.localdate()
    return Inzet.objects.filter(
        Q(tot=None) | Q(tot__gt=vandaag), gebruiker=van, arrangement__beslissing__tot__gte=vandaag
    )


def inzet_overdragen(van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None:
    """End each of them today; the colleague gets the same plan, unless that one gives this help already."""
    for oud in _geeft(van).select_related("arrangement").select_for_update(of=("self",)).order_by("pk"):
        oud.tot = timezone.localdate(op)
        oud.save(update_fields=["tot"])
        if naar is not None:
            _erbij(oud, naar, door=door, op=op)
        log = {"van": van.log_id, "naar": naar.log_id if naar else ""}
        vastleggen("werk_overdragen", oud.arrangement, door=door, op=op, **log)


def _erbij(oud: Inzet, naar: Gebruiker, *, door: Actor, op: datetime) -> None:
    nieuw = Inzet.objects.filter(arrangement=oud.arrangement, gebruiker=naar).first()
    if nieuw is None:
        wie = door if isinstance(door, Gebruiker) else oud.gemaakt_door
        nieuw = Inzet(arrangement=oud.arrangement, gebruiker=naar, gemaakt_op=op, gemaakt_door=wie)
    elif nieuw.tot is None:
        return
    nieuw.uren_per_week, nieuw.uren_totaal, nieuw.tot = oud.uren_per_week, oud.uren_totaal, None
    bewaren(nieuw)


registreer_werk(
    Werk(
        "inzet",
        "arrangementen waarbij je collega hulp geeft",
        ADVISEUR,
        ADVISEUR,
        lambda van: _geeft(van).count(),
        inzet_overdragen,
    )
)
