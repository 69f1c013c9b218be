"""What a part of the settings can do: say itself as plain data, and be written from such data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kern.gebruikers.models import Gebruiker
from scholen.models import Samenwerkingsverband

Inhoud = dict[str, Any]


@dataclass(frozen=True)
class Werk:
    """Who takes over, when, and from which day: what dossiers are judged by cannot begin today (docs/adr/0012)."""

    door: Gebruiker
    op: datetime
    vandaag: date
    dag: date

    @property
    def wie(self) -> dict[str, Any]:
        return {"door": self.door, "op": self.op}


def _zoals_daar(hier: Inhoud, daar: Inhoud) -> Inhoud:
    return daar


@dataclass(frozen=True)
class Deel:
    """One part. lezen: as it holds on a day; schrijven: through the actions of its app, only called for a difference.

    geheel: it is replaced as a whole, so that what is only here goes; else that stays. label: how its pages call a
    setting. gelijk: what a file says of it (second), with what is only written otherwise as it is here (first).
    """

    sleutel: str
    titel: str
    lezen: Callable[[Samenwerkingsverband, date], Inhoud]
    schrijven: Callable[[Samenwerkingsverband, Inhoud, Werk], None]
    geheel: bool = False
    label: Callable[[str], str] = str
    gelijk: Callable[[Inhoud, Inhoud], Inhoud] = _zoals_daar
