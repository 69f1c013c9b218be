"""What is still to be paid on 31 December: a debt in the annual accounts, per grant (afspraak 56)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.models import Boeking, Pot
from arrangementen.models.pot import regelsom
from arrangementen.rules.basis import kenmerk as basiskenmerk
from arrangementen.rules.jaareinde import Jaareinde, jaareinde
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle

from .bladen import PER_PAGINA
from .budgetexcel import als_bestand
from .budgetten import budgettabs

P = Permissie
KOPPEN = (
    "Budget",
    "School",
    "BRIN",
    "Kenmerk",
    "Kosten tot en met 31 december",
    "Betaald",
    "Nog te betalen",
    "Vooruit",
)


WIE = (
    "pot",
    "school__naam",
    "school__brin6",
    "arrangement__kenmerk",
    "arrangement__public_id",
    "basis",
    "basis__public_id",
)
"""What one row is about."""


@dataclass(frozen=True)
class Rij:
    """One grant, the basisondersteuning of a school, or what it got without either."""

    pot: Pot
    school: str
    brin6: str
    kenmerk: str
    public_id: str
    basis: str
    stand: Jaareinde


def open_op(request: Verzoek, jaar: int) -> list[Rij]:
    """What is not settled on 31 December of this calendar year, by budget, school and number."""
    potten = Pot.objects.visible_to(request.user, P.BUDGET_BEHEREN).filter(schooljaar__lte=jaar)
    per_pk = {pot.pk: pot for pot in potten}
    regels = Boeking.objects.visible_to(request.user, P.BUDGET_BEHEREN).filter(
        pot__in=per_pk, school__isnull=False, boekdatum__lte=date(jaar, 12, 31)
    )
    groepen = (
        regels.order_by()
        .values(*WIE)
        .annotate(t=regelsom("toegekend"), e=regelsom("toegekend", "deel_eerste"), b=regelsom("betaald"))
    )
    uit = []
    for een in groepen.order_by("pot__naam", "pot", "school__naam", "arrangement__kenmerk", "basis"):
        pot = per_pk[een["pot"]]
        stand = jaareinde(schooljaar=pot.schooljaar, jaar=jaar, toegekend=een["t"], eerste=een["e"], betaald=een["b"])
        if stand.nog_te_betalen or stand.vooruitbetaald:
            kenmerk = een["arrangement__kenmerk"] or (
                basiskenmerk(pot.schooljaar, een["basis"]) if een["basis"] else ""
            )
            waar = (een["arrangement__public_id"] or "", een["basis__public_id"] or "")
            uit.append(Rij(pot, een["school__naam"], een["school__brin6"], kenmerk, *waar, stand))
    return uit


def _jaar(request: Verzoek) -> tuple[int, list[int]]:
    dit = timezone.localdate().year
    jaren = [dit, dit - 1, dit - 2, dit - 3]
    gevraagd = request.GET.get("jaar", "")
    return (int(gevraagd) if gevraagd in map(str, jaren) else dit), jaren


@require_safe
@beleid(P.BUDGET_BEHEREN)
def budget_jaareinde(request: Verzoek) -> HttpResponse:
    """Per budget and per grant, debts and claims apart."""
    jaar, jaren = _jaar(request)
    rijen = open_op(request, jaar)
    per_pot: dict[Pot, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for een in rijen:
        per_pot[een.pot][0] += een.stand.nog_te_betalen
        per_pot[een.pot][1] += een.stand.vooruitbetaald
    som: Any = [sum((bedragen[plaats] for bedragen in per_pot.values()), Decimal(0)) for plaats in (0, 1)]
    context = {
        "tabs": budgettabs(request, "jaareinde"),
        "jaar": jaar,
        "jaren": jaren,
        "nu": jaar == jaren[0],
        "potten": [*per_pot.items()],
        "som": som,
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
    }
    return render(request, "arrangementen/jaareinde.html", context)


@require_safe
@beleid(P.BUDGET_BEHEREN, opnieuw_inloggen=True)
def jaareinde_excel(request: Verzoek) -> HttpResponse:
    """Every grant that is not settled, for the annual accounts."""
    jaar, _ = _jaar(request)
    rijen = open_op(request, jaar)
    gezien_alle({een.pot for een in rijen}, door=request.user, op=timezone.now(), wat="geexporteerd")
    cellen = [
        (een.pot.naam, een.school, een.brin6, een.kenmerk, een.stand.kosten, een.stand.betaald,
         een.stand.nog_te_betalen, een.stand.vooruitbetaald)
        for een in rijen
    ]  # fmt: skip
    return als_bestand("Nog te betalen", KOPPEN, cellen, naam=f"nog-te-betalen-{jaar}-12-31")
