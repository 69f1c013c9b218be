"""A file as the answer to a question of the SWV."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from loket.actions.antwoordbestand import antwoord_bestand_toevoegen
from loket.forms.onderdelen import ONDERDELEN
from loket.models import Aanvraag

from .aanvraag import SCHRIJVEN, eigen


@require_POST
@beleid(SCHRIJVEN)
def antwoord_bestand(request: Verzoek, public_id: str, slug: str, sleutel: str) -> HttpResponse:
    """Answer a question with documents; back to the section it stands in."""
    rij = eigen(request, public_id)
    if slug not in ONDERDELEN:
        raise Http404
    bestanden = request.FILES.getlist("bestanden")
    if not bestanden:
        messages.error(request, "Kies een of meer bestanden.")
    for bestand in bestanden:
        _toevoegen(request, rij, bestand, sleutel)
    if request.headers.get("X-Upload"):
        return HttpResponse(status=204)
    return redirect("loket:aanvraag_onderdeel", rij.public_id, slug)


def _toevoegen(request: Verzoek, rij: Aanvraag, bestand: Any, sleutel: str) -> None:
    op = timezone.now()
    try:
        inhoud = ontvangen(bestand, op=op)
        naam = nette_naam(bestand.name, inhoud.soort)
        antwoord_bestand_toevoegen(rij, sleutel, door=request.user, op=op, inhoud=inhoud, naam=naam)
    except (BestandFout, NietMogelijk) as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, f"Toegevoegd: {naam}")
