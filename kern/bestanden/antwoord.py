"""Serving a private file: only when it may leave, under a safe name, kept by nobody on the way."""

from django.http import FileResponse

from .controle import UITGANGEN
from .models import Inhoud
from .opslag import openen

TOONBAAR = {"application/pdf", "image/jpeg", "image/png"}
"""Kinds that a browser shows by itself, each in a sandbox of its own. A document of an office is only a download."""


class NietVrij(Exception):
    """This content waits for the virus scanner, or has a virus: nobody gets it."""


def als_bijlage(inhoud: Inhoud, naam: str) -> FileResponse:
    """A download of this content. naam is only text; a browser never runs what is in the file. Raises NietVrij."""
    antwoord = _antwoord(inhoud, naam, als_bijlage=True)
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return antwoord


def om_te_zien(inhoud: Inhoud, naam: str) -> FileResponse:
    """This PDF or picture on a page of its own, under the policy of every page: it may load and run nothing.

    No sandbox here: a browser does not open its own reader of PDF in one. Raises NietVrij.
    """
    if inhoud.soort not in TOONBAAR:
        return als_bijlage(inhoud, naam)
    return _antwoord(inhoud, naam, als_bijlage=False)


def _antwoord(inhoud: Inhoud, naam: str, *, als_bijlage: bool) -> FileResponse:
    if not inhoud.is_vrij:
        raise NietVrij
    soort = inhoud.soort if inhoud.soort in UITGANGEN else "application/octet-stream"
    antwoord = FileResponse(openen(inhoud.sha256), as_attachment=als_bijlage, filename=naam, content_type=soort)
    antwoord["Cache-Control"] = "no-store"
    return antwoord
