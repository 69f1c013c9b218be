"""The ledger of what was deleted: a file outside the database, each line sealed together with the one before it.

A restore brings back what was deleted; this file says what must go again (T62). It holds numbers of rows, no words. Two
lines per file: the intention before the transaction and the end after it; only what has both is done over. It is not in
the database and not in the folder of files, so that one back-up put back does not bring back the other.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from django.conf import settings

NAAM = "verwijderd.jsonl"
BEGIN, KLAAR = "begin", "klaar"


class BoekFout(Exception):
    """The ledger was changed, misses a line or cannot be written: then nothing is deleted."""


@dataclass(frozen=True)
class Regel:
    """One line. wat: BEGIN or KLAAR. regel: public id of the file in its run. wortels: label and public id of rows."""

    nummer: int
    wat: str
    regel: str
    op: str
    wortels: list[list[str]]
    vorige: str
    zegel: str


def pad() -> Path:
    return Path(settings.VERWIJDERBOEK_MAP) / NAAM


def schrijven(wat: str, regel: str, wortels: list[list[str]], *, op: datetime) -> None:
    """Add one line, on disk before this returns. Raises BoekFout when what is there does not hold."""
    try:
        pad().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _vergrendeld() as bestand:
            alle = _lezen(bestand)
            laatste = alle[-1] if alle else None
            velden = {
                "nummer": laatste.nummer + 1 if laatste else 1,
                "wat": wat,
                "regel": regel,
                "op": op.isoformat(),
                "wortels": wortels,
                "vorige": laatste.zegel if laatste else "",
            }
            _erbij(bestand, (_json(velden | {"zegel": _zegel(velden, _sleutels()[0])}) + "\n").encode())
    except OSError as fout:
        raise BoekFout("Het verwijderboek kan niet worden geschreven.") from fout


def _erbij(bestand: FileIO, lijn: bytes) -> None:
    """The whole line or nothing: a full disk takes half of it without a word."""
    einde = bestand.seek(0, os.SEEK_END)
    if bestand.write(lijn) != len(lijn):
        bestand.truncate(einde)
        raise BoekFout("Het verwijderboek kan niet worden geschreven: de schijf is vol.")
    os.fsync(bestand.fileno())


def regels() -> list[Regel]:
    """All lines, each checked against the one before it. Raises BoekFout when one was changed or taken out."""
    if not pad().exists():
        return []
    with pad().open("rb", buffering=0) as bestand:
        return _lezen(bestand)


def verwijderd() -> dict[str, list[list[str]]]:
    """What was deleted to the end: public id of the file → the rows it began with."""
    alle = regels()
    klaar = {een.regel for een in alle if een.wat == KLAAR}
    return {een.regel: een.wortels for een in alle if een.wat == BEGIN and een.regel in klaar}


def wanneer() -> dict[str, datetime]:
    """When each file was deleted to the end."""
    return {een.regel: datetime.fromisoformat(een.op) for een in regels() if een.wat == KLAAR}


@contextmanager
def _vergrendeld() -> Iterator[FileIO]:
    greep = os.open(pad(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(greep, "r+b", buffering=0) as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        yield bestand


def _lezen(bestand: FileIO) -> list[Regel]:
    bestand.seek(0)
    alle: list[Regel] = []
    vorige = ""
    for rauw in bestand.read().decode().splitlines():
        try:
            velden: dict[str, Any] = json.loads(rauw)
            zegel = velden.pop("zegel")
            goed = any(hmac.compare_digest(zegel, _zegel(velden, sleutel)) for sleutel in _sleutels())
            if not goed or velden["vorige"] != vorige or velden["nummer"] != len(alle) + 1:
                raise ValueError
            alle.append(Regel(**velden, zegel=zegel))
        except (ValueError, KeyError, TypeError) as fout:
            raise BoekFout(f"Regel {len(alle) + 1} van het verwijderboek klopt niet.") from fout
        vorige = zegel
    return alle


def _json(velden: dict[str, object]) -> str:
    return json.dumps(velden, sort_keys=True, separators=(",", ":"))


def _zegel(velden: dict[str, object], sleutel: str) -> str:
    return hmac.new(f"verwijderboek:{sleutel}".encode(), _json(velden).encode(), hashlib.sha256).hexdigest()


def _sleutels() -> list[str]:
    """The first one writes, all read, so that a key can be replaced."""
    return list(settings.VERSLEUTELSLEUTELS)
