"""Whether a picture in a file is the one that is here: it is made anew when it comes in, so its bytes differ."""

from __future__ import annotations

import base64
import binascii
import io

from django.core.files import File

from kern.bestanden.actions import beeld_ontvangen
from kern.bestanden.controle import BestandFout

from .deel import Inhoud


def als_hier(hier: Inhoud, daar: Inhoud, *, zijde: int) -> Inhoud:
    """The picture of the file with the bytes that it has here, when the one here was made from it.

    Making anew gives the same bytes each time, also of a JPEG, which loses something once more.
    """
    eigen, ander = hier.get("gegevens"), daar.get("gegevens")
    if not eigen or not ander or eigen == ander:
        return daar
    try:
        bestand = File(io.BytesIO(base64.b64decode(str(ander), validate=True)), name="beeld")
        opnieuw = beeld_ontvangen(bestand, zijde=zijde)
    except (BestandFout, binascii.Error):
        return daar  # what is wrong with it, taking it over says
    return {**daar, "gegevens": eigen} if base64.b64encode(opnieuw.data).decode() == eigen else daar
