"""The page on which hours a week at school are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from thuiszitters.actions import schoolweken as acties
from thuiszitters.actions.overgang import PLAN_GESLOTEN
from thuiszitters.actions.stappen import DOEN
from thuiszitters.forms.schoolweken import OpbouwForm, UrenForm
from thuiszitters.models import Plan
from thuiszitters.rules.schoolweek import Weekuren, eerdere_schoolweken, schoolweken

from .plan import een_plan
from .weekbeeld import staven, weken_van

P = Permissie
TERUG, VOORUIT = 4, 6
"""So many school weeks before this one and from this one on stand open to be filled in."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN)
def uren(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the hours of some weeks at once, or agree on a way back in steps."""
    rij, vandaag = een_plan(request, public_id, *DOEN), timezone.localdate()
    if not rij.loopt:
        messages.error(request, PLAN_GESLOTEN)
        return redirect("thuiszitters:plan", public_id)
    bewaard, opbouwen = weken_van(request, rij), request.POST.get("actie") == "opbouw"
    form = UrenForm(None if opbouwen else request.POST or None, weken=_open(rij, bewaard, vandaag), vandaag=vandaag)
    opbouwform = OpbouwForm(request.POST if opbouwen else None)
    gekozen = opbouwform if opbouwen else form
    if request.method == "POST" and gekozen.is_valid():
        nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
        try:
            if opbouwen:
                acties.opbouw_afspreken(rij, **nu, **opbouwform.cleaned_data)
            else:
                acties.uren_bijhouden(rij, form.ingevuld, **nu)
        except NietMogelijk as reden:
            gekozen.add_error(None, str(reden))
        else:
            messages.success(request, "De uren zijn bewaard.")
            return redirect("thuiszitters:uren" if opbouwen else "thuiszitters:plan", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="plan_gezien")
    context = {"plan": rij, "form": form, "opbouwform": opbouwform, "staven": staven(bewaard, vandaag)}
    return render(request, "thuiszitters/uren.html", context)


def _open(plan: Plan, bewaard: Sequence[Weekuren], vandaag: date) -> list[Weekuren]:
    """The weeks that can be filled in: those near to now, and all that are agreed after it."""
    is_schooldag = acties.schooldagen_bij(plan, vandaag)
    dagen = [*eerdere_schoolweken(vandaag, TERUG, is_schooldag), *schoolweken(vandaag, VOORUIT, is_schooldag)]
    erbij = {een.maandag: een for een in bewaard if een.maandag >= dagen[0]}
    return [erbij.get(dag) or Weekuren(dag) for dag in sorted({*dagen, *erbij})]
