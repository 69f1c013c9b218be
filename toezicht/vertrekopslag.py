"""Where a package lies: in a folder of its own, under the name of its row, so that nothing is left that no row names.

Each try writes a file of its own and takes its place at the end: what a killed one left behind is thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

from django.conf import settings


def _map() -> Path:
    return Path(settings.BESTANDEN_MAP) / "vertrek"


def plek(public_id: str) -> Path:
    """Where the file of this row is, once it is made."""
    return _map() / f"{public_id}.zip"


@contextmanager
def poging(public_id: str, nummer: int) -> Iterator[BufferedRandom]:
    """A file to write in; it becomes the package when this ends well, and is gone when it does not."""
    _map().mkdir(parents=True, exist_ok=True, mode=0o700)
    half = _map() / f"{public_id}.{nummer}"
    try:
        with open(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as bestand:
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
        os.replace(half, plek(public_id))
    finally:
        half.unlink(missing_ok=True)


def afdruk(bestand: BufferedRandom) -> tuple[str, int]:
    """The sha256 and the size of what was written."""
    bestand.seek(0)
    sha256 = hashlib.file_digest(bestand, "sha256").hexdigest()
    return sha256, bestand.seek(0, os.SEEK_END)


def wissen(public_id: str) -> None:
    plek(public_id).unlink(missing_ok=True)


def restanten_wissen(blijft: Collection[str]) -> int:
    """Throw away every file but these names; how many. blijft: of packages that are there, and of tries that run."""
    aantal = 0
    for bestand in _map().glob("*"):
        if bestand.name not in blijft:
            with contextlib.suppress(FileNotFoundError):
                bestand.unlink()
                aantal += 1
    return aantal
