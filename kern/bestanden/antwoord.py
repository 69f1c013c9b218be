"""Serving a private file: as an attachment, under a safe name, kept by nobody on the way."""

from django.http import FileResponse

from .controle import TOEGESTAAN
from .models import Inhoud
from .opslag import openen


def als_bijlage(inhoud: Inhoud, naam: str) -> FileResponse:
    """A download of this content. naam is only text; a browser never runs what is in the file."""
    if inhoud.soort not in TOEGESTAAN and inhoud.soort != "application/pdf":
        inhoud_soort = "application/octet-stream"
    else:
        inhoud_soort = inhoud.soort
    antwoord = FileResponse(openen(inhoud.sha256), as_attachment=True, filename=naam, content_type=inhoud_soort)
    antwoord["Cache-Control"] = "no-store"
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return antwoord
