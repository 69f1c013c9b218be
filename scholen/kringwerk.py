"""What a start page tells of kringen: where a notice about a kring leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.models import Kring, Kringbijeenkomst, Kringlid

MEEDOEN = Permissie.KRING_MEEDOEN
NIEUW = timedelta(days=14)
STRAKS = timedelta(days=60)
HOOGSTENS = 5


@dataclass(frozen=True)
class Kringwerk:
    """kringen: in which this person was taken in lately; bijeenkomsten: that come, or were called off lately."""

    kringen: tuple[Kring, ...] = ()
    bijeenkomsten: tuple[Kringbijeenkomst, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kringen or self.bijeenkomsten)


def kringwerk(wie: Gebruiker, op: datetime) -> Kringwerk:
    """Of this person, at this moment."""
    if not wie.heeft(MEEDOEN):
        return Kringwerk()
    leden = Kringlid.objects.visible_to(wie, MEEDOEN).geldig(timezone.localdate(op))
    eigen = leden.filter(lidmaatschap__gebruiker=wie, kring__gesloten_op=None)
    nieuw = eigen.filter(begonnen_op__gte=op - NIEUW).select_related("kring").order_by("kring__naam", "pk")
    straks = Kringbijeenkomst.objects.visible_to(wie, MEEDOEN).filter(
        kring__in=eigen.values("kring"), begin__range=(op, op + STRAKS)
    )
    return Kringwerk(
        tuple(een.kring for een in nieuw[:HOOGSTENS]),
        tuple(straks.select_related("kring").order_by("begin", "pk")[:HOOGSTENS]),
    )
