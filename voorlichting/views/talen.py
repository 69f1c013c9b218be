"""How it goes, in six languages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from voorlichting.talen import ANDERE, in_taal, taalpad
from voorlichting.vinden import in_andere_talen, vertaald


@require_safe
@beleid(openbaar)
def talen(request: HttpRequest) -> HttpResponse:
    """The languages, each by its own name."""
    return render(request, "voorlichting/talen.html", {"talen": ANDERE})


@require_safe
@beleid(openbaar)
@in_taal
def uitleg(request: HttpRequest) -> HttpResponse:
    """The four steps, the steunpunt and the way to a school, in the language of the address."""
    context = {"talen": ANDERE, "taalpad": taalpad(), "stukken": vertaald(request, translation.get_language() or "")}
    return render(request, "voorlichting/taal.html", context)


@require_safe
@beleid(openbaar)
@in_taal
def pagina(request: HttpRequest, rubriek: str, slug: str) -> HttpResponse:
    """A page that the SWV wrote in this language. What it did not write is not there: the Dutch has its own address."""
    alle = [een for een in vertaald(request, translation.get_language() or "") if een.pagina.rubriek == rubriek]
    een = next((ander for ander in alle if ander.pagina.slug == slug), None)
    if een is None:
        raise Http404
    context = {
        "stuk": een,
        "omschrijving": een.kort,
        "talen": in_andere_talen(request, een),
        "broers": [ander for ander in alle if ander.pagina.pk != een.pagina.pk],
        "taalpad": taalpad(),
    }
    return render(request, "voorlichting/taal_pagina.html", context)
