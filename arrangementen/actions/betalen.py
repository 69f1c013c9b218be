"""Paying what was granted, and asking back what was paid and not accounted for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Beslissing, Boeking
from arrangementen.rules.boekingen import TERUGVORDERING, UITBETALING
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

from .boeken import Regel, boeken


@transaction.atomic
def uitbetalen(
    arrangement: Arrangement,
    *,
    door: Gebruiker,
    op: datetime,
    bedrag: Decimal,
    datum: date,
    sleutel: str,
    omschrijving: str = "",
) -> Boeking:
    """Book that this was paid on this day. sleutel: of the form or invoice; a second time gives the first line."""
    rij = _boeken(arrangement, UITBETALING, bedrag, datum, omschrijving, f"uitbetaling-{sleutel}", door=door, op=op)
    vastleggen("uitbetalen", arrangement, door=door, op=op, bedrag=str(bedrag), datum=str(datum))
    return rij


@transaction.atomic
def terugvorderen(
    arrangement: Arrangement,
    *,
    door: Gebruiker,
    op: datetime,
    bedrag: Decimal,
    datum: date,
    sleutel: str,
    omschrijving: str = "",
) -> Boeking:
    """Book that this was paid back, or is asked back, of what was paid and is not accounted for."""
    rij = _boeken(
        arrangement, TERUGVORDERING, bedrag, datum, omschrijving, f"terugvordering-{sleutel}", door=door, op=op
    )
    vastleggen("terugvorderen", arrangement, door=door, op=op, bedrag=str(bedrag), datum=str(datum))
    return rij


def _boeken(
    arrangement: Arrangement,
    soort: str,
    bedrag: Decimal,
    datum: date,
    omschrijving: str,
    sleutel: str,
    *,
    door: Gebruiker,
    op: datetime,
) -> Boeking:
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    rijen = Beslissing.objects.visible_to(door).select_related("arrangement__school", "pot")
    uit: Beslissing = get_object_or_404(rijen, arrangement=arrangement)
    if uit.pot is None:
        raise NietMogelijk("Hier is geen geld voor toegekend.")
    if datum > timezone.localdate(op):
        raise NietMogelijk("Kies een datum die niet in de toekomst ligt.")
    if datum.year < uit.pot.schooljaar:
        raise NietMogelijk(f"Kies een datum vanaf 1 januari {uit.pot.schooljaar}: daarvoor was er geen budget.")
    regel = Regel(
        soort=soort,
        bedrag=bedrag,
        boekdatum=datum,
        sleutel=sleutel,
        school=uit.arrangement.school,
        arrangement=uit.arrangement,
        omschrijving=omschrijving.strip(),
    )
    return boeken(uit.pot, regel, door=door, op=op)
