"""Receipts by post, all at once, and what the portal offers to who reads no portal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Zaakbrief
from loket.models.zaakbrief import ZaakbriefQuerySet

from .geadresseerden import Geadresseerde
from .zaakbrief import brieven_maken, zaakbrieven_klaarzetten
from .zaakwoorden import geadresseerd

Soort = Zaakbrief.Soort
PER_KEER = 100
"""Cases in one go: more than a day's receipts of the largest region, and a page that answers in time."""


@dataclass(frozen=True)
class Klaargezet:
    """brieven: how many receipts got a date; over: why cases were left, each with how many."""

    brieven: int
    over: dict[str, int]


def ontvangst_te_dateren(door: Gebruiker, dag: date) -> ZaakbriefQuerySet:
    """Receipts that a person must post and that have no date, or one that was missed."""
    zichtbaar = Zaakbrief.objects.visible_to(door, Permissie.BRIEF_VERZENDEN).met_de_hand()
    return zichtbaar.filter(Q(verzenddatum=None) | Q(verzenddatum__lt=dag), soort=Soort.BEVESTIGING)


def ontvangstbrieven_klaarzetten(*, door: Gebruiker, op: datetime, verzenddatum: date) -> Klaargezet:
    """Date all receipts that wait, case by case, oldest first: what holds one back keeps no other (ADR 17).

    A child whose whereabouts are shielded is left out: a person looks at each of those letters (afspraak 37).
    """
    wacht = ontvangst_te_dateren(door, timezone.localdate(op))
    zaken = Aanvraag.objects.filter(pk__in=wacht.values("aanvraag")).order_by("pk")[:PER_KEER]
    brieven, over = 0, Counter[str]()
    for zaak in zaken:
        try:
            brieven += zaakbrieven_klaarzetten(
                zaak, door=door, op=op, verzenddatum=verzenddatum, soorten={Soort.BEVESTIGING}
            )
        except NietMogelijk as reden:
            over[str(reden)] += 1
    return Klaargezet(brieven, dict(over))


def aan_te_bieden(aanvraag: Aanvraag, dag: date) -> list[Geadresseerde]:
    """Who reads no portal and was not told of it in this case."""
    if aanvraag.leerling is None:
        return []
    verteld = {
        brief.sleutel
        for brief in aanvraag.zaakbrieven.filter(vervallen_op=None).select_related("brief")
        if brief.soort == Soort.AANBIEDING or brief.brief.context.get("met_aanbod")
    }
    return [aan for aan in geadresseerd(aanvraag, Soort.AANBIEDING, dag) if aan.sleutel not in verteld]


@transaction.atomic
def portaal_aanbieden(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """A letter of its own about the portal, for who got its first letter before or came in later."""
    rijen = Aanvraag.objects.visible_to(door, Permissie.BRIEF_VERZENDEN).select_for_update(of=("self",))
    zaak: Aanvraag = get_object_or_404(rijen, pk=aanvraag.pk)
    aan = aan_te_bieden(zaak, timezone.localdate(op))
    if not aan:
        raise NietMogelijk("Iedereen leest al mee, of kreeg deze brief al.")
    brieven_maken(zaak, Soort.AANBIEDING, op=op, alleen=aan)
    vastleggen("portaal_aanbieden", zaak, door=door, op=op, brieven=len(aan))
