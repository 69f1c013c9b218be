"""Budgets: making one, raising and lowering what is in it, and finding the one a grant is paid from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Aanbod, Boeking, Pot
from arrangementen.rules.boekingen import BEGROTING, VERLAGING
from arrangementen.rules.potten import Plaats, kies
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband, School, SchoolDeelname

from .boeken import Regel, boeken


@transaction.atomic
def pot_maken(
    *,
    door: Gebruiker,
    op: datetime,
    swv: Samenwerkingsverband,
    schooljaar: int,
    naam: str,
    begroot: Decimal,
    **velden: Any,
) -> Pot:
    """Make a budget for a school year, with what is budgeted as its first line (none for an amount of zero).

    velden: the other columns of Pot: whose it is (werkgebied, bestuur or school), for which aanbod, grootboek,
    kostenplaats, and whether it blocks.
    """
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    pot = Pot(swv=swv, schooljaar=schooljaar, naam=naam.strip(), **velden)
    bewaren(pot, intussen="Dit budget is er al voor dit schooljaar.")
    vastleggen("pot_maken", pot, door=door, op=op, schooljaar=schooljaar, bedrag=str(begroot))
    if begroot:
        begroting_wijzigen(pot, door=door, op=op, verschil=begroot, reden="Begroting", sleutel="eerste")
    pot.refresh_from_db()
    return pot


@transaction.atomic
def pot_wijzigen(
    pot: Pot, *, door: Gebruiker, op: datetime, naam: str, grootboek: str, kostenplaats: str, blokkeert: bool
) -> Pot:
    """Change what a budget is called, where it stands in the bookkeeping, and whether it refuses what does not fit."""
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    rij: Pot = get_object_or_404(Pot.objects.visible_to(door).select_for_update(of=("self",)), pk=pot.pk)
    rij.naam, rij.grootboek, rij.kostenplaats = naam.strip(), grootboek.strip(), kostenplaats.strip()
    rij.blokkeert = blokkeert
    bewaren(rij)
    vastleggen("pot_wijzigen", rij, door=door, op=op, blokkeert=blokkeert)
    return rij


@transaction.atomic
def begroting_wijzigen(
    pot: Pot, *, door: Gebruiker, op: datetime, verschil: Decimal, reden: str, sleutel: str
) -> Boeking:
    """Raise what is budgeted, or lower it when verschil is below zero. sleutel: of the form, against a double click."""
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom de begroting verandert.")
    regel = Regel(
        soort=BEGROTING if verschil > 0 else VERLAGING,
        bedrag=abs(verschil),
        boekdatum=timezone.localdate(op),
        sleutel=f"begroting-{pot.public_id}-{sleutel}",
        omschrijving=reden.strip(),
    )
    rij = boeken(pot, regel, door=door, op=op)
    vastleggen("begroting_wijzigen", pot, door=door, op=op, verschil=str(verschil))
    return rij


def pot_voor(*, swv: Samenwerkingsverband, schooljaar: int, school: School, aanbod: Aanbod, dag: date) -> Pot | None:
    """The budget from which a grant to this school is paid, or None when there is none for this school year."""
    potten = {pot.pk: pot for pot in Pot.objects.filter(swv=swv, schooljaar=schooljaar)}
    deelname = SchoolDeelname.objects.geldig(dag).filter(school=school, swv=swv).first()
    vraag = Plaats(
        werkgebied=deelname.werkgebied_id if deelname else None,
        bestuur=school.bestuur_id,
        school=school.pk,
        aanbod=aanbod.pk,
    )
    gekozen = kies(((pk, _plaats(pot)) for pk, pot in potten.items()), vraag)
    return potten[gekozen] if gekozen is not None else None


def _plaats(pot: Pot) -> Plaats:
    return Plaats(werkgebied=pot.werkgebied_id, bestuur=pot.bestuur_id, school=pot.school_id, aanbod=pot.aanbod_id)
