"""The name of a file as its owner knows it: text to show, never a path."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from .controle import UITGANGEN

MAX_NAAM = 120
OMGEZET = {"heic", "heif", "webm", "weba", "ogg", "oga", "opus", "wav", "m4a", "aac", "amr", "3gp", "mov", "mkv", "mp4"}
"""Endings of what is made anew as another kind: they go, the others stay as part of the name."""


def nette_naam(naam: str, soort: str = "") -> str:
    """This name without folders, control characters and characters that turn the reading direction.

    soort: the MIME type as kept; then the name ends as that kind does: a photo.heic is kept as photo.jpg.
    """
    los = re.split(r"[/\\]", unicodedata.normalize("NFC", naam))[-1]
    los = "".join(teken for teken in los if unicodedata.category(teken)[0] != "C")
    los = " ".join(los.split()).strip(". ") or "bestand"
    if not (uitgangen := UITGANGEN.get(soort)):
        return los[:MAX_NAAM]
    stam, uitgang = PurePosixPath(los).stem, PurePosixPath(los).suffix.lower().removeprefix(".")
    if uitgang not in uitgangen:
        stam, uitgang = (stam if uitgang in OMGEZET else los), uitgangen[0]
    return f"{stam[: MAX_NAAM - len(uitgang) - 1]}.{uitgang}"


def grootte_in_woorden(bytes_: int) -> str:
    """412 kB · 2,1 MB."""
    if bytes_ < 1024**2:
        return f"{max(1, round(bytes_ / 1024))} kB"
    return f"{bytes_ / 1024**2:.1f} MB".replace(".", ",")
