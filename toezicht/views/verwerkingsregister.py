"""The record of processing on a page and as a file: for who supervises, and for who must keep it up."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.rekenblad import SOORT, csv_van, rekenbladen
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from toezicht.rules.verwerkingen import BEVEILIGING, DOORGIFTE
from toezicht.verwerkingsregister import bladen, register

RECHT = Permissie.VERWERKINGEN_LEZEN


@require_safe
@beleid(RECHT)
def verwerkingsregister(request: Verzoek) -> HttpResponse:
    """All processings, one under the other, each with its kinds of record."""
    context = {"regels": register(), "beveiliging": BEVEILIGING, "doorgifte": DOORGIFTE}
    return render(request, "toezicht/verwerkingsregister.html", context)


@require_safe
@beleid(RECHT)
def verwerkingsregister_excel(request: Verzoek) -> HttpResponse:
    """The same as a spreadsheet. No person stands in it, so nobody needs to log in again."""
    return _bestand(rekenbladen(bladen()), SOORT, "xlsx")


@require_safe
@beleid(RECHT)
def verwerkingsregister_csv(request: Verzoek) -> HttpResponse:
    """The same as text."""
    return _bestand(csv_van(bladen()).encode(), "text/csv; charset=utf-8", "csv")


def _bestand(inhoud: bytes, soort: str, uitgang: str) -> HttpResponse:
    antwoord = HttpResponse(inhoud, content_type=soort)
    naam = f"verwerkingsregister-{timezone.localdate().isoformat()}.{uitgang}"
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Cache-Control"] = "no-store"
    return antwoord
