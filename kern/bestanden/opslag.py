"""Bytes on disk, under the hash of their content, outside anything the web server serves by itself.

A file is written whole or not at all (temporary file, fsync, rename) and never overwritten: the same content has
the same name. What a killed process leaves half written stays in one folder, and a sweep throws it away. The folder
comes from settings.BESTANDEN_MAP.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

IN_WORDING = "nieuw"
"""The folder of files that are being written. On the same disk as the rest, so that a rename is one step."""
RESTANT_NA = timedelta(hours=1)
"""No file takes this long to write: what is older has nobody any more."""


class OpslagFout(Exception):
    """A stored file is missing or is not what its name says."""


def pad(sha256: str) -> Path:
    """Where content with this hash lives: two levels of folders, so that no folder grows large."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise OpslagFout("Dit is geen sha256.")
    return Path(settings.BESTANDEN_MAP) / sha256[:2] / sha256[2:4] / sha256


def schrijven(data: bytes) -> str:
    """Store these bytes and give their sha256. Safe to repeat and to be killed half way."""
    sha256 = hashlib.sha256(data).hexdigest()
    doel = pad(sha256)
    if doel.exists():
        return sha256
    with in_wording() as bestand:
        bestand.write(data)
        return inlijven(bestand)[0]


@contextlib.contextmanager
def in_wording() -> Iterator[BufferedRandom]:
    """An empty file to write in and read back; gone at the end, unless it was kept by `inlijven`."""
    werkmap = Path(settings.BESTANDEN_MAP) / IN_WORDING
    werkmap.mkdir(parents=True, exist_ok=True, mode=0o700)
    greep, tijdelijk = tempfile.mkstemp(dir=werkmap)
    try:
        os.close(greep)
        with open(tijdelijk, "w+b") as bestand:
            yield bestand
    finally:
        Path(tijdelijk).unlink(missing_ok=True)


def inlijven(bestand: BufferedRandom) -> tuple[str, int]:
    """Keep a file of `in_wording`: its sha256 and its size. Memory does not grow with the size."""
    bestand.flush()
    os.fsync(bestand.fileno())
    bestand.seek(0)
    sha256 = hashlib.file_digest(bestand, "sha256").hexdigest()
    grootte = bestand.seek(0, os.SEEK_END)
    doel = pad(sha256)
    if not doel.exists():
        doel.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(bestand.name, doel)
        _map_vastleggen(doel.parent)
    return sha256, grootte


def restanten_opruimen(*, op: datetime) -> int:
    """Throw away what killed processes left half written, and say how many files that were."""
    werkmap = Path(settings.BESTANDEN_MAP) / IN_WORDING
    grens = (op - RESTANT_NA).timestamp()
    aantal = 0
    for restant in werkmap.glob("*"):
        with contextlib.suppress(FileNotFoundError):  # its writer has just finished
            if restant.stat().st_mtime < grens:
                restant.unlink()
                aantal += 1
    return aantal


def wissen(sha256: str) -> None:
    """Remove stored content; what is not there is gone already."""
    pad(sha256).unlink(missing_ok=True)


def openen(sha256: str) -> BinaryIO:
    """Open stored content for reading. Raises OpslagFout when it is not there."""
    try:
        return pad(sha256).open("rb")
    except FileNotFoundError as fout:
        raise OpslagFout("Het bestand ontbreekt in de opslag.") from fout


def lezen(sha256: str) -> bytes:
    """All bytes of stored content, checked against their hash. Raises OpslagFout when they differ."""
    with openen(sha256) as bestand:
        data = bestand.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OpslagFout("De inhoud van het bestand is veranderd.")
    return data


def _map_vastleggen(folder: Path) -> None:
    """Make the rename itself durable."""
    greep = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(greep)
    finally:
        os.close(greep)
