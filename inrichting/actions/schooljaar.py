"""The change of school year: shown first, and then done at once for all that the person who asks it may do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from arrangementen.actions.aanbod import tarieven_overnemen
from arrangementen.actions.schooljaar import Regel, potten_overnemen, potten_voor, tarieven_voor
from kern.bestanden.controlegetal import controlegetal
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband


@dataclass(frozen=True)
class Jaarvoorstel:
    """What would be made. tarieven and potten are None for who may not make them; stand: a number for all of it."""

    tarieven: tuple[Regel, ...] | None
    potten: tuple[Regel, ...] | None
    stand: str

    @property
    def leeg(self) -> bool:
        return not any(een.nieuw is not None for een in (*(self.tarieven or ()), *(self.potten or ())))


def jaarvoorstel(
    swv: Samenwerkingsverband, *, door: Gebruiker, schooljaar: int, tarief: Decimal, budget: Decimal
) -> Jaarvoorstel:
    """What schooljaar_klaarzetten would do for this person. tarief, budget: by how many percent they go up."""
    mag_tarief, mag_budget = (door.heeft(een) for een in (Permissie.AANBOD_BEHEREN, Permissie.BUDGET_BEHEREN))
    tarieven = tuple(tarieven_voor(swv, schooljaar, tarief)) if mag_tarief else None
    potten = tuple(potten_voor(swv, schooljaar, budget)) if mag_budget else None
    regels = {
        "jaar": [swv.code, schooljaar],
        "tarieven": [asdict(een) for een in tarieven or ()],
        "potten": [asdict(een) for een in potten or ()],
    }
    return Jaarvoorstel(tarieven, potten, controlegetal(regels))


@transaction.atomic
def schooljaar_klaarzetten(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    schooljaar: int,
    tarief: Decimal,
    budget: Decimal,
    akkoord: str,
) -> tuple[int, int]:
    """Make tariffs and budgets for this school year, as far as this person may; returns how many of each.

    akkoord: the `stand` of the Jaarvoorstel that was shown. Raises NietMogelijk when it is another by now.
    """
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    gezien = jaarvoorstel(swv, door=door, schooljaar=schooljaar, tarief=tarief, budget=budget)
    if gezien.tarieven is None and gezien.potten is None:
        raise NietMogelijk("Je hebt hier geen rechten voor.")
    if gezien.stand != akkoord:
        raise NietMogelijk("Er is intussen iets veranderd. Bekijk het opnieuw.")
    if gezien.leeg:
        raise NietMogelijk("Er is niets om over te nemen.")
    wat: dict[str, Any] = {"door": door, "op": op, "swv": swv, "schooljaar": schooljaar}
    tarieven = tarieven_overnemen(**wat, procent=tarief) if gezien.tarieven is not None else 0
    potten = potten_overnemen(**wat, procent=budget) if gezien.potten is not None else 0
    vastleggen("schooljaar_klaarzetten", swv, door=door, op=op, jaar=schooljaar, tarieven=tarieven, potten=potten)
    return tarieven, potten
