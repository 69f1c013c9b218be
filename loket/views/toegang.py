"""Who around a child reads along in the portal, and a new code for who cannot come in (after a check of who it is)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from kern.brieven.meekijken import PAD, leesbaar
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import toegang as acties
from loket.actions.kanaal import heeft_account
from loket.forms.toegang import CodeGevenForm

from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(P.BRIEF_VERZENDEN)
def toegang(request: Verzoek, public_id: str) -> HttpResponse:
    """Each person who may read along, and the code just given: it is on this page once, and kept nowhere."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    nu = timezone.now()
    dag = timezone.localdate(nu)
    mensen = acties.personen(aanvraag, dag)
    keuzes = [(een.public_id, een.naam) for een in mensen]
    form = CodeGevenForm(request.POST if request.method == "POST" else None, mensen=keuzes)
    context: dict[str, Any] = {"gegeven": "", "pad": PAD}
    if form.is_valid():
        wie = acties.persoon(aanvraag, form.cleaned_data["wie"], dag)
        try:
            code = acties.code_geven(
                aanvraag, wie, door=request.user, op=nu, nagevraagd=form.cleaned_data["nagevraagd"]
            )
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            context |= {"gegeven": leesbaar(code), "voor": wie.naam}
            form = CodeGevenForm(mensen=keuzes)
    if request.method != "POST":
        bekeken(request, aanvraag, P.BRIEF_VERZENDEN)
    context |= kop(aanvraag, request.user, nu) | {"form": form}
    codes = acties.codes_van(aanvraag, request.user, op=timezone.now())
    context["mensen"] = [
        (een, heeft_account(een, dag), [code for code in codes if code[0].wie == een][:3]) for een in mensen
    ]
    return render(request, "loket/toegang.html", context)
