"""Keeping the content of files."""

from datetime import datetime

from .models import Inhoud
from .opslag import schrijven


def bewaren(data: bytes, *, soort: str, op: datetime) -> Inhoud:
    """Store these bytes and give their row; the same bytes give the same row. soort: the MIME type as checked.

    The file is on disk before the row exists: a crash in between leaves a file that nobody points to, never a row
    without its file.
    """
    sha256 = schrijven(data)
    inhoud, _ = Inhoud.objects.get_or_create(
        sha256=sha256, defaults={"soort": soort, "grootte": len(data), "created_at": op}
    )
    return inhoud
