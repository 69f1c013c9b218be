"""Open work that hangs on one person: how much there is, who may take it over, and how it goes to another.

Each app says so of its own work in ready(), as it says who sees what (zicht). Who ends a role asks this list, so that
nothing is left with somebody who is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import QuerySet

from .collegas import met_een_rol
from .models import Gebruiker, Lidmaatschap
from .overgang import Actor
from .rollen import Rol


class Overdragen(Protocol):
    """Give all of this work of van to naar, or to nobody yet, in the running transaction."""

    def __call__(self, van: Gebruiker, naar: Gebruiker | None, *, door: Actor, op: datetime) -> None: ...


@dataclass(frozen=True)
class Werk:
    """One kind of work. naam: what it is called, in the plural. rollen: by which of them somebody has it.

    nemers: who may take it over; empty when it cannot go to somebody by this way, and anders says what happens then.
    """

    sleutel: str
    naam: str
    rollen: frozenset[Rol]
    nemers: frozenset[Rol]
    aantal: Callable[[Gebruiker], int]
    overdragen: Overdragen
    anders: str = ""

    def collegas(self, van: Gebruiker, dag: date) -> QuerySet[Gebruiker]:
        """Who may take it over from this person on this day."""
        return met_een_rol(self.nemers, dag).exclude(pk=van.pk)


WERK: dict[str, Werk] = {}


def registreer_werk(werk: Werk) -> None:
    """Let who ends a role be asked about this work."""
    WERK[werk.sleutel] = werk


def werk_van(lid: Lidmaatschap, dag: date) -> list[Werk]:
    """The kinds of work that end with this membership: those that no other role of this person goes on with."""
    andere = lid.gebruiker.lidmaatschappen.geldig(dag).exclude(pk=lid.pk).values_list("rol", flat=True)
    blijft = {Rol(rol) for rol in andere}
    return [een for een in WERK.values() if lid.rol in een.rollen and not blijft & een.rollen]
