"""Quotes and invoices: writing them down, finding the decision they are about, paying or sending them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Boeking, Factuur
from arrangementen.rules.facturen import kenmerk_in, oordeel
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband

from .betalen import NOG_GEEN_BRIEF, nog_niet_verteld, uitbetalen

P = Permissie
STAAT_NOG = "Een eerdere betaling van deze factuur staat nog: neem die eerst terug bij de boekingen van de beslissing."


@transaction.atomic
def factuur_vastleggen(
    *,
    door: Gebruiker,
    op: datetime,
    swv: Samenwerkingsverband,
    soort: str,
    leverancier: str,
    nummer: str,
    datum: date,
    bedrag: Decimal,
    kenmerk: str,
) -> Factuur:
    """Write down what came in, and match it on the number of the decision in kenmerk."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    if datum > timezone.localdate(op):
        raise NietMogelijk("De datum van een factuur ligt niet in de toekomst.")
    rij = Factuur(swv=swv, soort=soort, datum=datum, bedrag=bedrag, kenmerk=kenmerk.strip())
    rij.leverancier, rij.nummer = " ".join(leverancier.split()), " ".join(nummer.split())
    rij.vastgelegd_op, rij.vastgelegd_door = op, door
    rij.arrangement = toegekend_met(swv, kenmerk, door=door)
    bewaren(rij)
    vastleggen("factuur_vastleggen", rij, door=door, op=op, bedrag=str(bedrag), gekoppeld=rij.arrangement is not None)
    return rij


def toegekend_met(swv: Samenwerkingsverband, kenmerk: str, *, door: Gebruiker) -> Arrangement | None:
    """What was granted under the number in these words."""
    alle = Arrangement.objects.visible_to(door, P.BUDGET_BEHEREN).filter(swv=swv, beslissing__pot__isnull=False)
    rij: Arrangement | None = alle.filter(kenmerk=kenmerk_in(kenmerk)).first()
    return rij


@transaction.atomic
def factuur_koppelen(factuur: Factuur, *, door: Gebruiker, op: datetime, kenmerk: str) -> Factuur:
    """Say about which decision it is, when its own words did not."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rij = _open(factuur, door)
    gevonden = toegekend_met(rij.swv, kenmerk, door=door)
    if gevonden is None:
        raise NietMogelijk(oordeel(rij.bedrag, gekoppeld=False, kenmerk=kenmerk_in(kenmerk), open_=Decimal(0)))
    rij.arrangement = gevonden
    bewaren(rij)
    vastleggen("factuur_koppelen", rij, door=door, op=op)
    return rij


@transaction.atomic
def factuur_betalen(factuur: Factuur, *, door: Gebruiker, op: datetime, datum: date) -> Factuur:
    """Book that it was paid on this day; never twice."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rij = _open(factuur, door)
    if rij.soort != Factuur.Soort.FACTUUR:
        raise NietMogelijk("Een offerte wordt niet betaald. Leg de factuur vast als die komt.")
    if (reden := waarom_niet(rij)) or rij.arrangement is None:
        raise NietMogelijk(reden)
    eerder = Boeking.objects.filter(sleutel__startswith=f"uitbetaling-factuur-{rij.public_id}").count()  # taken back
    rij.betaling = uitbetalen(
        rij.arrangement,
        door=door,
        op=op,
        bedrag=rij.bedrag,
        datum=datum,
        sleutel=f"factuur-{rij.public_id}-{eerder}" if eerder else f"factuur-{rij.public_id}",
        omschrijving=f"Factuur {rij.nummer} van {rij.leverancier}"[:200],
    )
    bewaren(rij)
    vastleggen("factuur_betalen", rij, door=door, op=op, bedrag=str(rij.bedrag))
    return rij


@transaction.atomic
def factuur_terugsturen(factuur: Factuur, *, door: Gebruiker, op: datetime, reden: str) -> Factuur:
    """Say that it goes back to the supplier, and why."""
    rechten_nodig(door, P.BUDGET_BEHEREN)
    rij = _open(factuur, door)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom deze teruggaat.")
    rij.teruggestuurd = reden.strip()
    bewaren(rij)
    vastleggen("factuur_terugsturen", rij, door=door, op=op)
    return rij


def waarom_niet(rij: Factuur, verzwegen: Collection[int] | None = None) -> str:
    """Why it does not fit with what was granted; "" when it does. Page and action ask the same.

    verzwegen: of a list, the arrangementen of which the letter did not go out (`zonder_brief`); else it is looked up,
    and so is whether an earlier payment of it stands.
    """
    if verzwegen is None and staat_nog(rij):
        return STAAT_NOG
    hulp = rij.arrangement
    open_ = hulp.stand.nog_te_betalen if hulp else Decimal(0)
    reden = oordeel(rij.bedrag, gekoppeld=hulp is not None, kenmerk=kenmerk_in(rij.kenmerk), open_=open_)
    return reden or _wacht(rij, verzwegen)


def zonder_brief(rijen: Iterable[Factuur]) -> set[int]:
    """The arrangementen of these invoices, by pk, of which the letter did not go out. One query."""
    return {*geheim().filter(facturen__in=[*rijen]).values_list("pk", flat=True)}


def _wacht(rij: Factuur, verzwegen: Collection[int] | None) -> str:
    if rij.arrangement is None or rij.soort != Factuur.Soort.FACTUUR:
        return ""
    if verzwegen is None:
        return nog_niet_verteld(rij.arrangement)
    return NOG_GEEN_BRIEF if rij.arrangement.pk in verzwegen else ""


def staat_nog(rij: Factuur) -> bool:
    """Whether money still goes out for it though it came loose: what took its payment back was taken back."""
    eerder = Boeking.objects.filter(sleutel__startswith=f"uitbetaling-factuur-{rij.public_id}", tegen=None)
    return any(een.nog_te_corrigeren for een in eerder.prefetch_related("tegenboekingen"))


def _open(factuur: Factuur, door: Gebruiker) -> Factuur:
    rijen = Factuur.objects.visible_to(door, P.BUDGET_BEHEREN).select_for_update(of=("self",))
    rij: Factuur = get_object_or_404(rijen.select_related("arrangement", "swv"), pk=factuur.pk)
    if rij.betaling_id is not None:
        raise NietMogelijk("Deze factuur is al betaald.")
    if rij.teruggestuurd:
        raise NietMogelijk("Deze is al teruggestuurd.")
    if staat_nog(rij):
        raise NietMogelijk(STAAT_NOG)
    return rij
