"""The yearly set for everybody: what was asked and decided, without logging in, where an SWV wants that."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from kern.termijnen.schooljaar import schooljaar
from monitoring.actions.publicatie import openbare, publiceert
from monitoring.models import Rapport
from monitoring.rules.bevriezen import definities_van
from monitoring.rules.periode import van_schooljaar
from scholen.models import Samenwerkingsverband

from .keuze import Keuze
from .tabellen import Cijferblad

JAREN = 5


@require_safe
@beleid(openbaar)
def cijfers(request: HttpRequest) -> HttpResponse:
    """Of a school year that is over, as it was frozen then; without an SWV that publishes there is no page."""
    vandaag = timezone.localdate()
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    swvs = [een for een in eigen if publiceert(een, vandaag)]
    if not swvs:
        raise Http404
    jaren = [van_schooljaar(schooljaar(vandaag) - terug) for terug in range(1, JAREN + 1)]
    codes = [een.code for een in jaren]
    per_swv = {een: {rij.periode: rij for rij in openbare(een).filter(periode__in=codes)} for een in swvs}
    er = [een for een in jaren if any(een.code in rijen for rijen in per_swv.values())]
    jaar = next((een for een in jaren if een.code == request.GET.get("periode")), (er or jaren)[0])
    hier = {een: rijen.get(jaar.code) for een, rijen in per_swv.items()}
    gehaald = {timezone.localdate(rij.klaar_op) for rij in hier.values() if rij and rij.klaar_op}
    context = {
        "keuze": Keuze(jaar, max(gehaald, default=vandaag)),
        "standen": [(een.code, een.naam[0].upper() + een.naam[1:], een == jaar) for een in jaren],
        "bladen": [(een, _bladen(rij)) for een, rij in hier.items()],
        "definities": definities_van([deel for rij in hier.values() if rij for deel in rij.tabellen or ()]),
    }
    return render(request, "monitoring/openbaar.html", context)


def _bladen(rapport: Rapport | None) -> list[Cijferblad]:
    """Its tables that have a row; none of a year without a report."""
    return [Cijferblad(een) for een in rapport.cijfers if een.rijen] if rapport else []
