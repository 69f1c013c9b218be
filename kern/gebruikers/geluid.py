"""Pages on which sound or film is played or recorded: there, and nowhere else, the headers are opened that far."""

from __future__ import annotations

from csp.constants import SELF
from django.http import HttpResponse

DICHT = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
OPNEMEN = DICHT.replace("microphone=()", "microphone=(self)")
"""Filming is done by the camera of the telephone itself, which asks no permission of the page."""


def met_speler(antwoord: HttpResponse) -> HttpResponse:
    """A page with an <audio> or <video> of our own: the component `speler` says so by itself."""
    if not hasattr(antwoord, "_csp_update"):
        antwoord._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return antwoord


def met_opnemer(antwoord: HttpResponse, *, nodig: bool = True) -> HttpResponse:
    """A page with a recorder (data-opnemer), where one listens back before anything is sent (blob:).

    nodig: whether there is one on it this time.
    """
    if nodig:
        antwoord._csp_update = {"media-src": [SELF, "blob:"]}  # type: ignore[attr-defined]
        antwoord["Permissions-Policy"] = OPNEMEN
    return antwoord
