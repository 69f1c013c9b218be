"""Turns away from the main path: sending on, leaving aside, and hearing parents and school first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import doorzenden as doorzend_acties
from loket.actions import zienswijze as zienswijze_acties
from loket.actions.buiten_behandeling import buiten_behandeling_stellen
from loket.actions.overgang import overgang
from loket.forms.beurten import (
    BuitenBehandelingForm,
    DoorzendForm,
    NietDoorzendenForm,
    RondeForm,
    SluitForm,
    ZienswijzeForm,
)
from loket.models import Aanvraag, Doorzending, Zienswijze
from loket.rules.buiten_behandeling import laatste_dag

from .dossier import zienswijzen
from .zaak import haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def doorzenden(request: Verzoek, public_id: str) -> HttpResponse:
    """The loket proposes, the beslisser answers: two people (afspraak 7)."""
    aanvraag = haal_zaak(request, public_id)
    nu = timezone.now()
    actie, data = request.POST.get("actie", ""), request.POST or None
    voorstel = DoorzendForm(data if actie == "voorstellen" else None)
    niet = NietDoorzendenForm(data if actie == "afwijzen" else None)
    stappen: dict[str, tuple[Any, Any, str]] = {
        "voorstellen": (voorstel, doorzend_acties.doorzending_voorstellen, "De beslisser leest je voorstel."),
        "afwijzen": (niet, doorzend_acties.doorzending_afwijzen, "Wij behandelen de aanvraag zelf."),
        "doorzenden": (None, doorzend_acties.doorzenden, "De aanvraag is doorgestuurd. De brieven staan klaar."),
    }
    if request.method == "POST" and actie in stappen:
        form, doen, gelukt = stappen[actie]
        if _gedaan(request, aanvraag, form, doen):
            messages.success(request, gelukt)
            return redirect("loket:behandelen", public_id)
    context = kop(aanvraag, request.user, nu) | {
        "voorstellen": voorstel,
        "afwijzen": niet,
        "voorstel": Doorzending.objects.visible_to(request.user)
        .filter(aanvraag=aanvraag, besloten_op=None)
        .select_related("voorgesteld_door")
        .first(),
        "waarom_geen_voorstel": overgang.regels["doorzending_voorstellen"].waarom_niet(aanvraag, request.user, nu),
        "waarom_niet": overgang.regels["doorzenden"].waarom_niet(aanvraag, request.user, nu),
    }
    return render(request, "loket/doorzenden.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN, opnieuw_inloggen=True)
def buiten_behandeling(request: Verzoek, public_id: str) -> HttpResponse:
    """Leave an aanvraag aside; a decision, so it asks to log in again."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    nu = timezone.now()
    form = BuitenBehandelingForm(request.POST or None)
    if request.method == "POST" and _gedaan(request, aanvraag, form, buiten_behandeling_stellen):
        messages.success(request, "Het besluit is genomen. De brieven staan klaar om te versturen.")
        return redirect("loket:behandelen", public_id)
    feiten = aanvraag.termijnfeiten()
    vragen = feiten.onderbrekingen if feiten else ()
    context = kop(aanvraag, request.user, nu) | {
        "form": form,
        "waarom_niet": overgang.regels["buiten_behandeling_stellen"].waarom_niet(aanvraag, request.user, nu),
        "uiterlijk": laatste_dag(vragen[-1]) if vragen else None,
        "ronde": aanvraag.aanvullingen.all()[len(vragen) - 1] if vragen else None,
    }
    return render(request, "loket/buiten_behandeling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ZIENSWIJZE_VRAGEN)
def zienswijze(request: Verzoek, public_id: str) -> HttpResponse:
    """Open a round; while it runs write down what comes in, and close it."""
    aanvraag = haal_zaak(request, public_id, P.ZIENSWIJZE_VRAGEN)
    nu = timezone.now()
    actie, data = request.POST.get("actie", ""), request.POST or None
    rondes = zienswijzen(aanvraag, request.user)["zienswijzerondes"]
    wachten = [een for ronde in rondes[:1] for een in ronde.zienswijzen.all() if een.gegeven_op is None]
    openen = _rondeform(data if actie == "openen" else None, aanvraag, timezone.localdate(nu))
    vast = ZienswijzeForm(data if actie == "vastleggen" else None, wachten=wachten, vandaag=timezone.localdate(nu))
    sluiten = SluitForm(data if actie == "sluiten" else None, prefix="sluiten")
    gelukt = ""
    if actie == "openen" and _gedaan(request, aanvraag, openen, zienswijze_acties.zienswijze_openen):
        gelukt = "De brieven staan klaar om te versturen. De termijn loopt door."
    if actie == "vastleggen" and vast.is_valid() and _vastgelegd(request, vast):
        gelukt = "De mening is vastgelegd."
    if actie == "sluiten" and _gedaan(request, aanvraag, sluiten, zienswijze_acties.zienswijze_sluiten):
        gelukt = "De ronde is gesloten. De aanvraag ligt nu bij de beslisser."
    if gelukt:
        messages.success(request, gelukt)
        return redirect("loket:zienswijze" if actie == "vastleggen" else "loket:behandelen", public_id)
    regels = overgang.regels
    context = kop(aanvraag, request.user, nu) | {
        "zienswijzerondes": rondes,
        "wachten": wachten,
        "openen": openen,
        "vastleggen": vast,
        "sluiten": sluiten,
        "mag_openen": not regels["zienswijze_openen"].waarom_niet(aanvraag, request.user, nu),
        "te_vroeg_of_te_laat": aanvraag.status not in regels["zienswijze_openen"].van,
        "waarom_niet": regels["zienswijze_openen"].waarom_niet(aanvraag, request.user, nu),
        "mag_sluiten": not regels["zienswijze_sluiten"].waarom_niet(aanvraag, request.user, nu),
        "mag_vastleggen": bool(wachten) and aanvraag.status in ("zienswijze_loopt", "besluit_voorbereiden"),
    }
    return render(request, "loket/zienswijze.html", context)


def _rondeform(data: Any, aanvraag: Aanvraag, vandaag: date) -> RondeForm:
    termijn = aanvraag.termijn(vandaag)
    uiterlijk = termijn.wettelijk if termijn else None
    return RondeForm(data, standaard=aanvraag.instelling.zienswijze_dagen, vandaag=vandaag, besluit_uiterlijk=uiterlijk)


def _gedaan(request: Verzoek, aanvraag: Aanvraag, form: Any, actie: Any) -> bool:
    """Whether it was done; otherwise the form, or a message, says why not."""
    if form is not None and not form.is_valid():
        return False
    velden = {} if form is None else form.velden() if hasattr(form, "velden") else form.cleaned_data
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        if form is None:
            messages.error(request, str(reden))
        else:
            form.add_error(None, str(reden))
        return False
    return True


def _vastgelegd(request: Verzoek, form: ZienswijzeForm) -> bool:
    rij = get_object_or_404(Zienswijze.objects.visible_to(request.user), public_id=form.cleaned_data["van"])
    try:
        zienswijze_acties.zienswijze_vastleggen(rij, door=request.user, op=timezone.now(), **form.velden())
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True
