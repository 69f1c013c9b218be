"""Who asks about the data in a dossier: the list with what is nearly late on top, and answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.houdt import Houdt, wat_houdt
from loket.actions.privacy import privacy_beantwoorden, privacy_verlengen
from loket.forms.privacy import PrivacyAntwoordForm, PrivacyVerlengForm
from loket.models import Aanvraag, Arrangementuitkomst, Besluit, Consultadvies, Privacyverzoek
from loket.rules.privacy import bewaren_tot, verlengen_kan
from scholen.models import Afscherming, Instelling

from .zaak import bekeken

P = Permissie
GEWEEST_HOOGSTENS = 50
"""How many answered requests the list still shows."""


def privacy_van(gebruiker: Gebruiker, aanvraag: Aanvraag) -> dict[str, Any]:
    """The requests in this dossier, for beside its case: what waits, and what a parent left beside a fact."""
    rijen = Privacyverzoek.objects.visible_to(gebruiker, P.LEERLING_LEZEN).filter(aanvraag=aanvraag)
    rijen = rijen.select_related("verklaring", "gevraagd_door").order_by("-gevraagd_op", "-pk")
    return {"privacyverzoeken": rijen, "mag_privacy": gebruiker.heeft(P.PRIVACY_BEANTWOORDEN)}


@require_safe
@beleid(P.PRIVACY_BEANTWOORDEN)
def privacyverzoeken(request: Verzoek) -> HttpResponse:
    """What waits for an answer, soonest first, then what was answered."""
    rijen = Privacyverzoek.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN)
    rijen = rijen.select_related("leerling", "aanvraag", "gevraagd_door")
    context = {
        "open": sorted(rijen.filter(beantwoord_op=None), key=lambda een: (een.uiterlijk, een.pk)),
        "geweest": rijen.exclude(beantwoord_op=None).order_by("-beantwoord_op")[:GEWEEST_HOOGSTENS],
        "vandaag": timezone.localdate(),
    }
    return render(request, "loket/privacyverzoeken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PRIVACY_BEANTWOORDEN)
def privacyverzoek(request: Verzoek, public_id: str) -> HttpResponse:
    """Read what is asked and answer it; answered, what was said."""
    rij = _verzoek(request, public_id)
    houdt = wat_houdt(rij, timezone.localdate()) if _moet_weg(rij) else []
    form = PrivacyAntwoordForm(request.POST or None, soort=rij.soort, weg_op=_eerste_dag(houdt))
    if request.method == "POST" and form.is_valid():
        try:
            privacy_beantwoorden(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Beantwoord. De vrager leest het in het dossier en krijgt een mail.")
            return redirect("loket:privacyverzoeken")
    if request.method != "POST":
        bekeken(request, rij, P.PRIVACY_BEANTWOORDEN, wat="privacyverzoek_gezien")
    return render(request, "loket/privacyverzoek.html", {**_context(request, rij, form), "houdt": houdt})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PRIVACY_BEANTWOORDEN)
def privacy_langer(request: Verzoek, public_id: str) -> HttpResponse:
    """Take two months more and say why."""
    rij = _verzoek(request, public_id)
    if rij.beantwoord_op is not None:
        raise Http404
    form = PrivacyVerlengForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            privacy_verlengen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Verlengd met twee maanden. De vrager leest waarom.")
            return redirect("loket:privacyverzoek", public_id)
    if request.method != "POST":
        bekeken(request, rij, P.PRIVACY_BEANTWOORDEN, wat="privacyverzoek_gezien")
    return render(request, "loket/privacy_langer.html", _context(request, rij, form))


def _verzoek(request: Verzoek, public_id: str) -> Privacyverzoek:
    rijen = Privacyverzoek.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN)
    rijen = rijen.select_related(
        "leerling", "aanvraag__leerling", "aanvraag__instelling", "gevraagd_door", "beantwoord_door", "verklaring"
    )
    rij: Privacyverzoek = get_object_or_404(rijen, public_id=public_id)
    return rij


def _context(request: Verzoek, rij: Privacyverzoek, form: Any) -> dict[str, Any]:
    vandaag = timezone.localdate()
    kan = rij.beantwoord_op is None and rij.verlengd_op is None and verlengen_kan(rij.gevraagd, vandaag)
    return {
        "rij": rij,
        "aanvraag": rij.aanvraag,
        "form": form,
        "vandaag": vandaag,
        "kan_langer": kan,
        "geheim": rij.leerling.afscherming != Afscherming.GEEN,
        "bewaren_tot": _weg_op(rij.aanvraag, request.user),
    }


def _moet_weg(rij: Privacyverzoek) -> bool:
    return rij.soort == Privacyverzoek.Soort.VERWIJDEREN and rij.beantwoord_op is None


def _eerste_dag(houdt: list[Houdt]) -> date:
    """The first day that can be promised as far as is known: today when nothing keeps it."""
    return max((een.vanaf for een in houdt if een.vanaf), default=timezone.localdate())


def _weg_op(aanvraag: Aanvraag, gebruiker: Gebruiker) -> date | None:
    """From when this dossier may go, once there is a decision or an advice."""
    laatste = (
        Besluit.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).order_by("-besluitdatum", "-versie").first()
    )
    if laatste is None:
        advies = (
            Consultadvies.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, uitgebracht_op__isnull=False).first()
        )
        if advies is None:
            antwoord = Arrangementuitkomst.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).first()
            return bewaren_tot(antwoord.besloten_op) if antwoord else None
        return bewaren_tot(timezone.localdate(advies.uitgebracht_op))
    vanaf_einde = aanvraag.instelling.bewaar_anker == Instelling.BewaarAnker.EINDDATUM_TLV
    return bewaren_tot(laatste.besluitdatum, geldig_tot=laatste.vervaldatum, vanaf_einde=vanaf_einde)
