"""Taking back a TLV: the intention and the reactions, the decision, and its letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import intrekking as acties
from loket.actions.intrekking_verzenden import intrekking_bekendmaken, intrekking_klaarzetten
from loket.forms.bekendmaken import VerzondenForm
from loket.forms.intrekking import IntrekbesluitForm, StoppenForm, VoornemenForm, ZienswijzeForm
from loket.models import Bekendmaking, Intrekking, Tlv, Zaakbrief

from .brieven import briefstand, met_versies
from .dossier import zienswijzen
from .klaarzetten import klaarzetten_form, waarschuw_voor_dag
from .register import haal_tlv, tlvkop

P = Permissie
VORMEN: dict[str, tuple[Any, str]] = {
    "zienswijze": (acties.zienswijze_vastleggen, "De reacties zijn bewaard."),
    "stoppen": (acties.intrekking_stoppen, "De TLV blijft zoals hij is."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TLV_REGISTREREN, P.BESLUIT_NEMEN)
def tlv_intrekken(request: Verzoek, public_id: str) -> HttpResponse:
    """First the intention; then the reactions of school and parents, until it is decided or given up."""
    tlv = haal_tlv(request, public_id)
    loopt = _open(request, tlv)
    if loopt is None:
        return _voornemen(request, tlv)
    actie = request.POST.get("actie", "")
    begin = {"zienswijze_ouders": loopt.zienswijze_ouders, "zienswijze_school": loopt.zienswijze_school}
    vormen: dict[str, forms.Form] = {
        "zienswijze": ZienswijzeForm(request.POST if actie == "zienswijze" else None, initial=begin),
        "stoppen": StoppenForm(request.POST if actie == "stoppen" else None),
    }
    if request.method == "POST" and actie in vormen:
        doen, gelukt = VORMEN[actie]
        if _gedaan(request, loopt, vormen[actie], doen, gelukt):
            return redirect("loket:tlv_intrekken" if actie == "zienswijze" else "loket:tlv", public_id)
    context = tlvkop(request, tlv) | vormen | _meningen(request, loopt)
    context["mag_brieven"] = request.user.heeft(P.BRIEF_VERZENDEN)
    context["brieven_open"] = (
        Zaakbrief.objects.visible_to(request.user)
        .filter(aanvraag=tlv.besluit.aanvraag, soort=Zaakbrief.Soort.VOORNEMEN)
        .te_verzenden()
        .count()
    )
    context["mag_besluiten"] = request.user.heeft(P.BESLUIT_NEMEN)
    context["wachten"] = not loopt.beide_gereageerd and timezone.localdate() <= loopt.reageren_tot
    return render(request, "loket/tlv_intrekken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN, opnieuw_inloggen=True)
def tlv_intrekbesluit(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the decision, read what the letters will say, and take it."""
    tlv = haal_tlv(request, public_id)
    loopt = _open(request, tlv)
    if loopt is None:
        return redirect("loket:tlv", public_id)
    nu = timezone.now()
    form = IntrekbesluitForm(request.POST or None, vandaag=timezone.localdate(nu))
    context = tlvkop(request, tlv) | {"form": form} | _meningen(request, loopt)
    if request.method == "POST" and form.is_valid():
        keuze = acties.Intrekbesluit(**form.cleaned_data)
        if request.POST.get("actie") == "besluiten":
            if _gedaan(request, loopt, form, acties.tlv_intrekken, "De TLV wordt ingetrokken. Verstuur nu de brieven."):
                return redirect("loket:tlv", public_id)
        elif fouten := acties.intrekken_fouten(loopt, keuze, door=request.user, op=nu):
            form.add_error(None, " ".join(fouten))
        else:
            context["brieven"] = acties.intrekbrieven(loopt, keuze, door=request.user, op=nu)
            context["noemt"] = acties.intrekking_noemt(loopt, keuze, timezone.localdate(nu))
    return render(request, "loket/tlv_intrekbesluit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BRIEF_VERZENDEN)
def tlv_intrekking_brieven(request: Verzoek, public_id: str) -> HttpResponse:
    """The letters that take this TLV back: how far each is, dating them, and marking what went out."""
    tlv = haal_tlv(request, public_id)
    zichtbaar = Intrekking.objects.visible_to(request.user, P.BRIEF_VERZENDEN).filter(tlv=tlv, besluit__isnull=False)
    intrekking = zichtbaar.select_related("besluit__aanvraag__leerling").order_by("-pk").first()
    if intrekking is None or intrekking.besluit is None:
        return redirect("loket:tlv", public_id)
    besluit, vandaag = intrekking.besluit, timezone.localdate()
    lijst = Bekendmaking.objects.visible_to(request.user, P.BRIEF_VERZENDEN).filter(besluit=besluit, vervallen_op=None)
    brieven = [briefstand(een, vandaag) for een in met_versies(lijst).order_by("pk")]
    keuzes = [(een.bekendmaking.public_id, een.bekendmaking.naam) for een in brieven if een.stand == "klaar"]
    actie, data = request.POST.get("actie", ""), request.POST or None
    klaar = klaarzetten_form(request, besluit.aanvraag, brieven)
    weg = VerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    if actie == "klaarzetten" and _gedaan(
        request, besluit, klaar, intrekking_klaarzetten, "De brieven worden gemaakt."
    ):
        waarschuw_voor_dag(request, klaar)
        return redirect("loket:tlv_intrekking_brieven", public_id)
    if actie == "verzonden" and _gedaan(request, besluit, weg, intrekking_bekendmaken, "De brieven zijn verzonden."):
        return redirect("loket:tlv_intrekking_brieven", public_id)
    context = tlvkop(request, tlv) | {"brieven": brieven, "klaarzetten": klaar, "verzonden": weg, "keuzes": keuzes}
    context["mag_terug"] = True
    context["open"] = [een for een in brieven if een.open]
    context["bezig"] = any(een.stand == "bezig" for een in brieven)
    return render(request, "loket/tlv_intrekking_brieven.html", context)


def _voornemen(request: Verzoek, tlv: Tlv) -> HttpResponse:
    form = VoornemenForm(request.POST or None, vandaag=timezone.localdate())
    gelukt = "Vastgelegd. De brieven aan school en ouders staan klaar om te versturen."
    if request.method == "POST" and _gedaan(request, tlv, form, acties.voornemen_vastleggen, gelukt):
        return redirect("loket:tlv_intrekken", tlv.public_id)
    return render(request, "loket/tlv_voornemen.html", tlvkop(request, tlv) | {"form": form})


def _meningen(request: Verzoek, loopt: Intrekking) -> dict[str, Any]:
    """The intention, with what was said about it in the portal."""
    rondes = zienswijzen(loopt.tlv.besluit.aanvraag, request.user)["zienswijzerondes"]
    mijn = [een for een in rondes if een.intrekking_id == loopt.pk]
    return {"intrekking": loopt, "zienswijzerondes": mijn, "toon_leeg": False}


def _open(request: Verzoek, tlv: Tlv) -> Intrekking | None:
    """The intrekking that is not given up and not decided."""
    lijst = Intrekking.objects.visible_to(request.user).filter(tlv=tlv, gestopt_op=None, besluit=None)
    return lijst.select_related("tlv__leerling", "tlv__besluit__aanvraag__school", "begonnen_door").first()


def _gedaan(request: Verzoek, ding: Any, form: forms.Form, actie: Any, gelukt: str) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        actie(ding, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, gelukt)
    return True
