"""Completing an aanvraag: what the loket asks, item by item, each with its answer, documents and section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import aanvraag as acties
from loket.actions.aanvulling import punt_beantwoorden
from loket.forms.aanvullen import AanvulForm, soort_stuk
from loket.forms.onderdelen import ONDERDELEN, BijlageForm
from loket.models import Aanvraag, Aanvulling, Aanvulpunt, Bijlage, OnderdeelVersie

from .aanvraag import eigen, stukken
from .inhoud import eerder


@dataclass(frozen=True)
class Punt:
    """One item as it is shown. eerst: what stood in its section before, as (question, answer)."""

    punt: Aanvulpunt
    onderdeel: str
    adres: str
    velden: tuple[Any, ...]
    stukken: list[Bijlage]
    gewijzigd: bool
    eerst: list[tuple[str, Any]]

    @property
    def klaar(self) -> bool:
        return bool(self.punt.antwoord or self.stukken or self.gewijzigd)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.AANVRAAG_INDIENEN)
def aanvraag_aanvullen(request: Verzoek, public_id: str) -> HttpResponse:
    """Keep the answers first, whatever the button; then send, which sets the clock going again."""
    rij = eigen(request, public_id)
    open_ = ronden(request.user, rij).filter(aangevuld_op=None, verlopen_op=None).first()
    if open_ is None:
        return render(request, "loket/aanvraag_aanvullen.html", {"aanvraag": rij})
    form = AanvulForm(request.POST or None, request.FILES or None, aanvulling=open_)
    if request.method == "POST":
        heel = form.is_valid()
        if _bewaren(request, rij, form) and heel:
            if request.POST.get("actie") == "bewaren":
                messages.success(request, "Je antwoorden zijn bewaard.")
                return redirect("loket:aanvraag_aanvullen", public_id)
            try:
                acties.aanvullen(rij, door=request.user, op=timezone.now(), antwoord=form.cleaned_data["antwoord"])
            except NietMogelijk as reden:
                form.add_error(None, str(reden))
            else:
                messages.success(request, "Bedankt. Wij kijken verder.")
                return redirect("loket:aanvraag", public_id)
        open_ = ronden(request.user, rij).get(pk=open_.pk)
    context: dict[str, Any] = {"aanvraag": rij, "vraag": open_, "form": form, "punten": punten(rij, open_, form)}
    if not form.punten:
        bijlagen = stukken(request, rij)
        context |= {"bijlagen": bijlagen, "bijlageform": BijlageForm(bijlagen=bijlagen)}
    return render(request, "loket/aanvraag_aanvullen.html", context)


def ronden(gebruiker: Gebruiker, aanvraag: Aanvraag) -> Any:
    """The requests about this aanvraag with their items, oldest first, in a fixed number of queries."""
    documenten = Prefetch("stukken", Bijlage.objects.visible_to(gebruiker))
    alle = Aanvulpunt.objects.visible_to(gebruiker).prefetch_related(documenten)
    oud = OnderdeelVersie.objects.visible_to(gebruiker)
    erbij: list[Any] = [Prefetch("punten", alle), Prefetch("oude_onderdelen", oud)]
    lijst = Aanvulling.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).order_by("gevraagd_op", "pk")
    return lijst.prefetch_related(*erbij)


def punten(aanvraag: Aanvraag, aanvulling: Aanvulling, form: AanvulForm | None = None) -> list[Punt]:
    """The items of one request, each with its section, answer and what stood there before."""
    oud = {een.onderdeel: een.gegevens for een in aanvulling.oude_onderdelen.all()}
    lijst = []
    for punt in aanvulling.punten.all():
        soort = ONDERDELEN.get(punt.onderdeel)
        adres = reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, soort.slug]) if soort else ""
        lijst.append(
            Punt(
                punt=punt,
                onderdeel=soort.titel if soort else "",
                adres=adres,
                velden=form.velden_van(punt) if form else (),
                stukken=list(punt.stukken.all()),
                gewijzigd=punt.onderdeel in oud,
                eerst=eerder(aanvraag, punt.onderdeel, oud[punt.onderdeel]) if punt.onderdeel in oud else [],
            )
        )
    return lijst


def _bewaren(request: Verzoek, rij: Aanvraag, form: AanvulForm) -> bool:
    """Keep text and files of each item; whether all of it could be kept. A file that cannot come in says why."""
    op, gelukt = timezone.now(), True
    for punt in form.punten:
        tekst, bestanden = form.gegeven(punt)
        nieuw = []
        for bestand in bestanden:
            try:
                nieuw.append(_stuk(request, rij, bestand, soort_stuk(punt)))
            except (BestandFout, NietMogelijk) as reden:
                form.add_error(f"bestanden_{punt.public_id}", str(reden))
                gelukt = False
        try:
            punt_beantwoorden(punt, door=request.user, op=op, antwoord=tekst, stukken=nieuw)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
            return False
    return gelukt


def _stuk(request: Verzoek, rij: Aanvraag, bestand: Any, soort: str) -> Bijlage:
    op = timezone.now()
    inhoud = ontvangen(bestand, op=op)
    naam = nette_naam(bestand.name, inhoud.soort)
    return acties.bijlage_toevoegen(rij, door=request.user, op=op, inhoud=inhoud, naam=naam, soort=soort)
