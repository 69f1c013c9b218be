"""News, what we know, and where one can learn: newest first, by level and theme, by day."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from voorlichting.forms.zoeken import KennisForm
from voorlichting.models import Rubriek
from voorlichting.vinden import Stuk, in_andere_talen, nieuws_van, stuk, stukken

PER_BLADZIJDE = 12


@require_safe
@beleid(openbaar)
def nieuws(request: HttpRequest) -> HttpResponse:
    """All news, the newest first."""
    bladzijde = Paginator(nieuws_van(request), PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    return render(request, "voorlichting/nieuws.html", {"bladzijde": bladzijde})


@require_safe
@beleid(openbaar)
def bericht(request: HttpRequest, slug: str) -> HttpResponse:
    return _artikel(request, Rubriek.NIEUWS, slug, boven="Nieuws", boven_adres="/nieuws/")


@require_safe
@beleid(openbaar)
def kennisbank(request: HttpRequest) -> HttpResponse:
    """What we know and share, by level and theme."""
    form, gevonden = _gefilterd(request, stukken(request, Rubriek.KENNISBANK))
    return render(request, "voorlichting/kennisbank.html", {"form": form, "stukken": gevonden})


@require_safe
@beleid(openbaar)
def kennis(request: HttpRequest, slug: str) -> HttpResponse:
    return _artikel(request, Rubriek.KENNISBANK, slug, boven="Kennisbank", boven_adres="/kennisbank/")


@require_safe
@beleid(openbaar)
def agenda(request: HttpRequest) -> HttpResponse:
    """What is still to come, the first day first; what is over is gone from the list and keeps its address."""
    vandaag = timezone.localdate()
    komt = [een for een in stukken(request, Rubriek.SCHOLING) if een.versie.dag and een.versie.dag >= vandaag]
    form, gevonden = _gefilterd(request, sorted(komt, key=lambda een: (een.versie.dag, een.versie.tijd)))
    return render(request, "voorlichting/agenda.html", {"form": form, "stukken": gevonden})


@require_safe
@beleid(openbaar)
def scholing(request: HttpRequest, slug: str) -> HttpResponse:
    return _artikel(request, Rubriek.SCHOLING, slug, boven="Scholing", boven_adres="/scholing/")


def _artikel(request: HttpRequest, rubriek: str, slug: str, **boven: str) -> HttpResponse:
    een = stuk(request, rubriek, slug)
    context = {
        "stuk": een,
        "omschrijving": een.kort,
        "talen": in_andere_talen(request, een),
        "voorbij": een.versie.dag is not None and een.versie.dag < timezone.localdate(),
        **boven,
    }
    return render(request, "voorlichting/artikel.html", context)


def _gefilterd(request: HttpRequest, alle: list[Stuk]) -> tuple[KennisForm, list[Stuk]]:
    themas = sorted({een.versie.thema for een in alle if een.versie.thema})
    form = KennisForm(request.GET or None, themas=themas)
    if form.is_valid():
        niveau, thema = form.cleaned_data["niveau"], form.cleaned_data.get("thema")
        alle = [een for een in alle if not niveau or een.versie.niveau == niveau]
        alle = [een for een in alle if not thema or een.versie.thema == thema]
    return form, alle
