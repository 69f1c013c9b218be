"""Beheer of the criteria of the ondersteuningsplan: the list in force, the one in the making, and those before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import criteria as acties
from loket.forms.criteria import CriteriumForm, LijstForm
from loket.models import Criterialijst, Criterium

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.CRITERIA_BEHEREN)
def criterialijsten(request: Verzoek) -> HttpResponse:
    """All lists, newest first; begin a new one as a copy of what is in force."""
    form = LijstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lijst = acties.lijst_beginnen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect("loket:criterialijst", lijst.public_id)
    lijsten = Criterialijst.objects.visible_to(request.user).select_related("swv").order_by("swv__code", "-versie")
    return render(request, "loket/criterialijsten.html", {"lijsten": lijsten, "form": form})


@require_safe
@beleid(P.CRITERIA_BEHEREN)
def criterialijst(request: Verzoek, public_id: str) -> HttpResponse:
    """One list with its criteria by kind."""
    lijst = _lijst(request, public_id)
    criteria = Criterium.objects.visible_to(request.user).filter(lijst=lijst).order_by("soort", "volgorde", "code")
    return render(request, "loket/criterialijst.html", {"lijst": lijst, "criteria": criteria})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.CRITERIA_BEHEREN)
def criterium(request: Verzoek, public_id: str, criterium_id: str = "") -> HttpResponse:
    """Write one criterion of a list in the making: a new one, or this one."""
    lijst = _lijst(request, public_id)
    alle = Criterium.objects.visible_to(request.user).filter(lijst=lijst)
    rij = get_object_or_404(alle, public_id=criterium_id) if criterium_id else None
    form = CriteriumForm(request.POST or None, criterium=rij)
    if request.method == "POST" and form.is_valid():
        velden: dict[str, Any] = form.cleaned_data
        try:
            acties.criterium_opslaan(lijst, door=request.user, op=timezone.now(), criterium=rij, **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"Criterium {velden['code']} is bewaard.")
            return redirect("loket:criterialijst", public_id)
    return render(request, "loket/criterium.html", {"lijst": lijst, "criterium": rij, "form": form})


@require_POST
@beleid(P.CRITERIA_BEHEREN)
def criterium_weghalen(request: Verzoek, public_id: str, criterium_id: str) -> HttpResponse:
    lijst = _lijst(request, public_id)
    alle = Criterium.objects.visible_to(request.user).filter(lijst=lijst).select_related("lijst")
    rij = get_object_or_404(alle, public_id=criterium_id)
    return _doen(request, lijst, lambda: acties.criterium_weghalen(rij, door=request.user, op=timezone.now()), "Weg.")


@require_POST
@beleid(P.CRITERIA_BEHEREN)
def lijst_vaststellen(request: Verzoek, public_id: str) -> HttpResponse:
    lijst = _lijst(request, public_id)
    gelukt = "De lijst is vastgesteld. Beslissers kiezen er vanaf nu uit."
    return _doen(request, lijst, lambda: acties.lijst_vaststellen(lijst, door=request.user, op=timezone.now()), gelukt)


def _doen(request: Verzoek, lijst: Criterialijst, actie: Any, gelukt: str) -> HttpResponse:
    try:
        actie()
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, gelukt)
    return redirect("loket:criterialijst", lijst.public_id)


def _lijst(request: Verzoek, public_id: str) -> Criterialijst:
    lijsten = Criterialijst.objects.visible_to(request.user).select_related("swv")
    rij: Criterialijst = get_object_or_404(lijsten, public_id=public_id)
    return rij
