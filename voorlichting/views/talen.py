"""How it goes, in six languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from voorlichting.talen import ANDERE, in_taal, taalpad


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
    return render(request, "voorlichting/taal.html", {"talen": ANDERE, "taalpad": taalpad()})
