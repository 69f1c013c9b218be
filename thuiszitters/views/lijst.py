"""The board as a list: what stands still on top, in words, and four tabs (ux.md §8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from thuiszitters.models import Casus
from thuiszitters.models.casus import CasusQuerySet

from .beeld import MET, Beeld, beelden
from .dubbel import aantal_paren

P = Permissie
PER_PAGINA = 25
WEERGAVEN = {"actief": "Actief", "deels": "Deels naar school", "nazorg": "Nazorg", "afgesloten": "Afgesloten"}
LEEG = {
    "actief": "Er zijn nu geen thuiszitters.",
    "deels": "Er is nu niemand die deels naar school gaat.",
    "nazorg": "Er is nu niemand in nazorg.",
    "afgesloten": "Er is nog niets afgesloten.",
}


@require_safe
@beleid(P.THUISZITTER_LEZEN)
def thuiszitters(request: Verzoek) -> HttpResponse:
    """Who does not go to school, of whom this user sees. Running cases are few enough to look at each one today."""
    vandaag = timezone.localdate()
    zichtbaar = Casus.objects.visible_to(request.user, P.THUISZITTER_LEZEN)
    keuze = request.GET.get("weergave", "")
    weergave = keuze if keuze in WEERGAVEN else "actief"
    delen = {naam: _deel(zichtbaar, naam, vandaag) for naam in WEERGAVEN}
    aantallen = {naam: deel.count() for naam, deel in delen.items()}
    rijen = delen[weergave].select_related("leerling", "school", "swv", "protocol", "regievoerder")
    rijen = rijen.prefetch_related(*MET)
    pagina, lijst = _bladzijde(request, rijen, weergave, vandaag)
    gezien_alle([een.casus for een in lijst], door=request.user, op=timezone.now(), wat="thuiszitters_gezien")
    context = {
        "tabs": [(zin, f"?weergave={naam}", aantallen[naam], naam == weergave) for naam, zin in WEERGAVEN.items()],
        "weergave": weergave,
        "titel": WEERGAVEN[weergave],
        "leeg": LEEG[weergave],
        "pagina": pagina,
        "stil": [een for een in lijst if een.alarm],
        "rijen": [een for een in lijst if not een.alarm],
        "mag_tellen": request.user.heeft(P.THUISZITTER_TELLEN),
        "mag_melden": request.user.heeft(P.THUISZITTER_MELDEN),
        "dubbelen": aantal_paren(request.user) if request.user.heeft(P.THUISZITTER_MELDEN) else 0,
    }
    return render(request, "thuiszitters/thuiszitters.html", context)


def _bladzijde(request: Verzoek, rijen: CasusQuerySet, weergave: str, vandaag: date) -> tuple[Page[Any], list[Beeld]]:
    """One page of these cases. What is closed is cut by the database; of the rest each is looked at, to sort them."""
    nummer = request.GET.get("pagina")
    if weergave == "afgesloten":
        dicht = Paginator(rijen.order_by("-gesloten_op", "-pk"), PER_PAGINA).get_page(nummer)
        return dicht, beelden(request, list(dicht), vandaag)
    pagina = Paginator(sorted(beelden(request, list(rijen), vandaag), key=_volgorde), PER_PAGINA).get_page(nummer)
    return pagina, list(pagina)


def _deel(alles: CasusQuerySet, weergave: str, vandaag: date) -> CasusQuerySet:
    if weergave == "afgesloten":
        return alles.afgesloten()
    return {"actief": alles.actief, "deels": alles.deels, "nazorg": alles.zonder_verzuim}[weergave](vandaag)


def _volgorde(een: Beeld) -> tuple[bool, int, date, int]:
    """What stands still first, most reasons on top; then what is due first."""
    volgende = een.volgende.voor if een.volgende else date.min
    return (not een.alarm, -len(een.alarm), volgende, een.casus.pk)
