"""What families ask: the list of what waits, a conversation with its answer, and the files that were sent along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.actions import ontvangen
from kern.bestanden.antwoord import NietVrij, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.bestanden.models import Inhoud
from kern.bestanden.namen import nette_naam
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import blikken_op
from loket.actions import gezinsvraag as acties
from loket.forms.gezinsvraag import AfdoenForm, AntwoordForm, OverdragenForm
from loket.models import Aanvraag, Besluit, Zienswijze
from loket.models.gezinsvraag import Gezinsbericht, Gezinsbestand, Gezinsvraag
from loket.rules.gezinsvraag import gelezen
from scholen.models import Afscherming

from .zaak import bekeken

P = Permissie
GEWEEST_HOOGSTENS = 50


@dataclass(frozen=True)
class Regel:
    """One thing that was said. gelezen: when the other side first looked after it, or answered."""

    bericht: Gezinsbericht
    papieren: Sequence[Gezinsbestand]
    gelezen: datetime | None


def regels(gebruiker: Gebruiker, vragen: Sequence[Gezinsvraag]) -> dict[int, list[Regel]]:
    """What was said in each of these conversations, oldest first; three queries."""
    gezegd = Gezinsbericht.objects.visible_to(gebruiker).filter(vraag__in=vragen)
    lijst = list(gezegd.select_related("door").order_by("pk"))
    bestanden: dict[int, list[Gezinsbestand]] = {}
    papieren = Gezinsbestand.objects.visible_to(gebruiker).filter(bericht__in=lijst)
    for een in papieren.select_related("inhoud").order_by("pk"):
        bestanden.setdefault(een.bericht_id, []).append(een)
    blikken = list(blikken_op([een.public_id for een in vragen]))
    per = {}
    for vraag in vragen:
        van_mij = [blik["op"] for blik in blikken if blik["ding"] == vraag.public_id and _is_vrager(blik, vraag)]
        van_ons = [blik["op"] for blik in blikken if blik["ding"] == vraag.public_id and not _is_vrager(blik, vraag)]
        van_ons += [een.op for een in lijst if een.vraag_id == vraag.pk and not een.van_gezin]
        per[vraag.pk] = [
            Regel(een, bestanden.get(een.pk, []), gelezen(een.op, van_ons if een.van_gezin else van_mij))
            for een in lijst
            if een.vraag_id == vraag.pk
        ]
    return per


def _is_vrager(blik: dict[str, Any], vraag: Gezinsvraag) -> bool:
    return bool(blik["wie"] == vraag.vrager.public_id)


def vragen_bij(gebruiker: Gebruiker, aanvraag: Aanvraag) -> dict[str, Any]:
    """The conversations about this aanvraag whose answer is a task of this user, for beside its case."""
    rijen = Gezinsvraag.objects.visible_to(gebruiker, P.GEZIN_ANTWOORDEN).filter(aanvraag=aanvraag)
    return {"gezinsvragen": rijen.met_stand().select_related("vrager").order_by("begonnen_op", "pk")}


@require_safe
@beleid(P.GEZIN_ANTWOORDEN)
def gezinsvragen(request: Verzoek) -> HttpResponse:
    """What waits for an answer, longest first, with who has it in hand; then what was answered last."""
    rijen = Gezinsvraag.objects.visible_to(request.user, P.GEZIN_ANTWOORDEN)
    open_ = acties.met_eigenaar(rijen.wachtend(), timezone.localdate())
    geweest = rijen.beantwoord().annotate(laatst=Max("berichten__op"))
    context = {
        "open": open_.select_related("leerling", "aanvraag", "vrager"),
        "geweest": geweest.select_related("leerling", "aanvraag", "vrager").order_by("-laatst")[:GEWEEST_HOOGSTENS],
    }
    return render(request, "loket/gezinsvragen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.GEZIN_ANTWOORDEN)
def gezinsvraag(request: Verzoek, public_id: str) -> HttpResponse:
    """Read what is asked and answer it, hand it to a colleague, or say why no answer is written here."""
    rijen = Gezinsvraag.objects.visible_to(request.user, P.GEZIN_ANTWOORDEN).met_stand()
    rijen = rijen.select_related("aanvraag", "leerling", "school", "vrager", "toegewezen")
    rij: Gezinsvraag = get_object_or_404(rijen, public_id=public_id)
    collegas = [een for een in acties.collegas_voor(rij, timezone.localdate()) if een != request.user]
    actie = request.POST.get("actie", "")
    formulieren: dict[str, forms.Form] = {
        "antwoord": AntwoordForm(prefix="antwoord", **_invoer(request, actie == "antwoord")),
        "afdoen": AfdoenForm(prefix="afdoen", **_invoer(request, actie == "afdoen")),
        "overdragen": OverdragenForm(prefix="overdragen", collegas=collegas, **_invoer(request, actie == "overdragen")),
    }
    if request.method == "POST":
        if actie in formulieren and formulieren[actie].is_valid() and _gedaan(request, rij, actie, formulieren[actie]):
            return redirect("loket:gezinsvraag", public_id)
    else:
        bekeken(request, rij, P.GEZIN_ANTWOORDEN, wat="gezinsvraag_gezien")
    context = {
        "rij": rij,
        "regels": regels(request.user, [rij])[rij.pk],
        "form": formulieren.get(actie, formulieren["antwoord"]),
        "forms": formulieren,
        "kan_overdragen": bool(collegas),
        "geheim": rij.leerling.afscherming != Afscherming.GEEN and rij.leerling.gebruiker_id != rij.vrager_id,
        "zaak": _zaak(request.user, rij),
        **_formeel(request.user, rij),
    }
    return render(request, "loket/gezinsvraag.html", context)


def _invoer(request: Verzoek, aan_de_beurt: bool) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if aan_de_beurt else {}


def _gedaan(request: Verzoek, rij: Gezinsvraag, actie: str, form: forms.Form) -> bool:
    """Do it, and say so; False: the form says what is wrong, with what was typed."""
    doen: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    velden = form.cleaned_data
    try:
        if actie == "antwoord":
            papieren = papieren_uit(form)
            if papieren is None:
                return False
            acties.vraag_beantwoorden(rij, tekst=velden["tekst"], sleutel=velden["sleutel"], papieren=papieren, **doen)
            messages.success(request, "Verstuurd. De vrager leest het in het dossier en krijgt een mail zonder inhoud.")
        elif actie == "afdoen":
            acties.vraag_afdoen(rij, **velden, **doen)
            messages.success(request, "Afgedaan. De vrager leest waarom er geen antwoord komt.")
        else:
            acties.vraag_overdragen(rij, **velden, **doen)
            messages.success(request, f"{velden['aan'].naam} heeft de vraag nu.")
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


def papieren_uit(form: forms.Form) -> list[tuple[Inhoud, str]] | None:
    """The files of the form, checked and kept; None when one may not come in, which its field then says."""
    papieren = []
    for bestand in form.cleaned_data.get("bestanden") or []:
        try:
            inhoud = ontvangen(bestand, op=timezone.now())
        except BestandFout as reden:
            form.add_error("bestanden", str(reden))
        else:
            papieren.append((inhoud, nette_naam(bestand.name or "", inhoud.soort)[:120]))
    return None if form.errors else papieren


def _zaak(gebruiker: Gebruiker, rij: Gezinsvraag) -> str:
    """The address of its case as this user may see it, "" when it may not."""
    if gebruiker.heeft(P.AANVRAAG_CONTROLEREN) and rij.voor == Gezinsvraag.Voor.LOKET:
        return reverse("loket:behandelen", args=[rij.aanvraag.public_id])
    if Aanvraag.objects.visible_to(gebruiker, P.AANVRAAG_SCHRIJVEN).filter(pk=rij.aanvraag_id).exists():
        return reverse("loket:aanvraag", args=[rij.aanvraag.public_id])
    return ""


def _formeel(gebruiker: Gebruiker, rij: Gezinsvraag) -> dict[str, Any]:
    """Where to write it down when it is a bezwaar or a view after all; a person judges that, not we."""
    besluit = None
    if gebruiker.heeft(P.BEZWAAR_VASTLEGGEN) and rij.voor == Gezinsvraag.Voor.LOKET:
        besluit = Besluit.objects.visible_to(gebruiker).filter(aanvraag=rij.aanvraag).order_by("-versie").first()
    open_ = Zienswijze.objects.visible_to(gebruiker, P.ZIENSWIJZE_VRAGEN)
    open_ = open_.filter(ronde__aanvraag=rij.aanvraag, gegeven_op=None, ronde__gesloten_op=None)
    return {"bezwaar_tegen": besluit, "mening_open": rij.voor == Gezinsvraag.Voor.LOKET and open_.exists()}


@require_safe
@beleid(ingelogd)
def gezinsbestand(request: Verzoek, public_id: str) -> FileResponse:
    """A file that was sent along. What waits for the scanner is not there yet."""
    rijen = Gezinsbestand.objects.visible_to(request.user).select_related(
        "inhoud", "bericht__vraag__leerling", "bericht__vraag__school"
    )
    rij = get_object_or_404(rijen, public_id=public_id)
    try:
        antwoord = om_te_zien(rij.inhoud, rij.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(rij, door=request.user, op=timezone.now(), wat="gezinsbestand_gezien")
    return antwoord
