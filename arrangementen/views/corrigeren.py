"""Taking back a line that was wrong."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import corrigeren as acties
from arrangementen.forms.betalen import CorrigeerForm
from arrangementen.models import Boeking
from arrangementen.rules.boekingen import SOORTEN, TEGEN
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def boeking_corrigeren(request: Verzoek, public_id: str) -> HttpResponse:
    """One line, what was taken back of it, and the form that takes back the rest or a part."""
    alle = Boeking.objects.visible_to(request.user, P.BUDGET_BEHEREN)
    verbonden = ("pot", "school", "arrangement", "basis", "tegen", "geboekt_door")
    rij = get_object_or_404(alle.select_related(*verbonden), public_id=public_id)
    begin = {"bedrag": rij.nog_te_corrigeren, "datum": timezone.localdate()}
    form = CorrigeerForm(request.POST or None, initial=begin)
    if gelukt(request, form, acties.boeking_corrigeren, rij):
        messages.success(request, "De tegenboeking is geboekt.")
        return redirect("arrangementen:boeking_corrigeren", public_id)
    gezien(rij, door=request.user, op=timezone.now())
    context = {"rij": rij, "form": form, "over": rij.nog_te_corrigeren, "wordt": SOORTEN.get(TEGEN.get(rij.soort, ""))}
    context["tegenboekingen"] = alle.filter(tegen=rij).select_related("geboekt_door").order_by("pk")
    return render(request, "arrangementen/corrigeren.html", context)
