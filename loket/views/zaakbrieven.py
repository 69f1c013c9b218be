"""The letters of a case that are no decision: how far each is, dating them, and marking what went out."""

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
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.forms.bekendmaken import KlaarzettenForm, VerzondenForm
from loket.models import Aanvraag, Zaakbrief

from .brieven import Briefstand, briefstand, met_versies
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
    klaar = KlaarzettenForm(data if actie == "klaarzetten" else None, aanvraag=aanvraag, vandaag=timezone.localdate(nu))
    klaar.fields["verzenddatum"].help_text = "Deze dag komt op de brief."
    weg = VerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    if actie == "klaarzetten" and _doen(request, aanvraag, klaar, zaakbrieven_klaarzetten):
        messages.success(request, "De brieven worden gemaakt. Meestal is dat klaar binnen een minuut.")
        return redirect("loket:zaakbrieven", public_id)
    if actie == "verzonden" and _doen(request, aanvraag, weg, zaakbrieven_verzonden):
        messages.success(request, "De brieven zijn verzonden. Wie een brief kreeg, leest hem nu ook in het portaal.")
        return redirect("loket:zaakbrieven", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.BRIEF_VERZENDEN)
    context = kop(aanvraag, request.user, nu) | {
        "brieven": brieven,
        "open": [een for een in brieven if een.stand != "verzonden"],
        "klaarzetten": klaar,
        "verzonden": weg,
        "keuzes": keuzes,
    }
    return render(request, "loket/zaakbrieven.html", context)


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
