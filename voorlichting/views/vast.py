"""Pages that the portal has itself: their functional parts come from settings, their other words from the SWV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from voorlichting.rules.plekken import BEZWAARTERMIJN_WEKEN
from voorlichting.talen import in_taal, taalpad
from voorlichting.vinden import vast


@require_safe
@beleid(openbaar)
def klacht_of_bezwaar(request: HttpRequest) -> HttpResponse:
    """Three ways to say that it is not right, and which is for what."""
    context = {
        "weken": BEZWAARTERMIJN_WEKEN,
        "eigen": vast(request, "klacht-of-bezwaar"),
        "omschrijving": "Het verschil tussen een klacht, bezwaar en een geschil, en hoe u het doet.",
    }
    return render(request, "voorlichting/klacht_of_bezwaar.html", context)


@require_safe
@beleid(openbaar)
@in_taal
def steunpunt(request: HttpRequest) -> HttpResponse:
    """Who helps parents and pupils, and how to reach them."""
    context = {
        "eigen": vast(request, "steunpunt"),
        "taalpad": taalpad(),
        "omschrijving": "Gratis hulp voor ouders en leerlingen, van iemand die er alleen voor u is.",
    }
    return render(request, "voorlichting/steunpunt.html", context)
