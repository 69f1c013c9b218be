"""Taking back a line that was wrong: never an edit, always an opposite line that says why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Boeking, Factuur, Pot
from arrangementen.rules.boekingen import TEGEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

from .boeken import Regel, boeken
from .rekeningen import op_betaalslot

P = Permissie


@transaction.atomic
def boeking_corrigeren(
    boeking: Boeking,
    *,
    door: Gebruiker,
    op: datetime,
    bedrag: Decimal,
    datum: date,
    reden: str,
    sleutel: str,
    over_mag: bool = False,
) -> Boeking:
    """Book the opposite of this line, or of a part of it. sleutel: of the form; a second time gives the first line.

    An invoice whose payment is wholly taken back, is to be paid again.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rijen = Boeking.objects.visible_to(door, P.BUDGET_BEHEREN).select_related(
        "pot__swv", "school", "arrangement", "basis"
    )
    rij: Boeking = get_object_or_404(rijen, pk=boeking.pk)
    op_betaalslot(rij.pot.swv)
    Pot.objects.select_for_update(of=("self",)).get(pk=rij.pot_id)
    sleutel = f"tegen-{sleutel}"
    if bestaand := Boeking.objects.filter(sleutel=sleutel, tegen=rij, bedrag=bedrag).first():
        return bestaand
    if reden_niet := _waarom_niet(rij, bedrag, datum, reden, op):
        raise NietMogelijk(reden_niet)
    regel = Regel(
        soort=TEGEN[rij.soort],
        bedrag=bedrag,
        boekdatum=datum,
        sleutel=sleutel,
        school=rij.school,
        arrangement=rij.arrangement,
        basis=rij.basis,
        omschrijving=reden.strip(),
        tegen=rij,
    )
    uit = boeken(rij.pot, regel, door=door, op=op, over_mag=over_mag)
    if not rij.nog_te_corrigeren:
        Factuur.objects.filter(betaling=rij).update(betaling=None)
    vastleggen("boeking_corrigeren", uit, door=door, op=op, soort=rij.soort, bedrag=str(bedrag))
    return uit


def _waarom_niet(rij: Boeking, bedrag: Decimal, datum: date, reden: str, op: datetime) -> str:
    if not rij.te_corrigeren:
        return "Wat een school verantwoordde, boek je niet tegen."
    if not reden.strip():
        return "Schrijf op wat er niet klopte."
    if rij.betaalregels.filter(vervallen=False, bestand__opgehaald_op=None).exists():
        return "Deze betaling staat in een betaalbestand. Trek dat eerst in."
    if not rij.boekdatum <= datum <= timezone.localdate(op):
        return "Kies een datum vanaf de dag van de boeking, en niet in de toekomst."
    if bedrag > rij.nog_te_corrigeren:
        return "Zo veel staat er van deze boeking niet meer."
    return ""
