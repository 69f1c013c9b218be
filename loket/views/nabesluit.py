"""After the decision: calling the parents before the letters go, and correcting words in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.bellen import open_beltaak
from loket.actions.bellen import ouders_bellen as ouders_bellen_actie
from loket.actions.besluit import geldend_besluit
from loket.actions.herstel import besluit_herstellen
from loket.actions.overgang import overgang
from loket.forms.herstel import BellenForm, HerstelForm
from loket.models import Besluit

from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BRIEF_VERZENDEN)
def ouders_bellen(request: Verzoek, public_id: str) -> HttpResponse:
    """Write down the call, or why there was none; after it the letters can go."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    form = BellenForm(request.POST or None)
    if _gedaan(request, aanvraag, form, ouders_bellen_actie):
        messages.success(request, "Opgeschreven. De brieven kunnen nu weg.")
        return redirect("loket:bekendmaken", public_id)
    nu = timezone.now()
    context = kop(aanvraag, request.user, nu) | {"form": form, "taak": open_beltaak(aanvraag)}
    context["waarom_niet"] = overgang.regels["ouders_bellen"].waarom_niet(aanvraag, request.user, nu)
    return render(request, "loket/bellen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN, opnieuw_inloggen=True)
def herstellen(request: Verzoek, public_id: str) -> HttpResponse:
    """Correct words of the decision that holds; everybody gets a new letter."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    nu = timezone.now()
    try:
        besluit = geldend_besluit(aanvraag)
    except Besluit.DoesNotExist as fout:
        raise Http404 from fout
    if request.method != "POST":
        bekeken(request, aanvraag, P.BESLUIT_NEMEN)
    form = HerstelForm(request.POST or None, besluit=besluit)
    if _gedaan(request, aanvraag, form, besluit_herstellen):
        messages.success(request, "Het besluit is hersteld. De nieuwe brieven staan klaar om te versturen.")
        return redirect("loket:behandelen", public_id)
    context = kop(aanvraag, request.user, nu) | {"form": form, "besluit": besluit}
    context["waarom_niet"] = overgang.regels["besluit_herstellen"].waarom_niet(aanvraag, request.user, nu)
    return render(request, "loket/herstellen.html", context)


def _gedaan(request: Verzoek, aanvraag: Any, form: Any, actie: Any) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **form.velden())
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True
