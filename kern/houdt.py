"""What keeps a file from being thrown away, for who must say so to a parent (docs/adr/0057).

Who judges files stands above who answers: it says here at start-up whom to ask, as each app says who sees what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Houdt:
    """One reason in a sentence. vanaf: the first day on which it holds no more, None when nobody knows that yet."""

    zin: str
    vanaf: date | None


Vraag = Callable[[Any, date], list[Houdt]]
VRAGEN: list[Vraag] = []


def registreer_houdt(vraag: Vraag) -> None:
    """Let who answers a request ask this too."""
    VRAGEN.append(vraag)


def wat_houdt(verzoek: Any, dag: date) -> list[Houdt]:
    """What would keep the file of this request on this day, had the loket said yes."""
    return [een for vraag in VRAGEN for een in vraag(verzoek, dag)]
