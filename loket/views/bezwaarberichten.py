"""The letters in the course of a bezwaar, and fixing what we owe because we were late."""

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
from loket.actions.bezwaar import overgang
from loket.actions.bezwaar.berichten_verzenden import berichten_klaarzetten, berichten_verzonden
from loket.actions.bezwaar.dwangsom import dwangsom_vaststellen
from loket.actions.bezwaar.laat import te_laat
from loket.actions.zaakwoorden import treden
from loket.forms.bekendmaken import VerzondenForm
from loket.models import Bezwaarbericht, Bezwaarzaak

from .bezwaarzaak import haal_bezwaar, kop
from .brieven import Briefstand, briefstand, met_versies
from .klaarzetten import klaarzetten_form, waarschuw_voor_dag

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_BEHANDELEN)
def bezwaarberichten(request: Verzoek, public_id: str) -> HttpResponse:
    """How far each letter is, dating them, and marking what went out."""
    zaak = haal_bezwaar(request, public_id, P.BEZWAAR_BEHANDELEN)
    nu = timezone.now()
    brieven = _brieven(request, zaak)
    keuzes = [
        (bericht.public_id, f"{bericht.naam}: {bericht.get_soort_display()}")
        for een in brieven
        if een.stand == "klaar" and isinstance(bericht := een.bekendmaking, Bezwaarbericht)
    ]
    actie, data = request.POST.get("actie", ""), request.POST or None
    klaar = klaarzetten_form(request, zaak.besluit.aanvraag, brieven, uitleg="Deze dag komt op de brief.")
    weg = VerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    doen = {
        "klaarzetten": (klaar, berichten_klaarzetten, "De brieven worden gemaakt. Dat duurt ongeveer een minuut."),
        "verzonden": (weg, berichten_verzonden, "De brieven zijn verzonden. De ontvangers lezen ze nu ook hier."),
    }
    if actie in doen and _gedaan(request, zaak, *doen[actie]):
        waarschuw_voor_dag(request, klaar)
        return redirect("loket:bezwaar_berichten", public_id)
    context = kop(zaak, request.user, nu) | {
        "brieven": brieven,
        "mag_terug": True,
        "klaarzetten": klaar,
        "verzonden": weg,
    }
    context |= {"keuzes": keuzes, "open": [een for een in brieven if een.open]}
    return render(request, "loket/bezwaar/berichten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_BESLISSEN, opnieuw_inloggen=True)
def bezwaar_dwangsom(request: Verzoek, public_id: str, ingebrekestelling: str) -> HttpResponse:
    """Read what we owe and fix it (Awb 4:18), or read why that cannot be done now."""
    zaak = haal_bezwaar(request, public_id, P.BEZWAAR_BESLISSEN)
    nu = timezone.now()
    lijst = te_laat(zaak, timezone.localdate(nu))
    een = next((een for een in lijst if een.ingebrekestelling.public_id == ingebrekestelling), None)
    if een is None:
        raise Http404
    waarom_niet = overgang.regels["dwangsom_vaststellen"].waarom_niet(zaak, request.user, nu) or een.waarom_niet
    if request.method == "POST":
        try:
            dwangsom_vaststellen(zaak, door=request.user, op=nu, ingebrekestelling=ingebrekestelling)
        except NietMogelijk as reden:
            waarom_niet = str(reden)
        else:
            messages.success(request, "Het bedrag is vastgesteld. De brief staat klaar om te versturen.")
            return redirect("loket:bezwaar", public_id)
    context = kop(zaak, request.user, nu) | {"een": een, "waarom_niet": waarom_niet}
    if een.dwangsom and een.dwangsom.dagen:
        context["treden"] = treden(een.dwangsom.eerste_dag, een.dwangsom.dagen[-1][0])
    return render(request, "loket/bezwaar/dwangsom.html", context)


def _brieven(request: Verzoek, zaak: Bezwaarzaak) -> list[Briefstand]:
    zichtbaar = Bezwaarbericht.objects.visible_to(request.user, P.BEZWAAR_BEHANDELEN)
    lijst = met_versies(zichtbaar.filter(zaak=zaak, vervallen_op=None)).order_by("-pk")
    return [briefstand(een, timezone.localdate()) for een in lijst]


def _gedaan(request: Verzoek, zaak: Bezwaarzaak, form: Any, actie: Any, gelukt: str) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        actie(zaak, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, gelukt)
    return True
