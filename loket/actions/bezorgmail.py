"""Once a day, to who sends letters: how many need somebody. A number and a link, nothing else (afspraak 21)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.rollen import PERMISSIES, Rol
from kern.post.actions import klaarzetten

from .post.problemen import problemen
from .post.soorten import RECHT


def bezorging_melden(*, op: datetime) -> int:
    """Mail everybody who sends letters of which some need attention; gives how many. Its key makes it once a day."""
    dag = timezone.localdate(op)
    rollen = [rol for rol in Rol if PERMISSIES[rol] & {*RECHT.values()}]
    aantal = 0
    for wie in met_een_rol(rollen, dag):
        if hoeveel := len(problemen(wie, dag)):
            klaarzetten(
                aan=wie.email,
                soort="bezorging",
                sleutel=f"bezorging-{dag.isoformat()}-{wie.public_id}",
                op=op,
                link=f"{settings.SITE_URL}/loket/brieven/",
                aantal=hoeveel,
            )
            aantal += 1
    return aantal
