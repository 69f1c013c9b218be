"""The yearly set for everybody: what was asked and decided, without logging in, where an SWV wants that."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from kern.termijnen.schooljaar import schooljaar
from monitoring.actions.publicatie import openbaar as openbaar_
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import van_schooljaar
from scholen.models import Instelling, Samenwerkingsverband

from .keuze import Keuze
from .tabellen import Cijferblad

JAREN = 5


def _publiceert(request: HttpRequest, swv: Samenwerkingsverband) -> bool:
    vandaag = timezone.localdate()
    nu = Instelling.objects.visible_to(request.user).filter(swv=swv, geldig_van__lte=vandaag).order_by("geldig_van")
    laatste = nu.last()
    return laatste is not None and laatste.cijfers_openbaar


@require_safe
@beleid(openbaar)
def cijfers(request: HttpRequest) -> HttpResponse:
    """Of a school year that is over; without an SWV that publishes there is no page."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    swvs = [een for een in eigen if _publiceert(request, een)]
    if not swvs:
        raise Http404
    vandaag = timezone.localdate()
    jaren = [van_schooljaar(schooljaar(vandaag) - terug) for terug in range(1, JAREN + 1)]
    jaar = next((een for een in jaren if een.code == request.GET.get("periode")), jaren[0])
    keuze = Keuze(jaar, vandaag)
    bladen = []
    for swv in swvs:
        getoond = openbaar_(swv, jaar, vandaag).getoond
        bladen.append((swv, [Cijferblad(een) for een in getoond if een.rijen]))
    context = {
        "keuze": keuze,
        "standen": [(een.code, een.naam[0].upper() + een.naam[1:], een == jaar) for een in jaren],
        "bladen": bladen,
        "definities": [DEFINITIES[code] for code in ("M08", "M11", "M10")],
    }
    return render(request, "monitoring/openbaar.html", context)
