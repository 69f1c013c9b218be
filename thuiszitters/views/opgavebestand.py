"""Files of a return that was fixed: for whom, which way, and written down."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.antwoord import als_bijlage
from kern.bestanden.rekenblad import SOORT, Aantal, csv_van, rekenbladen
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from thuiszitters.actions.opgave import opgave_delen
from thuiszitters.actions.opgavepdf import MAX_POGINGEN, pdf_vragen
from thuiszitters.forms.opgave import BestandForm
from thuiszitters.models import Opgave, Opgaveregel
from thuiszitters.rules.uitvoer import Uitvoertabel
from thuiszitters.uitgave import tabellen

from .opgave import tonen

P = Permissie
NIET_GELUKT = "De PDF maken lukt niet. Bel de beheerder, en gebruik zolang Excel."


@require_safe
@beleid(P.THUISZITTER_TELLEN, opnieuw_inloggen=True)
def opgave_bestand(request: Verzoek, public_id: str) -> HttpResponseBase:
    """A file of this return. Who it is for, decides whether small numbers are hidden, and is written down."""
    rijen = Opgave.objects.visible_to(request.user).select_related("swv", "vastgelegd_door")
    rij = get_object_or_404(rijen, public_id=public_id)
    form = BestandForm(request.GET)
    if not form.is_valid():
        return tonen(request, rij, form)
    voor, vorm = form.cleaned_data["voor"], form.cleaned_data["vorm"]
    naam = f"thuiszitters-{rij.swv.code.lower()}-{rij.dag.isoformat()}-{voor}"
    pdf = pdf_vragen(rij, door=request.user, op=timezone.now(), voor=voor) if vorm == "pdf" else None
    if pdf is not None and pdf.inhoud is None:
        mis = pdf.pogingen >= MAX_POGINGEN
        messages.info(request, NIET_GELUKT if mis else "De PDF wordt gemaakt. Download hem over een minuut.")
        return redirect("thuiszitters:opgave_vast", public_id)
    opgave_delen(rij, door=request.user, op=timezone.now(), voor=voor, vorm=vorm)
    if pdf is not None and pdf.inhoud is not None:
        return als_bijlage(pdf.inhoud, f"{naam}.pdf")
    regels = Opgaveregel.objects.visible_to(request.user).filter(opgave=rij)
    bladen = tabellen(rij, list(regels), voor)
    return _excel(bladen, naam) if vorm == "xlsx" else _csv(bladen, naam)


def _excel(tabellen: Sequence[Uitvoertabel], naam: str) -> HttpResponse:
    bladen = [
        (f"{nummer} {een.titel}"[:31], een.koppen, [[_getal(cel) for cel in rij] for rij in een.rijen])
        for nummer, een in enumerate(tabellen)
    ]
    antwoord = HttpResponse(rekenbladen(bladen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    return antwoord


def _getal(cel: str | int) -> object:
    return Aantal(cel) if isinstance(cel, int) else cel


def _csv(tabellen: Sequence[Uitvoertabel], naam: str) -> HttpResponse:
    tekst = csv_van((een.titel, een.koppen, een.rijen) for een in tabellen)
    antwoord = HttpResponse(tekst, content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.csv"'
    return antwoord
