"""Telling the loket in good time that a request about own data waits for its answer (AVG 12 lid 3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.post.actions import melden
from kern.post.models import Bericht
from loket.models import Privacyverzoek

DAGEN_VOORAF = 7
"""As the work list counts: what is due within a week."""


def privacyverzoeken_herinneren(*, op: datetime) -> int:
    """Mail everybody who may answer, once per request and last day; gives how many requests. Nothing of it is in the
    mail. A request that was extended is told again before its new last day."""
    dag = timezone.localdate(op)
    open_ = Privacyverzoek.objects.filter(beantwoord_op=None).order_by("gevraagd_op", "pk")
    bijna = [een for een in open_ if een.uiterlijk <= dag + timedelta(days=DAGEN_VOORAF)]
    if not bijna:
        return 0
    rollen = [rol for rol in Rol if Permissie.PRIVACY_BEANTWOORDEN in PERMISSIES[rol]]
    wie = list(met_een_rol(rollen, dag))
    return sum([_herinneren(een, wie, op) for een in bijna])


def _herinneren(verzoek: Privacyverzoek, wie: list[Gebruiker], op: datetime) -> bool:
    nieuw = False
    for een in wie:
        sleutel = f"privacy-termijn-{verzoek.public_id}-{verzoek.uiterlijk.isoformat()}-{een.public_id}"
        if not Bericht.objects.filter(sleutel=sleutel).exists():
            melden(wie=een, sleutel=sleutel, op=op, dringend=True)
            nieuw = True
    return nieuw
