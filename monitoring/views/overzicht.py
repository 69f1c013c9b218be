"""The questions that the figures answer, each with its two most telling ones."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from monitoring.kengetallen.aanvragen import stroom
from monitoring.kengetallen.tijd import op_tijd

from .keuze import aanvragen_van, gekozen


@require_safe
@beleid(Permissie.MONITORING_LEZEN)
def overzicht(request: Verzoek) -> HttpResponse:
    """Of this school year, or the period in the address."""
    keuze = gekozen(request)
    rijen = aanvragen_van(request, keuze)
    mag = request.user.heeft(Permissie.RAPPORT_MAKEN)
    context = {
        "keuze": keuze,
        "mag_rapporten": mag,
        "stroom": stroom(rijen, keuze.periode),
        "op_tijd": op_tijd(rijen, keuze.periode),
    }
    return render(request, "monitoring/overzicht.html", context)
