"""What schools got, by board and by werkgebied: sums of what went to each school, without a word about a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.budgetstand import Bekend
from arrangementen.forms.budget import Periodekeuze
from arrangementen.models import Basisbedrag, Potdeel
from arrangementen.rules.boekingen import Stand, stand_uit
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import eerste_dag, laatste_dag
from scholen.models import Bestuur, SchoolDeelname

from .budgetten import UITGAVEN, budgettabs, periode, potdelen_van

P = Permissie


@dataclass
class Groep:
    """A board or werkgebied with what its schools got together. bij: what a page of its own is found by, if any."""

    naam: str
    bij: str = ""
    scholen: int = 0
    sommen: dict[str, Decimal] = field(default_factory=dict)

    def erbij(self, school: Mapping[str, Any]) -> None:
        self.scholen += 1
        for som in UITGAVEN:
            self.sommen[som] = self.sommen.get(som, Decimal(0)) + (school[f"t_{som}"] or Decimal(0))


def groepen(scholen: Iterable[tuple[Groep, Mapping[str, Any]]], deel: str) -> list[tuple[Groep, Stand]]:
    """Each group with its stand, by name; the one without a name last."""
    per: dict[str, Groep] = {}
    for groep, school in scholen:
        per.setdefault(groep.bij or groep.naam, groep).erbij(school)
    rijen = sorted(per.values(), key=lambda een: (not een.bij, een.naam.lower()))
    return [(een, stand_uit(een.sommen, deel)) for een in rijen]


def per_school(request: Verzoek, keuze: Periodekeuze) -> list[dict[str, Any]]:
    """Per school its board and the sums of what it got, over all budgets of the school year."""
    delen = potdelen_van(request, keuze.schooljaar).select_related(None).order_by()
    kolommen = ("school", "school__bestuur__naam", "school__bestuur__public_id", "pot__swv")
    rijen = list(delen.values(*kolommen).annotate(**{f"t_{som}": Sum(som) for som in UITGAVEN}))
    af = Bekend(request.user, keuze.schooljaar).per_school(delen)
    for rij in rijen:
        for som, geheim in af.get((rij["school"], rij["pot__swv"]), {}).items():
            rij[f"t_{som}"] -= geheim
    return rijen


@require_safe
@beleid(P.BUDGET_LEZEN)
def budget_besturen(request: Verzoek) -> HttpResponse:
    """Per board what its schools got; a board sees its own."""
    keuze = periode(request)
    return _tonen(request, keuze, per_bestuur(request, keuze), soort="besturen")


def per_bestuur(request: Verzoek, keuze: Periodekeuze) -> list[tuple[Groep, Stand]]:
    """Each board with what its schools got."""
    scholen = (
        (Groep(rij["school__bestuur__naam"] or "Zonder schoolbestuur", rij["school__bestuur__public_id"] or ""), rij)
        for rij in per_school(request, keuze)
    )
    return groepen(scholen, keuze.deel)


@require_safe
@beleid(P.BUDGET_LEZEN)
def budget_werkgebieden(request: Verzoek) -> HttpResponse:
    """Per werkgebied what its schools got."""
    keuze = periode(request)
    return _tonen(request, keuze, per_werkgebied(request, keuze), soort="werkgebieden")


def per_werkgebied(request: Verzoek, keuze: Periodekeuze) -> list[tuple[Groep, Stand]]:
    """Each werkgebied; by where a school belongs today, or on the nearest day of that year."""
    dag = min(max(timezone.localdate(), eerste_dag(keuze.schooljaar)), laatste_dag(keuze.schooljaar))
    gebied = werkgebieden(request, dag)
    geen = ("Zonder werkgebied", "")
    scholen = ((Groep(*gebied.get((rij["school"], rij["pot__swv"]), geen)), rij) for rij in per_school(request, keuze))
    return groepen(scholen, keuze.deel)


def werkgebieden(request: Verzoek, dag: date) -> dict[tuple[int, int], tuple[str, str]]:
    """(school, SWV) → name and code of the werkgebied it belongs to on this day."""
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(dag).filter(werkgebied__isnull=False)
    kolommen = deelnames.values_list("school", "swv", "werkgebied__naam", "werkgebied__code")
    return {(school, swv): (naam, code) for school, swv, naam, code in kolommen}


def _tonen(request: Verzoek, keuze: Periodekeuze, rijen: list[tuple[Groep, Stand]], *, soort: str) -> HttpResponse:
    context = {
        "keuze": keuze,
        "soort": soort,
        "rijen": rijen,
        "totaal": Bekend(request.user).opgeteld(potdelen_van(request, keuze.schooljaar), UITGAVEN, keuze.deel),
        "vraag": keuze.vraag,
        "tabs": budgettabs(request, f"budget_{soort}", keuze.vraag),
    }
    return render(request, "arrangementen/budget_groepen.html", context)


def van_bestuur(request: Verzoek, public_id: str, keuze: Periodekeuze) -> tuple[Bestuur, list[tuple[Potdeel, Stand]]]:
    """One board, and what each of its schools got of which budget; 404 when this user reads of no school of it."""
    bestuur = get_object_or_404(Bestuur.objects.visible_to(request.user), public_id=public_id)
    delen = potdelen_van(request, keuze.schooljaar).filter(school__bestuur=bestuur)
    rijen = [(een, een.stand_in(keuze.deel)) for een in Bekend(request.user).rijen(delen)]
    if not rijen and not request.user.heeft(P.BUDGET_BEHEREN):  # a year without money is no reason to hide a board
        ziet = Potdeel.objects.visible_to(request.user, P.BUDGET_LEZEN)
        get_object_or_404(ziet.filter(school__bestuur=bestuur)[:1])
    return bestuur, rijen


@require_safe
@beleid(P.BUDGET_LEZEN)
def budget_bestuur(request: Verzoek, public_id: str) -> HttpResponse:
    """What each school of one board got of which budget."""
    keuze = periode(request)
    bestuur, rijen = van_bestuur(request, public_id, keuze)
    delen = potdelen_van(request, keuze.schooljaar).filter(school__bestuur=bestuur)
    totaal = Bekend(request.user).opgeteld(delen, UITGAVEN, keuze.deel)
    context = {"keuze": keuze, "bestuur": bestuur, "rijen": rijen, "totaal": totaal}
    basis = Basisbedrag.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(bestuur=bestuur)
    basis = basis.filter(ronde__pot__schooljaar=keuze.schooljaar).order_by()
    rondes = basis.values("ronde__pot__public_id", "ronde__pot__naam").annotate(som=Sum("bedrag"), scholen=Count("pk"))
    context["rondes"] = rondes.order_by("ronde__pot__naam")
    return render(request, "arrangementen/budget_bestuur.html", context)
