"""From draft to submitted and after: check, submit, confirm, withdraw, and the documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.bestanden.actions import ontvangen
from kern.bestanden.antwoord import NietVrij, als_bijlage
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import aanvraag as acties
from loket.actions import bijlagen as bijlagen_acties
from loket.actions.antwoorden import vragen_van
from loket.forms.onderdelen import BijlageForm, IndienForm, RedenForm
from loket.models import Aanvraag, Bijlage, Status

from .aanvraag import SCHRIJVEN, eigen, stukken
from .akkoord import akkoord_van
from .controle import controle
from .inhoud import inhoud
from .takenlijst import takenlijst


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.AANVRAAG_INDIENEN)
def aanvraag_controleren(request: Verzoek, public_id: str) -> HttpResponse:
    """Everything on one page, what is missing on top, and the one button that submits."""
    rij = eigen(request, public_id)
    if rij.status != Status.CONCEPT:
        return redirect("loket:aanvraag_ingediend", rij.public_id)
    vragen = vragen_van(rij)
    gaten = acties.wat_ontbreekt(rij, vandaag=timezone.localdate(), vragen=vragen)
    form = IndienForm(request.POST or None, met_leerling=rij.leerling is not None)
    status = 200
    if form.is_valid():
        try:
            acties.indienen(rij, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
            status = 422
        else:
            return redirect("loket:aanvraag_ingediend", rij.public_id)
    bijlagen = stukken(request, rij)
    context = {"aanvraag": rij, "form": form, "delen": inhoud(rij, vragen), "bijlagen": bijlagen}
    context["overeenstemmingen"] = akkoord_van(request.user, rij.leerling, rij)
    context |= takenlijst(rij, gaten, vragen) | controle(rij, gaten, vragen, timezone.localdate())
    return render(request, "loket/aanvraag_controleren.html", context, status=status)


@require_safe
@beleid(SCHRIJVEN)
def aanvraag_ingediend(request: Verzoek, public_id: str) -> HttpResponse:
    """The confirmation (Awb 4:3a): the number, the day a decision comes, and what happens next."""
    rij = eigen(request, public_id)
    if rij.status == Status.CONCEPT:
        return redirect("loket:aanvraag", rij.public_id)
    termijn = rij.termijn(timezone.localdate())
    return render(request, "loket/aanvraag_ingediend.html", {"aanvraag": rij, "termijn": termijn})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.AANVRAAG_INDIENEN)
def aanvraag_intrekken(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask the reason, say that parents read it, withdraw."""
    rij = eigen(request, public_id)
    form = RedenForm(request.POST or None)
    return _doen(
        request, rij, form, acties.intrekken, "De aanvraag is ingetrokken.", "loket/aanvraag_intrekken.html", {}
    )


def _doen(
    request: Verzoek,
    rij: Aanvraag,
    form: forms.Form,
    actie: Callable[..., Any],
    gelukt: str,
    sjabloon: str,
    meer: dict[str, Any],
) -> HttpResponse:
    if form.is_valid():
        try:
            actie(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            return redirect("loket:aanvraag", rij.public_id)
    return render(request, sjabloon, {"aanvraag": rij, "form": form, **meer})


@require_POST
@beleid(SCHRIJVEN)
def aanvraag_verwijderen(request: Verzoek, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    rij = eigen(request, public_id)
    try:
        acties.verwijderen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return redirect("loket:aanvraag", rij.public_id)
    messages.success(request, "Het concept is verwijderd.")
    return redirect("loket:school_home")


@require_POST
@beleid(SCHRIJVEN)
def bijlage_toevoegen(request: Verzoek, public_id: str) -> HttpResponse:
    """Add documents; one that cannot come in says why, the good ones chosen with it are kept.

    A script sends them one by one, to show how far each is, and then asks for the page: that shows the messages.
    """
    rij = eigen(request, public_id)
    form = BijlageForm(request.POST, request.FILES)
    form.is_valid()
    gekozen = form.cleaned_data
    if gekozen.get("bestanden") and gekozen.get("soort"):
        for bestand in gekozen["bestanden"]:
            _toevoegen(request, rij, bestand, gekozen["soort"], gekozen.get("datum"))
        if "datum" in form.errors:
            messages.error(request, "De datum klopte niet. De stukken zijn toegevoegd zonder datum.")
    else:
        messages.error(request, "Kies een of meer bestanden en wat voor stuk het is.")
    if request.headers.get("X-Upload"):
        return HttpResponse(status=204)
    if rij.status == Status.CONCEPT:
        return redirect("loket:aanvraag_onderdeel", rij.public_id, "stukken")
    return redirect(
        "loket:aanvraag_aanvullen" if rij.status == Status.AANVULLING_GEVRAAGD else "loket:aanvraag", rij.public_id
    )


def _toevoegen(request: Verzoek, rij: Aanvraag, bestand: Any, soort: str, datum: Any) -> None:
    op = timezone.now()
    try:
        inhoud_ = ontvangen(bestand, op=op)
        naam = nette_naam(bestand.name, inhoud_.soort)
        stuk = acties.bijlage_toevoegen(
            rij, door=request.user, op=op, inhoud=inhoud_, naam=naam, soort=soort, datum=datum
        )
    except (BestandFout, NietMogelijk) as reden:
        messages.error(request, str(reden))
    else:
        nieuw = stuk.toegevoegd_op == op
        messages.success(request, f"Toegevoegd: {naam}" if nieuw else f"Dit bestand staat er al, als ‘{stuk.naam}’.")


@require_safe
@beleid(ingelogd)
def bijlage(request: Verzoek, public_id: str) -> FileResponse:
    """Download a document, for whoever may see it."""
    rij = get_object_or_404(
        Bijlage.objects.visible_to(request.user).select_related("inhoud", "aanvraag__leerling", "aanvraag__school"),
        public_id=public_id,
    )
    try:
        antwoord = als_bijlage(rij.inhoud, rij.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(rij, door=request.user, op=timezone.now(), wat="bijlage_gedownload")
    return antwoord


@require_POST
@beleid(SCHRIJVEN)
def bijlage_verwijderen(request: Verzoek, public_id: str) -> HttpResponse:
    """Take a document out of a draft."""
    rij = get_object_or_404(
        Bijlage.objects.visible_to(request.user, SCHRIJVEN).select_related("aanvraag"), public_id=public_id
    )
    try:
        acties.bijlage_verwijderen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, f"{rij.naam} is verwijderd. Vergissing? Zet het onder de stukken terug.")
    return redirect("loket:aanvraag_onderdeel", rij.aanvraag.public_id, "stukken")


@require_POST
@beleid(SCHRIJVEN)
def bijlage_terugzetten(request: Verzoek, public_id: str) -> HttpResponse:
    """Undo a removal. What was removed is seen by nobody any more, so it is found by its aanvraag."""
    eigen_aanvragen = Aanvraag.objects.visible_to(request.user, SCHRIJVEN)
    rij = get_object_or_404(eigen_aanvragen.filter(bijlagen__public_id=public_id))
    try:
        stuk = bijlagen_acties.bijlage_terugzetten(rij, public_id, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, f"{stuk.naam} is teruggezet.")
    return redirect("loket:aanvraag_onderdeel", rij.public_id, "stukken")
