"""Beheer of the words that are explained on the spot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.eigen import eigen_instelling
from voorlichting.actions import woorden as acties
from voorlichting.forms.woord import WoordForm
from voorlichting.models import Woord

SCHRIJVEN = Permissie.VOORLICHTING_SCHRIJVEN


def _eigen(request: Verzoek) -> Any:
    return Woord.objects.visible_to(request.user).filter(swv=eigen_instelling(request).swv)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def woorden_beheer(request: Verzoek) -> HttpResponse:
    """The own words, and adding one."""
    form = WoordForm(request.POST or None)
    if gelukt(request, form, acties.woord_toevoegen, eigen_instelling(request).swv, meld="Het woord staat erbij."):
        return redirect("voorlichting:woorden_beheer")
    return render(request, "voorlichting/woorden_beheer.html", {"form": form, "woorden": _eigen(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def woord(request: Verzoek, public_id: str) -> HttpResponse:
    """Explain one otherwise."""
    rij = get_object_or_404(_eigen(request), public_id=public_id)
    form = WoordForm(request.POST or None, initial=WoordForm.begin(rij))
    if gelukt(request, form, acties.woord_wijzigen, rij, meld="Bewaard."):
        return redirect("voorlichting:woorden_beheer")
    return render(request, "voorlichting/woord.html", {"form": form, "rij": rij})


@require_POST
@beleid(SCHRIJVEN)
def woord_weghalen(request: Verzoek, public_id: str) -> HttpResponse:
    """Explain it no more."""
    rij = get_object_or_404(_eigen(request), public_id=public_id)
    acties.woord_weghalen(rij, door=request.user, op=timezone.now())
    messages.success(request, "Het woord is weg.")
    return redirect("voorlichting:woorden_beheer")
