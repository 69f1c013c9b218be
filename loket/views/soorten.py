"""Beheer of the kinds of aanvraag: which there are here, and how much each asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.aanvraag import soorten as aangeboden
from loket.forms.soorten import GEWICHTEN, SoortenForm, passend
from scholen.actions.instellingen import instelling_wijzigen, vroegste_dag
from scholen.models import Instelling, Samenwerkingsverband

BEHEREN = Permissie.INSTELLINGEN_BEHEREN


@require_safe
@beleid(BEHEREN)
def soorten(request: Verzoek) -> HttpResponse:
    """Per SWV each kind with whether schools can ask it today."""
    vandaag = timezone.localdate()
    blokken = []
    for swv in _eigen(request):
        nu = Instelling.objects.visible_to(request.user).geldig(swv, vandaag)
        aan = {een.code for een in aangeboden(nu)}
        regels = [(een, een.code in aan, GEWICHTEN[een.gewicht]) for een in passend(nu)]
        blokken.append((swv, nu, regels))
    return render(request, "loket/soorten.html", {"blokken": blokken})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def soorten_wijzigen(request: Verzoek, code: str) -> HttpResponse:
    """Switch kinds on or off, or ask more or less, from a later day on."""
    swv = get_object_or_404(_eigen(request), code__iexact=code)
    nu = timezone.now()
    vanaf = vroegste_dag(swv, timezone.localdate(nu))
    stand = Instelling.objects.visible_to(request.user).geldig(swv, vanaf)
    form = SoortenForm(request.POST or None, instelling=stand, vanaf=vanaf)
    if request.method == "POST" and form.is_valid() and _gewijzigd(request, swv, form, nu):
        return redirect("loket:soorten")
    return render(request, "loket/soorten_wijzigen.html", {"swv_": swv, "form": form})


def _gewijzigd(request: Verzoek, swv: Samenwerkingsverband, form: SoortenForm, nu: datetime) -> bool:
    velden, van = {"soorten": form.keuzes()}, form.cleaned_data["geldig_van"]
    try:
        instelling_wijzigen(swv, door=request.user, op=nu, geldig_van=van, velden=velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, "Bewaard. Wat scholen vanaf die dag beginnen, volgt dit.")
    return True


def _eigen(request: Verzoek) -> Any:
    return Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
