"""Whether an uploaded file may come in: a short list of kinds, found by looking inside, never by its name."""

from __future__ import annotations

import filetype

MAX_BYTES = 20 * 1024 * 1024
TOEGESTAAN = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "image/jpeg": "jpg",
    "image/png": "png",
}
ACCEPT = (".pdf", ".docx", ".jpg", ".jpeg", ".png")


class BestandFout(Exception):
    """This file cannot come in. The message is for the user and says what to do."""


def controleren(data: bytes, naam: str) -> str:
    """The MIME type of these bytes when they may come in. naam: as the user knows the file, for the message only.

    Raises BestandFout for an empty, too large or unknown file.
    """
    kort = naam[:80]
    if not data:
        raise BestandFout(f"Het bestand ‘{kort}’ is leeg")
    if len(data) > MAX_BYTES:
        raise BestandFout(f"Het bestand ‘{kort}’ is {len(data) / 1024**2:.0f} MB. Kies een bestand tot 20 MB")
    soort = filetype.guess_mime(data)
    if soort not in TOEGESTAAN:
        raise BestandFout(f"Het bestand ‘{kort}’ kan niet: kies een pdf, Word-bestand of foto")
    return str(soort)


def grootte_in_woorden(bytes_: int) -> str:
    """412 kB · 2,1 MB."""
    if bytes_ < 1024**2:
        return f"{max(1, round(bytes_ / 1024))} kB"
    return f"{bytes_ / 1024**2:.1f} MB".replace(".", ",")
