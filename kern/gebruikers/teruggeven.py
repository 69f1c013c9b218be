"""What somebody typed in a form that came too late: given back on the next page, kept nowhere.

Without this, who pressed the button after the end of a session would log in to an empty form. Only for a form that this
very site sent: another site must not be able to put words in a page of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

TAAL = "paginataal"
"""The field in which a form of another language says so (swv_portal.csrf)."""
TECHNISCH = {"csrfmiddlewaretoken", "versie", "begin", "actie", "sleutel"}
GEHEIM = ("password", "wachtwoord", "code", "login")


@dataclass(frozen=True)
class Getypt:
    """The fields to send once more, and the words among them to show."""

    velden: tuple[tuple[str, str], ...]
    teksten: tuple[str, ...]
    met_bestanden: bool


def getypt(request: HttpRequest) -> Getypt | None:
    """The fields of this post; None when nothing was typed, another site sent it, or it is about logging in."""
    if request.method != "POST" or not _van_hier(request) or request.path.startswith("/account/"):
        return None
    velden = tuple(
        (naam, str(waarde))
        for naam, waarden in request.POST.lists()
        for waarde in waarden
        if naam not in ("csrfmiddlewaretoken", TAAL) and not any(woord in naam for woord in GEHEIM)
    )
    teksten = tuple(waarde for naam, waarde in velden if naam not in TECHNISCH and len(waarde.split()) > 1)
    if not any(waarde.strip() for naam, waarde in velden if naam not in TECHNISCH):
        return None
    return Getypt(velden, teksten, bool(request.FILES))


def taal_van_de_pagina(request: HttpRequest) -> str:
    """The language of the page whose form this is; Dutch when it does not say so."""
    taal = request.POST.get(TAAL, "")
    return taal if taal in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _van_hier(request: HttpRequest) -> bool:
    bron = urlsplit(request.headers.get("Origin", ""))
    return bool(bron.netloc) and bron.netloc == request.get_host() and bron.scheme == request.scheme
