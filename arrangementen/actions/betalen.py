"""Paying what was granted, and asking back what was paid and not accounted for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Basisbedrag, Basisronde, Beslissing, Boeking, Pot
from arrangementen.rules.boekingen import TERUGVORDERING, UITBETALING
from arrangementen.rules.geld import op_de_cent
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Bestuur

from .boeken import Regel, boeken

P = Permissie
NOG_GEEN_BRIEF = "De brief met dit besluit is nog niet verstuurd. Betaal als de school de brief heeft."
Toegekend = Arrangement | Basisbedrag
"""What a school was granted and is paid under a number of its own."""


@transaction.atomic
def uitbetalen(
    toegekend: Toegekend,
    *,
    door: Gebruiker,
    op: datetime,
    bedrag: Decimal,
    datum: date,
    sleutel: str,
    omschrijving: str = "",
) -> Boeking:
    """Book that this was paid on this day. sleutel: of the form or invoice; a second time gives the first line."""
    wat: dict[str, Any] = {"soort": UITBETALING, "bedrag": bedrag, "boekdatum": datum}
    rij = _boeken(toegekend, door=door, op=op, **wat, omschrijving=omschrijving, sleutel=f"uitbetaling-{sleutel}")
    vastleggen("uitbetalen", toegekend, door=door, op=op, bedrag=str(bedrag), datum=str(datum))
    return rij


def nog_niet_verteld(toegekend: Toegekend) -> str:
    """Why nothing can be paid yet: by the money a school would know of a besluit before its letter (afspraak 4)."""
    if isinstance(toegekend, Arrangement) and geheim().filter(pk=toegekend.pk).exists():
        return NOG_GEEN_BRIEF
    return ""


@transaction.atomic
def terugvorderen(
    toegekend: Toegekend,
    *,
    door: Gebruiker,
    op: datetime,
    bedrag: Decimal,
    datum: date,
    sleutel: str,
    omschrijving: str = "",
) -> Boeking:
    """Book that this was paid back, or is asked back, of what was paid and is not accounted for."""
    wat: dict[str, Any] = {"soort": TERUGVORDERING, "bedrag": bedrag, "boekdatum": datum}
    rij = _boeken(toegekend, door=door, op=op, **wat, omschrijving=omschrijving, sleutel=f"terugvordering-{sleutel}")
    vastleggen("terugvorderen", toegekend, door=door, op=op, bedrag=str(bedrag), datum=str(datum))
    return rij


@transaction.atomic
def termijn_uitbetalen(
    ronde: Basisronde,
    *,
    door: Gebruiker,
    op: datetime,
    datum: date,
    termijnen: int,
    sleutel: str,
    bestuur: Bestuur | None = None,
) -> list[Boeking]:
    """Book an instalment of the basisondersteuning of each school, or of those of one board: all of it or nothing.

    termijnen: in how many instalments, this one among them, the rest is paid; 1 pays all that is open, to the cent.
    sleutel: of the form; a second time gives the first lines.
    """
    rechten_nodig(door, P.BUDGET_BEHEREN)
    bedragen = Basisbedrag.objects.visible_to(door, P.BUDGET_BEHEREN).filter(ronde=ronde)
    Pot.objects.select_for_update(of=("self",)).get(pk=ronde.pot_id)
    eerder = Boeking.objects.filter(basis__ronde=ronde, sleutel__startswith=f"uitbetaling-{sleutel}-")
    if al := list(eerder.order_by("pk")):
        return al
    if bestuur is not None:
        bedragen = bedragen.filter(bestuur=bestuur)
    uit = []
    for een in bedragen.met_stand().order_by("pk"):
        if deel := op_de_cent(een.stand.nog_te_betalen / termijnen):
            wat: dict[str, Any] = {"bedrag": deel, "datum": datum, "omschrijving": "Basisondersteuning"}
            uit.append(uitbetalen(een, door=door, op=op, sleutel=f"{sleutel}-{een.public_id}", **wat))
    if not uit:
        raise NietMogelijk("Hiervan is alles al betaald.")
    return uit


def _boeken(toegekend: Toegekend, *, door: Gebruiker, op: datetime, boekdatum: date, **velden: Any) -> Boeking:
    rechten_nodig(door, P.BUDGET_BEHEREN)
    pot, waarvan = _waarvan(toegekend, door)
    if pot is None:
        raise NietMogelijk("Hier is geen geld voor toegekend.")
    if velden["soort"] == UITBETALING and (reden := nog_niet_verteld(toegekend)):
        raise NietMogelijk(reden)
    if boekdatum > timezone.localdate(op):
        raise NietMogelijk("Kies een datum die niet in de toekomst ligt.")
    if boekdatum.year < pot.schooljaar:
        raise NietMogelijk(f"Kies een datum vanaf 1 januari {pot.schooljaar}: daarvoor was er geen budget.")
    velden["omschrijving"] = velden["omschrijving"].strip()
    return boeken(pot, Regel(boekdatum=boekdatum, **waarvan, **velden), door=door, op=op)


def _waarvan(toegekend: Toegekend, door: Gebruiker) -> tuple[Pot | None, dict[str, Any]]:
    """The budget it was granted from, and what a line of it is about; 404 for who does not see it."""
    if isinstance(toegekend, Basisbedrag):
        bedragen = Basisbedrag.objects.visible_to(door, P.BUDGET_BEHEREN).select_related("school", "ronde__pot")
        basis: Basisbedrag = get_object_or_404(bedragen, pk=toegekend.pk)
        return basis.ronde.pot, {"school": basis.school, "basis": basis}
    rijen = Beslissing.objects.visible_to(door).select_related("arrangement__school", "pot")
    uit: Beslissing = get_object_or_404(rijen, arrangement=toegekend)
    return uit.pot, {"school": uit.arrangement.school, "arrangement": uit.arrangement}
