"""Sending the letters that take back a TLV. The aanvraag itself stays bekendgemaakt."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Bekendmaking, Besluit, Uitkomst

from .bekendmaken import (
    als_verzonden,
    brieven_dateren,
    geadresseerden_bijwerken,
    nog_geadresseerd,
    verzenddatum_nakijken,
)
from .geadresseerden import geadresseerden
from .intrekking import intrekbrief_bevriezen


@transaction.atomic
def intrekking_klaarzetten(
    besluit: Besluit,
    *,
    door: Gebruiker,
    op: datetime,
    verzenddatum: date,
    nagekeken: bool = False,
    adresonderzoek: str = "",
) -> None:
    """Date the letters that take back a TLV, as klaarzetten() does for a first decision."""
    rij = _intrekbesluit(besluit, door)
    leerling = rij.aanvraag.leerling
    assert leerling is not None
    verzenddatum_nakijken(leerling, verzenddatum, vandaag=timezone.localdate(op), nagekeken=nagekeken)
    adressen_bijwerken(rij, verzenddatum, op=op)
    brieven_dateren(rij, door=door, op=op, verzenddatum=verzenddatum, adresonderzoek=adresonderzoek)
    vastleggen("intrekking_klaarzetten", rij, door=door, op=op)


@transaction.atomic
def intrekking_bekendmaken(
    besluit: Besluit, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None
) -> None:
    """Say that letters went out on their date. brieven: public ids of Bekendmaking; None means all that are left."""
    rij = _intrekbesluit(besluit, door)
    open_ = Bekendmaking.objects.select_for_update(of=("self",)).filter(
        besluit=rij, verzonden_op=None, vervallen_op=None
    )
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "betrokkene__gebruiker"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    nog_geadresseerd(lijst, lambda dag: geadresseerden(rij.aanvraag, dag))
    for bekendmaking in lijst:
        als_verzonden(bekendmaking, door=door, op=op)
    adressen_bijwerken(rij, timezone.localdate(op), op=op)
    vastleggen("intrekking_bekendmaken", rij, door=door, op=op)


def adressen_bijwerken(besluit: Besluit, dag: date, *, op: datetime) -> None:
    """Who gets the withdrawal, as it is on this day."""
    geadresseerden_bijwerken(
        besluit, dag, op=op, bevriezen=lambda aan, allen: intrekbrief_bevriezen(besluit, aan, allen=allen, op=op)
    )


def _intrekbesluit(besluit: Besluit, door: Gebruiker) -> Besluit:
    rijen = Besluit.objects.visible_to(door, Permissie.BRIEF_VERZENDEN).filter(uitkomst=Uitkomst.INTREKKING)
    rij: Besluit = get_object_or_404(rijen.select_for_update(of=("self",)), pk=besluit.pk)
    return rij
