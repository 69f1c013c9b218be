"""The ledger of what was deleted, outside the database (toezicht.boek).

A restore brings back what was deleted; this file says what must go again (T62). It holds numbers of rows, no words. Two
lines per file: the intention before the transaction and the end after it; only what has both is done over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toezicht.boek import Boek, BoekFout

NAAM = "verwijderd.jsonl"
BEGIN, KLAAR = "begin", "klaar"
BOEK = Boek("verwijderboek", NAAM)

__all__ = ["BEGIN", "KLAAR", "BoekFout", "Regel", "pad", "regels", "schrijven", "verwijderd", "wanneer"]


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
    return BOEK.pad()


def schrijven(wat: str, regel: str, wortels: list[list[str]], *, op: datetime) -> None:
    """Add one line, on disk before this returns. Raises BoekFout when what is there does not hold."""
    BOEK.schrijven({"wat": wat, "regel": regel, "op": op.isoformat(), "wortels": wortels})


def regels() -> list[Regel]:
    """All lines. Raises BoekFout when one was changed or taken out."""
    return [Regel(**velden) for velden in BOEK.regels()]


def verwijderd() -> dict[str, list[list[str]]]:
    """What was deleted to the end: public id of the file → the rows it began with."""
    alle = regels()
    klaar = {een.regel for een in alle if een.wat == KLAAR}
    return {een.regel: een.wortels for een in alle if een.wat == BEGIN and een.regel in klaar}


def wanneer() -> dict[str, datetime]:
    """When each file was deleted to the end."""
    return {een.regel: datetime.fromisoformat(een.op) for een in regels() if een.wat == KLAAR}
