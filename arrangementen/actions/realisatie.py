"""Reading what the bookkeeping paid, and keeping it beside our lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from arrangementen.models import Boeking, Realisatie, Realisatieregel
from arrangementen.rules.boekingen import OP_DATUM, UITBETALING
from arrangementen.rules.realisatie import GeenLijst, betalingen, koppelen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.importeren.duolijst import LijstFout, rijen_in
from scholen.models import Samenwerkingsverband

from .bewaren import bewaren

P = Permissie
AL_INGELEZEN = "Dit bestand is al ingelezen. Kies een ander bestand."


@transaction.atomic
def realisatie_lezen(
    swv: Samenwerkingsverband, data: bytes, *, door: Gebruiker, op: datetime, bestand: str, van: date, tot: date
) -> Realisatie:
    """Read a file to look at; nothing counts before it is taken over. Raises NietMogelijk with what to do."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    sha256 = hashlib.sha256(data).hexdigest()
    if Realisatie.objects.filter(swv=swv, sha256=sha256, overgenomen_op__isnull=False).exists():
        raise NietMogelijk(AL_INGELEZEN)
    try:
        regels, over = betalingen(rijen_in(data))
    except (LijstFout, GeenLijst) as fout:
        raise NietMogelijk(str(fout)) from None
    Realisatie.objects.filter(swv=swv, overgenomen_op=None, gelezen_door=door).delete()
    rij = Realisatie(swv=swv, bestand=bestand[-200:], sha256=sha256, van=van, tot=tot, overgeslagen=over)
    rij.gelezen_op, rij.gelezen_door = op, door
    bewaren(rij)
    paren = koppelen(regels, _onze(onze_betalingen(rij).exclude(pk__in=_al_gekoppeld(rij))))
    Realisatieregel.objects.bulk_create(
        [Realisatieregel(realisatie=rij, boeking_id=paren.get(een.rij), **vars(een)) for een in regels],
        batch_size=2000,
    )
    vastleggen("realisatie_lezen", rij, door=door, op=op, regels=len(regels), gekoppeld=len(paren))
    return rij


@transaction.atomic
def realisatie_overnemen(realisatie: Realisatie, *, door: Gebruiker, op: datetime) -> Realisatie:
    """Keep it: from now on these lines are known to be paid by the bookkeeping, and the file cannot come again."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rijen = Realisatie.objects.visible_to(door, P.BUDGET_BEHEREN).select_for_update()
    rij: Realisatie = get_object_or_404(rijen, pk=realisatie.pk)
    if rij.overgenomen_op is not None:
        raise NietMogelijk(AL_INGELEZEN)
    rij.overgenomen_op = op
    bewaren(rij, intussen=AL_INGELEZEN)
    vastleggen("realisatie_overnemen", rij, door=door, op=op)
    return rij


def onze_betalingen(rij: Realisatie) -> QuerySet[Boeking]:
    """What stands here as paid or paid back in the period of this file, under a number that they know too."""
    alle = Boeking.objects.filter(Q(arrangement__isnull=False) | Q(basis__isnull=False), pot__swv=rij.swv)
    alle = alle.filter(soort__in=sorted(OP_DATUM)).select_related("arrangement", "pot")
    return alle.filter(boekdatum__gte=rij.van, boekdatum__lte=rij.tot).order_by("boekdatum", "pk")


def _al_gekoppeld(rij: Realisatie) -> QuerySet[Any, Any]:
    eerder = Realisatieregel.objects.filter(realisatie__swv=rij.swv, realisatie__overgenomen_op__isnull=False)
    return eerder.filter(boeking__isnull=False).values("boeking")


def _onze(rijen: QuerySet[Boeking]) -> Iterable[tuple[int, str, Decimal]]:
    for een in rijen.iterator():
        yield een.pk, een.kenmerk, een.bedrag if een.soort == UITBETALING else -een.bedrag
