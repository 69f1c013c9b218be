"""What a family asks about the data in its dossier: to mend a fact, to see everything, to throw it away (R-PRIV-06)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from dossier import scopes
from dossier.rules import teksten
from kern.bestanden.antwoord import als_bijlage
from kern.brieven.talen import NEDERLANDS
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.termijn import einde
from loket.actions.inzage.bestand import NAAM, kopie_ophalen, mag_ophalen
from loket.actions.privacy import privacy_vragen, verklaring_kan, verklaring_toevoegen, waarom_niet_vragen
from loket.forms.privacy import CorrectieForm, ToelichtingForm, VerklaringForm
from loket.models import Aanvraag, Inzagepakket, Privacyverzoek

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
    """One request as its asker reads it back. bezwaar_tot: the last day to object to a refusal (UAVG 34, Awb 6:7).

    kopie_tot: the last day on which the copy that was released can be fetched here.
    """

    verzoek: Privacyverzoek
    kan_verklaren: bool
    bezwaar_tot: date | None
    kopie_tot: date | None = None


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
    kopieen = Inzagepakket.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(verzoek__in=mijn)
    rijen = list(mijn.order_by("-gevraagd_op", "-pk"))
    context = {
        "aanvraag": zaak.aanvraag,
        "regels": [_regel(een, kopieen) for een in rijen],
        "loopt": {een.soort for een in rijen if een.beantwoord_op is None} - {Soort.CORRECTIE},
        "waarom_niet": waarom_niet_vragen(zaak.aanvraag.leerling, request.user, vandaag),
        "bewaren": Zeg(get_language() or NEDERLANDS).alle(teksten.bewaren(feiten.bewaren_tot)),
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
            messages.success(request, gettext("Wij hebben uw vraag. U leest hier ons antwoord."))
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
        messages.success(request, gettext("Uw verklaring staat nu bij het dossier."))
        return redirect("dossier:gegevens", verzoek.aanvraag.public_id)
    if request.method != "POST":
        gezien(verzoek, door=request.user, op=timezone.now(), wat="privacyverzoek_gezien")
    return render(request, "dossier/verklaring.html", {"verzoek": verzoek, "aanvraag": verzoek.aanvraag, "form": form})


@require_safe
@beleid(P.DOSSIER_LEZEN)
def kopie(request: Verzoek, public_id: str) -> HttpResponse:
    """Until when the copy can be fetched, and the button."""
    pakket = _pakket(request, public_id)
    gezien(pakket, door=request.user, op=timezone.now(), wat="kopie_gezien")
    context = {
        "pakket": pakket,
        "verzoek": pakket.verzoek,
        "aanvraag": pakket.verzoek.aanvraag,
        "klaar": mag_ophalen(pakket, request.user, timezone.now()),
    }
    return render(request, "dossier/kopie.html", context)


@require_safe
@beleid(P.DOSSIER_LEZEN, opnieuw_inloggen=True)
def kopie_zip(request: Verzoek, public_id: str) -> FileResponse:
    """The copy itself. Each time anew it is looked at whether this is still allowed."""
    pakket = kopie_ophalen(_pakket(request, public_id), door=request.user, op=timezone.now())
    gezien(pakket, door=request.user, op=timezone.now(), wat="kopie_gedownload")
    assert pakket.zip is not None
    return als_bijlage(pakket.zip, NAAM)


def _pakket(request: Verzoek, public_id: str) -> Inzagepakket:
    """The own copy that was released, of who may still ask. Http404 otherwise."""
    mijn = Inzagepakket.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(verzoek__public_id=public_id)
    rij: Inzagepakket = get_object_or_404(
        mijn.select_related("verzoek__leerling", "verzoek__aanvraag__leerling", "zip")
    )
    if waarom_niet_vragen(rij.verzoek.leerling, request.user, timezone.localdate()):
        raise Http404
    return rij


def _regel(verzoek: Privacyverzoek, kopieen: Iterable[Inzagepakket]) -> Regel:
    geweigerd = verzoek.beantwoord_op is not None and verzoek.uitkomst == Privacyverzoek.Uitkomst.NEE
    tot = einde(timezone.localdate(verzoek.beantwoord_op), weken=BEZWAAR_WEKEN) if geweigerd else None
    kopie_tot = next((een.tot for een in kopieen if een.verzoek_id == verzoek.pk), None)
    return Regel(verzoek, verklaring_kan(verzoek), tot, kopie_tot)


def _zaak(request: Verzoek, public_id: str) -> scopes.Zaak:
    zaak = next((zaak for zaak in scopes.zaken(request.user) if zaak.aanvraag.public_id == public_id), None)
    if zaak is None:
        raise Http404
    return zaak
