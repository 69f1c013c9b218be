"""From an amount down to the decision beneath it: the lines of a budget, of a school in it, and one decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.budgetstand import Bekend
from arrangementen.forms.budget import delen_van
from arrangementen.models import Arrangement, Beslissing, Boeking, Pot, Potdeel
from arrangementen.rules.boekingen import BIJ_KOLOM, GEHEEL, NUL, STAND, met_teken, stand_uit
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

from .bladen import bladzijde
from .budgetten import pot_of_404

P = Permissie
WOORDEN = {"begroot": "Begroot", "toegekend": "Toegekend", "betaald": "Uitbetaald", "verantwoord": "Verantwoord"}


def regels_van(request: Verzoek, wat: str) -> QuerySet[Boeking]:
    """The lines this user sees that add up to one sum (a key of WOORDEN; otherwise all), the newest first."""
    rijen = Boeking.objects.visible_to(request.user, P.BUDGET_LEZEN)
    if wat in BIJ_KOLOM:
        rijen = rijen.filter(soort__in=BIJ_KOLOM[wat])
    return rijen.select_related("school", "arrangement", "basis", "pot").order_by("-boekdatum", "-id")


def regels_context(request: Verzoek, pot: Pot, rijen: QuerySet[Boeking], standen: Pot | Potdeel) -> dict[str, Any]:
    """A page of lines, and above it the sum that they add up to, over the school year or one calendar year."""
    delen, wat = delen_van(pot.schooljaar), request.GET.get("wat", "")
    deel = request.GET.get("per", "")
    deel = deel if deel in delen else GEHEEL
    pagina = bladzijde(request, rijen)
    per = "" if deel == GEHEEL else f"&per={deel}"
    return {
        "pot": pot,
        "wat": wat,
        "woord": WOORDEN.get(wat, ""),
        "som": getattr(standen.stand_in(deel), wat) if wat in WOORDEN else None,
        "deel": deel,
        "mag_beheren": request.user.heeft(P.BUDGET_BEHEREN),
        "deelwoorden": delen[deel],
        "pagina": pagina,
        "regels": [(rij, rij.telt_als(deel)) for rij in pagina],
        "tabs": [
            ("Alles", f"?wat={per}", None, wat not in WOORDEN),
            *((woorden, f"?wat={sleutel}{per}", None, sleutel == wat) for sleutel, woorden in WOORDEN.items()),
        ],
    }


@require_safe
@beleid(P.BUDGET_LEZEN)
def boekingen(request: Verzoek, public_id: str) -> HttpResponse:
    """The lines of one budget, of one kind or all."""
    pot = pot_of_404(request, public_id)
    context = regels_context(request, pot, regels_van(request, request.GET.get("wat", "")).filter(pot=pot), pot)
    return render(request, "arrangementen/boekingen.html", context)


@require_safe
@beleid(P.BUDGET_LEZEN)
def potdeel(request: Verzoek, public_id: str) -> HttpResponse:
    """What one school got of a budget, and the lines of it."""
    rijen = Potdeel.objects.visible_to(request.user, P.BUDGET_LEZEN).select_related("pot", "school__bestuur")
    deel = Bekend(request.user).rij(get_object_or_404(rijen, public_id=public_id))
    regels = regels_van(request, request.GET.get("wat", "")).filter(pot=deel.pot_id, school=deel.school_id)
    context = regels_context(request, deel.pot, regels, deel)
    context["tabs"] = [tab for tab in context["tabs"] if tab[0] != WOORDEN["begroot"]]
    ziet_pot = Pot.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(pk=deel.pot_id).exists()
    return render(request, "arrangementen/potdeel.html", context | {"potdeel": deel, "ziet_pot": ziet_pot})


@require_safe
@beleid(P.BUDGET_LEZEN)
def budget_beslissing(request: Verzoek, public_id: str) -> HttpResponse:
    """One decision in words of money: what was granted, from which budget, and every line of it. No word of a child."""
    bekend = Beslissing.objects.visible_to(request.user, P.BUDGET_LEZEN)
    rijen = Arrangement.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(beslissing__in=bekend)
    rij = get_object_or_404(rijen.select_related("aanbod", "school", "aanvraag"), public_id=public_id)
    zonder_geheim([rij], request.user)
    nu = timezone.now()
    gezien(rij, door=request.user, op=nu)
    regels = (
        Boeking.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(arrangement=rij).order_by("boekdatum", "id")
    )
    sommen: dict[str, Decimal | None] = {}
    for een in regels:  # the lines that this reader knows, which may be less than the database adds up
        kolom, _ = STAND[een.soort]
        sommen[kolom] = (sommen.get(kolom) or NUL) + met_teken(een.soort, een.bedrag)
    potten = Pot.objects.visible_to(request.user, P.BUDGET_LEZEN)
    context = {
        "arrangement": rij,
        "besluit": rij.beslissing,
        "einde": getattr(rij, "beeindiging", None),
        "toestand": rij.toestand(timezone.localdate(nu)),
        "stand": stand_uit(sommen),
        "regels": [(een, een.telt_als(GEHEEL)) for een in regels],
        "mag_betalen": rij.beslissing.pot is not None and request.user.heeft(P.BUDGET_BEHEREN),
        "ziet_pot": rij.beslissing.pot is not None and potten.filter(pk=rij.beslissing.pot.pk).exists(),
    }
    return render(request, "arrangementen/budget_beslissing.html", context)
