"""How a case that was closed went, asked of the school."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.views.terugblik import terugblikvraag, vraagpagina
from thuiszitters.actions.terugblik import plan_van_school

from .casus import een_casus


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.AANVRAAG_INDIENEN)
def casus_terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """The one question, once and only when wanted."""
    rij = een_casus(request, public_id, Permissie.AANVRAAG_INDIENEN)
    form = terugblikvraag(request, plan_van_school(request.user, rij, timezone.localdate()), je=True)
    if form is None:
        return redirect("thuiszitters:casus", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    terug = reverse("thuiszitters:casus", args=[public_id])
    return vraagpagina(request, form, rij.leerling.naam, terug, "Deze casus is gesloten.")
