"""The pages that an SWV writes, as everybody reads them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from voorlichting.models import Rubriek
from voorlichting.vinden import Stuk, in_andere_talen, stuk, stukken

ONDER: dict[str, tuple[str, str]] = {
    Rubriek.OUDERS: ("Voor ouders", "/ouders/"),
    Rubriek.PROFESSIONALS: ("Voor professionals", "/professionals/"),
    Rubriek.OVER_ONS: ("Over ons", "/over-ons/"),
}


@require_safe
@beleid(openbaar)
def over_ons(request: HttpRequest) -> HttpResponse:
    """Who we are: the pages about the SWV, the first of them whole."""
    alle = stukken(request, Rubriek.OVER_ONS)
    return render(request, "voorlichting/over_ons.html", {"stukken": alle})


@require_safe
@beleid(openbaar)
def ouders(request: HttpRequest, slug: str) -> HttpResponse:
    return _pagina(request, Rubriek.OUDERS, slug)


@require_safe
@beleid(openbaar)
def professionals(request: HttpRequest, slug: str) -> HttpResponse:
    return _pagina(request, Rubriek.PROFESSIONALS, slug)


@require_safe
@beleid(openbaar)
def over_ons_pagina(request: HttpRequest, slug: str) -> HttpResponse:
    return _pagina(request, Rubriek.OVER_ONS, slug)


def _pagina(request: HttpRequest, rubriek: str, slug: str) -> HttpResponse:
    """One page with the others of its part beside it."""
    een = stuk(request, rubriek, slug)
    broers = [ander for ander in stukken(request, rubriek) if ander.pagina.pk != een.pagina.pk]
    naam, adres = ONDER[rubriek]
    context = _context(een, boven=naam, boven_adres=adres, broers=broers, talen=in_andere_talen(request, een))
    return render(request, "voorlichting/pagina.html", context)


def _context(een: Stuk, **meer: Any) -> dict[str, Any]:
    return {"stuk": een, "omschrijving": een.kort, **meer}
