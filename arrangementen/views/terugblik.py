"""How help that ended went, asked of the school."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions.terugblik import hulp_van_school
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.views.terugblik import terugblikvraag, vraagpagina

from .arrangement import bekeken, haal

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN)
def arrangement_terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """The one question, once and only when wanted."""
    rij = haal(request, public_id, P.ARRANGEMENT_VRAGEN)
    form = terugblikvraag(request, hulp_van_school(request.user, rij, timezone.localdate()), je=True)
    if form is None:
        return redirect("arrangementen:arrangement", public_id)
    if request.method != "POST":
        bekeken(request, rij)
    terug = reverse("arrangementen:arrangement", args=[public_id])
    return vraagpagina(request, form, f"{rij.aanbod.naam} ({rij.kenmerk})", terug, "Deze hulp is klaar.")
