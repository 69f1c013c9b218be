"""The letters of a case that are no decision: how far each is, dating them, and marking what went out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.woorden import opsomming
from loket.actions.ontvangst import aan_te_bieden, ontvangstbrieven_klaarzetten, portaal_aanbieden
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.forms.bekendmaken import OntvangstForm, VerzondenForm
from loket.models import Aanvraag, Zaakbrief

from .brieven import Briefstand, briefstand, met_versies
from .klaarzetten import klaarzetten_form, waarschuw_voor_dag
from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BRIEF_VERZENDEN)
def zaakbrieven(request: Verzoek, public_id: str) -> HttpResponse:
    """Dating these letters and saying that they went out, as for a decision; no bezwaartermijn follows."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    nu = timezone.now()
    brieven = _brieven(request, aanvraag)
    keuzes = [
        (een.bekendmaking.public_id, f"{een.bekendmaking.naam}: {Zaakbrief.Soort(een.bekendmaking.brief.soort).label}")
        for een in brieven
        if een.stand == "klaar"
    ]
    actie, data = request.POST.get("actie", ""), request.POST or None
    klaar = klaarzetten_form(request, aanvraag, brieven, uitleg="Deze dag komt op de brief.")
    weg = VerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    if actie == "klaarzetten" and _doen(request, aanvraag, klaar, zaakbrieven_klaarzetten):
        messages.success(request, "De brieven worden gemaakt. Meestal is dat klaar binnen een minuut.")
        waarschuw_voor_dag(request, klaar)
        return redirect("loket:zaakbrieven", public_id)
    if actie == "verzonden" and _doen(request, aanvraag, weg, zaakbrieven_verzonden):
        messages.success(request, "De brieven zijn verzonden. Wie een account heeft, leest zijn brief nu ook hier.")
        return redirect("loket:zaakbrieven", public_id)
    if actie == "aanbieden" and _aangeboden(request, aanvraag):
        return redirect("loket:zaakbrieven", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.BRIEF_VERZENDEN)
    aan = aan_te_bieden(aanvraag, timezone.localdate(nu))
    context = kop(aanvraag, request.user, nu) | {
        "brieven": brieven,
        "mag_terug": True,
        "open": [een for een in brieven if een.open],
        "klaarzetten": klaar,
        "verzonden": weg,
        "keuzes": keuzes,
        "aan_te_bieden": aan,
        "aan_te_bieden_namen": opsomming(een.naam for een in aan),
    }
    return render(request, "loket/zaakbrieven.html", context)


@require_POST
@beleid(P.BRIEF_VERZENDEN)
def ontvangst(request: Verzoek) -> HttpResponse:
    """Date all receipts that must be posted, in one go."""
    form = OntvangstForm(request.POST, vandaag=timezone.localdate())
    if not form.is_valid():
        messages.error(request, "Kies de dag waarop de brieven uitgaan.")
        return redirect("loket:verzenden")
    klaar = ontvangstbrieven_klaarzetten(door=request.user, op=timezone.now(), **form.cleaned_data)
    if klaar.brieven:
        messages.success(request, f"{_brieven_telt(klaar.brieven)} gemaakt. Meestal is dat klaar binnen een minuut.")
        waarschuw_voor_dag(request, form)
    for reden, zaken in klaar.over.items():
        messages.warning(request, f"Bij {zaken} {'aanvraag' if zaken == 1 else 'aanvragen'} kon het niet. {reden}")
    return redirect("loket:verzenden")


def _brieven_telt(aantal: int) -> str:
    return "1 ontvangstbrief wordt" if aantal == 1 else f"{aantal} ontvangstbrieven worden"


def _aangeboden(request: Verzoek, aanvraag: Aanvraag) -> bool:
    try:
        portaal_aanbieden(aanvraag, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return False
    messages.success(request, "De brief over het portaal staat klaar om te versturen.")
    return True


def _brieven(request: Verzoek, aanvraag: Aanvraag) -> list[Briefstand]:
    zichtbaar = Zaakbrief.objects.visible_to(request.user, P.BRIEF_VERZENDEN)
    lijst = met_versies(zichtbaar.filter(aanvraag=aanvraag, vervallen_op=None)).order_by("-pk")
    return [briefstand(een, timezone.localdate()) for een in lijst]


def _doen(request: Verzoek, aanvraag: Aanvraag, form: Any, actie: Any) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True
