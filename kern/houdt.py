"""What apps that do not know each other must know of deletion (docs/adr/0057), said here at start-up, as who sees what.

What keeps a file, for who must say so to a parent; which figures are not frozen yet, for who deletes what they count;
and of which years files were deleted, for who shows figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Houdt:
    """One reason in a sentence. vanaf: the first day on which the file may go for all of this, None when not known."""

    zin: str
    vanaf: date | None


Vraag = Callable[[Any, date], list[Houdt]]
VRAGEN: list[Vraag] = []


def registreer_houdt(vraag: Vraag) -> None:
    """Let who answers a request ask this too."""
    VRAGEN.append(vraag)


NietBevroren = Callable[[frozenset[int], date], list[str]]
Verwijderd = Callable[[frozenset[int]], bool]
RAPPORTEN: list[NietBevroren] = []
JAREN: list[Verwijderd] = []


def niet_bevroren(jaren: frozenset[int], dag: date) -> list[str]:
    """The names of what must be frozen before anything of these school years is deleted."""
    return [naam for vraag in RAPPORTEN for naam in vraag(jaren, dag)]


def is_verwijderd_uit(jaren: frozenset[int]) -> bool:
    """Whether files of one of these school years were deleted, so that they count no more."""
    return any(vraag(jaren) for vraag in JAREN)


def wat_houdt(verzoek: Any, dag: date) -> list[Houdt]:
    """What would keep the file of this request on this day, had the loket said yes."""
    return [een for vraag in VRAGEN for een in vraag(verzoek, dag)]
