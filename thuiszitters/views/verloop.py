"""How the absence goes on: another kind, back at school, the case closed or opened again."""

from __future__ import annotations

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
from thuiszitters.actions import sluiten as acties
from thuiszitters.actions.overgang import GESLOTEN, overgang
from thuiszitters.actions.verzuim import verzuim_beeindigen, verzuim_wijzigen
from thuiszitters.forms.casus import SluitForm, TerugForm, VerzuimForm
from thuiszitters.models import Casus

from .casus import een_casus

P = Permissie


def _niet_nu(request: Verzoek, rij: Casus, naam: str) -> HttpResponse | None:
    """Back to the case with the sentence why this transition cannot be done now; None when it can."""
    if waarom := overgang.regels[naam].waarom_niet(rij, request.user, timezone.now()):
        messages.error(request, waarom)
        return redirect("thuiszitters:casus", rij.public_id)
    return None


def _pagina(request: Verzoek, rij: Casus, form: Any, **woorden: Any) -> HttpResponse:
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    return render(request, "thuiszitters/verloop.html", {"casus": rij, "form": form} | woorden)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def verzuim(request: Verzoek, public_id: str) -> HttpResponse:
    """From a day on it is another kind or other hours, or the child is back."""
    rij, vandaag = een_casus(request, public_id, P.THUISZITTER_MELDEN), timezone.localdate()
    if not rij.loopt:
        messages.error(request, GESLOTEN)
        return redirect("thuiszitters:casus", public_id)
    terug = request.POST.get("actie") == "terug"
    open_ = next((een for een in rij.verzuim.all() if een.tot is None), None)
    begin = {"soort": open_.soort, "uren": open_.uren} if open_ else {}
    form = VerzuimForm(None if terug else request.POST or None, vandaag=vandaag, initial=begin)
    terugform = TerugForm(request.POST if terug else None, vandaag=vandaag)
    gekozen = terugform if terug else form
    if request.method == "POST" and gekozen.is_valid():
        doen = verzuim_beeindigen if terug else verzuim_wijzigen
        try:
            doen(rij, door=request.user, op=timezone.now(), **gekozen.cleaned_data)
        except NietMogelijk as reden:
            gekozen.add_error(None, str(reden))
        else:
            messages.success(request, "Bewaard.")
            return redirect("thuiszitters:casus", public_id)
    return _pagina(
        request,
        rij,
        form,
        titel="Verzuim wijzigen",
        kaart="Er verandert iets",
        knoptekst="Bewaren",
        terugform=terugform,
        loopt=open_,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    """End the case with how it went."""
    rij = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN)
    if niet := _niet_nu(request, rij, "sluiten"):
        return niet
    loopt = any(een.tot is None for een in rij.verzuim.all())
    form = SluitForm(request.POST or None, verzuim_loopt=loopt, vandaag=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            acties.sluiten(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De casus is gesloten. Binnen dertig dagen kun je hem heropenen.")
            return redirect("thuiszitters:casus", public_id)
    return _pagina(request, rij, form, titel="Casus sluiten", kaart="Hoe het afliep", knoptekst="Sluit de casus")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def heropenen(request: Verzoek, public_id: str) -> HttpResponse:
    """The child is at home again within thirty days: the same case goes on."""
    rij = een_casus(request, public_id, P.THUISZITTER_MELDEN)
    if niet := _niet_nu(request, rij, "heropenen"):
        return niet
    form = VerzuimForm(request.POST or None, vandaag=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            acties.heropenen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De casus loopt weer.")
            return redirect("thuiszitters:casus", public_id)
    return _pagina(request, rij, form, titel="Casus heropenen", kaart="Wat er nu is", knoptekst="Heropen de casus")
