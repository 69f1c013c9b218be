"""Being late with an aanvraag: what came in about it, what it costs, and fixing that."""

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
from loket.actions.overgang import overgang
from loket.actions.te_laat import (
    aanvraagdwangsom_vaststellen,
    ingebrekestelling_ontvangen,
    schrijvers,
    te_laat,
)
from loket.forms.te_laat import IngebrekeForm
from loket.models import Aanvraag

from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TERMIJN_VERZETTEN)
def laat(request: Verzoek, public_id: str) -> HttpResponse:
    """Notices of default with what each costs; the desk writes one down, the beslisser fixes the amount."""
    aanvraag = haal_zaak(request, public_id, P.TERMIJN_VERZETTEN)
    nu, actie = timezone.now(), request.POST.get("actie", "")
    vandaag = timezone.localdate(nu)
    wie = schrijvers(aanvraag, vandaag) if aanvraag.leerling else {}
    form = IngebrekeForm(request.POST if actie == "vastleggen" else None, wie=wie, vandaag=vandaag)
    if actie == "vastleggen" and form.is_valid():
        gelukt = "Vastgelegd. Wie het schreef, krijgt een brief."
        if _gedaan(request, aanvraag, ingebrekestelling_ontvangen, form, gelukt, **form.cleaned_data):
            return redirect("loket:te_laat", public_id)
    if actie == "vaststellen":
        gekozen = request.POST.get("ingebrekestelling", "")
        gelukt = "Vastgesteld. De brief staat klaar om te versturen."
        _gedaan(request, aanvraag, aanvraagdwangsom_vaststellen, None, gelukt, ingebrekestelling=gekozen)
        return redirect("loket:te_laat", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.TERMIJN_VERZETTEN)
    regels = overgang.regels
    context = kop(aanvraag, request.user, nu) | {
        "form": form,
        "laat": te_laat(aanvraag, vandaag),
        "waarom_niet": regels["ingebrekestelling_ontvangen"].waarom_niet(aanvraag, request.user, nu),
        "mag_vaststellen": not regels["aanvraagdwangsom_vaststellen"].waarom_niet(aanvraag, request.user, nu),
    }
    return render(request, "loket/te_laat.html", context)


def _gedaan(request: Verzoek, aanvraag: Aanvraag, actie: Any, form: Any, gelukt: str, **velden: Any) -> bool:
    """Whether it was done; otherwise the form, or a message, says why not."""
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        if form is None:
            messages.error(request, str(reden))
        else:
            form.add_error(None, str(reden))
        return False
    messages.success(request, gelukt)
    return True
