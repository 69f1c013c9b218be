"""Whether an uploaded file may come in, and what is kept of it: found by looking inside, never by its name.

Pure: no Django, no database, no clock. The portal runs it in a process of its own (kern.bestanden.proces), because a
parser that reads files of strangers is where things go wrong.
"""

from __future__ import annotations

import filetype

from .grenzen import Afgekeurd, BestandFout, Goedgekeurd, Grenzen, zin

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JPG, PNG = "image/jpeg", "image/png"
MP3, MP4 = "audio/mpeg", "video/mp4"
UITGANGEN = {
    PDF: ("pdf",), DOCX: ("docx",), ODT: ("odt",), JPG: ("jpg", "jpeg"), PNG: ("png",), MP3: ("mp3",), MP4: ("mp4",)
}  # fmt: skip
"""Kinds as they are kept, with the endings that belong to them; the first is the one we give."""
HEIF = {"image/heic", "image/heif"}
ACCEPT = (".pdf", ".docx", ".odt", ".jpg", ".jpeg", ".png", ".heic", ".heif")
KIES = zin("kan niet. Kies een pdf, een Word-bestand (docx), een odt of een foto.")
OUD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of an old .doc, and of a docx with a password."""

__all__ = ["ACCEPT", "UITGANGEN", "Afgekeurd", "BestandFout", "Goedgekeurd", "Grenzen", "controleren", "te_groot"]


def controleren(data: bytes, grenzen: Grenzen) -> Goedgekeurd:
    """What may be kept of these bytes. Raises Afgekeurd for what is empty, too large, unknown, broken or harmful."""
    if not data:
        raise Afgekeurd("is leeg. Kies het bestand opnieuw.")
    if len(data) > grenzen.bytes_:
        raise te_groot(len(data), grenzen)
    if data.startswith(OUD_WORD):
        raise Afgekeurd(
            "is een oud of met een wachtwoord beveiligd Word-bestand. Sla het op als docx of pdf, zonder wachtwoord."
        )
    soort = filetype.guess_mime(data)
    if soort == PDF:
        from .pdf import pdf_keuren

        return Goedgekeurd(PDF, pdf_keuren(data, grenzen))
    if data.startswith(b"PK\x03\x04"):
        from .kantoor import kantoor_keuren

        return kantoor_keuren(data, grenzen)
    if soort in {JPG, PNG} | HEIF:
        from .beeld import beeld_keuren

        return beeld_keuren(data, soort, grenzen)
    raise Afgekeurd(KIES)


def te_groot(bytes_: int, grenzen: Grenzen) -> Afgekeurd:
    """The refusal of a file over the limit; never rounded down to the limit itself."""
    groot = max(grenzen.megabytes + 1, round(bytes_ / 1024**2))
    return Afgekeurd("is %(groot)s MB. Kies een bestand tot %(grens)s MB.", groot=groot, grens=grenzen.megabytes)
