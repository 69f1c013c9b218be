"""What a family asks about the data in its dossier: to mend a fact, to see everything, to throw it away (R-PRIV-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossier import scopes
from dossier.rules import teksten
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.termijn import einde
from loket.actions.privacy import privacy_vragen, verklaring_kan, verklaring_toevoegen, waarom_niet_vragen
from loket.forms.privacy import CorrectieForm, ToelichtingForm, VerklaringForm
from loket.models import Aanvraag, Privacyverzoek

from .zeggen import Zeg

P = Permissie
Soort = Privacyverzoek.Soort
FORMULIEREN: dict[str, type[forms.Form]] = {
    Soort.CORRECTIE: CorrectieForm,
    Soort.INZAGE: ToelichtingForm,
    Soort.VERWIJDEREN: ToelichtingForm,
}
BEZWAAR_WEKEN = 6


@dataclass(frozen=True)
class Regel:
    """One request as its asker reads it back. bezwaar_tot: the last day to object to a refusal (UAVG 34, Awb 6:7)."""

    verzoek: Privacyverzoek
    kan_verklaren: bool
    bezwaar_tot: date | None


@require_safe
@beleid(P.DOSSIER_LEZEN)
def gegevens(request: Verzoek, public_id: str) -> HttpResponse:
    """What can be asked, and the own requests with the last day and the answer."""
    zaak = _zaak(request, public_id)
    vandaag = timezone.localdate()
    feiten = scopes.feiten(zaak, vandaag, None)
    mijn = Privacyverzoek.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    mijn = mijn.filter(gevraagd_door=request.user, aanvraag=zaak.aanvraag).select_related("verklaring")
    gezien(zaak.aanvraag, door=request.user, op=timezone.now(), wat="gegevens_gezien")
    assert zaak.aanvraag.leerling is not None
    context = {
        "aanvraag": zaak.aanvraag,
        "regels": [_regel(een) for een in mijn.order_by("-gevraagd_op", "-pk")],
        "waarom_niet": waarom_niet_vragen(zaak.aanvraag.leerling, request.user, vandaag),
        "bewaren": Zeg("nl").alle(teksten.bewaren(feiten.bewaren_tot)),
    }
    return render(request, "dossier/gegevens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def gegevens_vragen(request: Verzoek, public_id: str, soort: str) -> HttpResponse:
    """The short form of one kind of request."""
    if soort not in FORMULIEREN:
        raise Http404
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    form = FORMULIEREN[soort](request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            privacy_vragen(aanvraag, door=request.user, op=timezone.now(), soort=soort, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Wij hebben uw vraag. U leest hier ons antwoord.")
            return redirect("dossier:gegevens", public_id)
    if request.method != "POST":
        gezien(aanvraag, door=request.user, op=timezone.now(), wat="gegevens_gezien")
    return render(request, "dossier/gegevens_vragen.html", {"aanvraag": aanvraag, "form": form, "soort": soort})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def verklaring(request: Verzoek, public_id: str) -> HttpResponse:
    """The own words beside a fact that we do not mend."""
    mijn = Privacyverzoek.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(gevraagd_door=request.user)
    verzoek = get_object_or_404(mijn.select_related("aanvraag__leerling", "verklaring"), public_id=public_id)
    if not verklaring_kan(verzoek):
        raise Http404
    form = VerklaringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verklaring_toevoegen(verzoek, door=request.user, op=timezone.now(), **form.cleaned_data)
        messages.success(request, "Uw verklaring staat nu bij het dossier.")
        return redirect("dossier:gegevens", verzoek.aanvraag.public_id)
    if request.method != "POST":
        gezien(verzoek, door=request.user, op=timezone.now(), wat="privacyverzoek_gezien")
    return render(request, "dossier/verklaring.html", {"verzoek": verzoek, "aanvraag": verzoek.aanvraag, "form": form})


def _regel(verzoek: Privacyverzoek) -> Regel:
    geweigerd = verzoek.beantwoord_op is not None and verzoek.uitkomst == Privacyverzoek.Uitkomst.NEE
    tot = einde(timezone.localdate(verzoek.beantwoord_op), weken=BEZWAAR_WEKEN) if geweigerd else None
    return Regel(verzoek, verklaring_kan(verzoek), tot)


def _zaak(request: Verzoek, public_id: str) -> scopes.Zaak:
    zaak = next((zaak for zaak in scopes.zaken(request.user) if zaak.aanvraag.public_id == public_id), None)
    if zaak is None:
        raise Http404
    return zaak
