"""Serving a sound or film to the player of a browser, which asks for pieces (RFC 9110 §14; Safari insists)."""

from __future__ import annotations

import re
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse

from .antwoord import NietVrij, als_bijlage
from .controle import MP3, MP4
from .models import Inhoud
from .opslag import openen

SPEELBAAR = (MP3, MP4)
STUK = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class _Deel:
    """A file that ends after so many bytes: what the server reads piece by piece."""

    def __init__(self, bestand: BinaryIO, begin: int, aantal: int) -> None:
        bestand.seek(begin)
        self.bestand, self.over = bestand, aantal

    def read(self, grootte: int = -1) -> bytes:
        deel = self.bestand.read(self.over if grootte < 0 else min(grootte, self.over))
        self.over -= len(deel)
        return deel

    def close(self) -> None:
        self.bestand.close()


def om_af_te_spelen(request: HttpRequest, inhoud: Inhoud, naam: str) -> HttpResponse | FileResponse:
    """This sound or film, or the piece of it that the player asks for: 206, or 416 when there is no such piece.

    Another kind of file is a download. Kept by nobody on the way; each piece is asked, and allowed, anew. Raises
    NietVrij.
    """
    if inhoud.soort not in SPEELBAAR:
        return als_bijlage(inhoud, naam)
    if not inhoud.is_vrij:
        raise NietVrij
    stuk = gevraagd_stuk(request, inhoud.grootte)
    if stuk is None:
        bron = openen(inhoud.sha256)
        antwoord: HttpResponse | FileResponse = FileResponse(bron, content_type=inhoud.soort, filename=naam)
        antwoord["Content-Length"] = str(inhoud.grootte)
    elif not stuk:
        antwoord = HttpResponse(status=416)
        antwoord["Content-Range"] = f"bytes */{inhoud.grootte}"
    else:
        begin, eind = stuk
        deel = _Deel(openen(inhoud.sha256), begin, eind - begin + 1)
        antwoord = FileResponse(deel, content_type=inhoud.soort, status=206, filename=naam)
        antwoord["Content-Range"] = f"bytes {begin}-{eind}/{inhoud.grootte}"
        antwoord["Content-Length"] = str(eind - begin + 1)
    antwoord["Accept-Ranges"] = "bytes"
    antwoord["Cache-Control"] = "no-store"
    return antwoord


def gevraagd_stuk(request: HttpRequest, grootte: int) -> tuple[int, ...] | None:
    """First and last byte, inclusive; () when there is no such piece; None when the whole is given.

    One piece only, and only to GET. Whoever asks "if it is still the same" gets the whole: nothing says what it was.
    """
    if request.method != "GET" or "If-Range" in request.headers:
        return None
    gevonden = STUK.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if gevonden is None or gevonden[1] == gevonden[2] == "":
        return None
    if not gevonden[1]:  # the last so many bytes
        laatste = min(int(gevonden[2]), grootte)
        return (grootte - laatste, grootte - 1) if laatste else ()
    begin, eind = int(gevonden[1]), min(int(gevonden[2] or grootte - 1), grootte - 1)
    if gevonden[2] and int(gevonden[2]) < begin:
        return None  # no range at all: ignored
    return (begin, eind) if begin < grootte else ()
