"""How a thing with a status changes: locked, checked, done, saved and logged, always in that order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.logboek.actions import geweigerd, vastleggen

from .models import Gebruiker
from .rollen import PERMISSIES, Permissie, Rol
from .zicht import Statusmodel, rijen_van

M = TypeVar("M", bound=Statusmodel)
P = ParamSpec("P")
GEEN_RECHTEN = "Je hebt hiervoor geen rechten."


class NietMogelijk(Exception):
    """The action is not possible now, or not for this user. The message is meant for the user."""


def ook_gewijzigd(wat: str, wie: Gebruiker | None, *, door: Gebruiker) -> str:
    """Who saved `wat` in between, told to `door`: what somebody does in two tabs is not the work of another."""
    if wie == door:
        return f"Jij hebt {wat} in een ander venster ook gewijzigd."
    return f"{wie.naam if wie else 'Een collega'} heeft {wat} intussen ook gewijzigd."


@dataclass(frozen=True)
class Systeem:
    """The portal itself, acting under a name that the logbook shows."""

    naam: str

    @property
    def log_id(self) -> str:
        return self.naam


def rechten_nodig(door: Gebruiker, *een_van: Permissie) -> None:
    """For an action that is no transition: raises NietMogelijk unless this user carries one of these rights."""
    if not any(map(door.heeft, een_van)):
        raise NietMogelijk(GEEN_RECHTEN)


Actor = Gebruiker | Systeem
Voorwaarde = Callable[[Any, Actor, datetime], str]
"""(thing, who, when) -> reason why not; empty when fine."""


@dataclass(frozen=True)
class Overgang(Generic[M]):
    """One transition: from which statuses, to which, by whom and on which conditions.

    naar: a status, or None when the body of the action sets it (the outcome of a decision). bogen: which status leads
    to which; precies: said per status, not just as two sets.
    systeem: the name of the system actor that may do this too.
    """

    naam: str
    van: frozenset[str]
    naar: str | None
    mogelijk_naar: frozenset[str]
    bogen: frozenset[tuple[str, str]]
    permissie: Permissie
    mits: tuple[Voorwaarde, ...]
    systeem: str = ""
    precies: bool = False

    def rol(self, ding: M, door: Actor) -> Rol | None:
        """The role through which this user may do this: one that both carries the right and sees the row."""
        if isinstance(door, Systeem):
            return None
        for rol in sorted(door.rollen):
            if self.permissie in PERMISSIES[rol]:
                zichtbaar = rijen_van(type(ding)).visible_through(door, rol)
                if zichtbaar.filter(pk=ding.pk).exists():
                    return rol
        return None

    def waarom_niet(self, ding: M, door: Actor, op: datetime) -> str:
        """Why this actor cannot do this now; empty when it can. Buttons and actions ask the same."""
        if isinstance(door, Systeem):
            if door.naam != self.systeem:
                return "Dit doet een mens, niet het systeem."
        elif self.rol(ding, door) is None:
            return GEEN_RECHTEN
        if ding.status not in self.van:
            return f"Dit kan niet meer: de status is nu ‘{ding.get_status_display()}’."
        return next(filter(None, (voorwaarde(ding, door, op) for voorwaarde in self.mits)), "")


class Overgangen(Generic[M]):
    """All transitions of one model. Calling it decorates an action; iterating it draws the diagram."""

    def __init__(self, model: type[M]) -> None:
        self.model = model
        self.regels: dict[str, Overgang[M]] = {}

    def __call__(
        self,
        *,
        van: Iterable[str],
        naar: str | Iterable[str] | Mapping[str, Iterable[str]] | None,
        permissie: Permissie,
        mits: tuple[Voorwaarde, ...] = (),
        systeem: str = "",
    ) -> Callable[[Callable[Concatenate[M, P], None]], Callable[Concatenate[M, P], M]]:
        """Decorate the body of an action; door= and op= are compulsory keyword arguments of it.

        naar: one status, several when the body itself chooses and sets one of them, those per status it comes from, or
        None: the status stays.
        """
        vast = str(naar) if isinstance(naar, str) else None
        begin = frozenset(map(str, van))
        bogen = _bogen(begin, naar)
        mogelijk = frozenset(naar for _, naar in bogen)

        def decorator(actie: Callable[Concatenate[M, P], None]) -> Callable[Concatenate[M, P], M]:
            regel: Overgang[M] = Overgang(
                actie.__name__, begin, vast, mogelijk, bogen, permissie, mits, systeem, isinstance(naar, Mapping)
            )
            self.regels[regel.naam] = regel

            @wraps(actie)
            def uitvoeren(ding: M, /, *args: P.args, **kwargs: P.kwargs) -> M:
                door, op = kwargs["door"], kwargs["op"]
                assert isinstance(door, Gebruiker | Systeem)
                assert isinstance(op, datetime)
                try:
                    with transaction.atomic():
                        return self._doen(regel, actie, ding, door, op, args, kwargs)
                except NietMogelijk as reden:
                    geweigerd(regel.naam, ding, door=door, op=op, reden=str(reden))
                    raise

            return uitvoeren

        return decorator

    def _doen(
        self,
        regel: Overgang[M],
        actie: Callable[..., None],
        ding: M,
        door: Actor,
        op: datetime,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> M:
        rijen = rijen_van(self.model)
        if not isinstance(door, Systeem):
            rijen = rijen.visible_to(door)
        rij: M = get_object_or_404(rijen.select_for_update(of=("self",)), pk=ding.pk)
        if reden := regel.waarom_niet(rij, door, op):
            raise NietMogelijk(reden)
        van = str(rij.status)
        rol, erbij = regel.rol(rij, door), self.erbij(rij, door, op)
        actie(rij, *args, **kwargs)
        if regel.naar is not None:
            rij.status = regel.naar
        naar = str(rij.status)
        assert (van, naar) in regel.bogen, f"{regel.naam} leads from {van} to {naar}"
        rij.save()
        reden = str(kwargs.get("reden", ""))
        vastleggen(regel.naam, rij, door=door, op=op, rol=rol or "", reden=reden, van=van, naar=naar, **erbij)
        return rij

    def erbij(self, rij: M, door: Actor, op: datetime) -> dict[str, str]:
        """What the line in the logbook says beside it, before the action changed anything; for a subclass to say."""
        return {}


def _bogen(
    van: frozenset[str], naar: str | Iterable[str] | Mapping[str, Iterable[str]] | None
) -> frozenset[tuple[str, str]]:
    """Which status leads to which."""
    if naar is None:
        return frozenset((een, een) for een in van)
    if isinstance(naar, Mapping):
        return frozenset((str(een), str(doel)) for een, doelen in naar.items() for doel in doelen)
    doelen = [str(naar)] if isinstance(naar, str) else [*map(str, naar)]
    return frozenset((een, doel) for een in van for doel in doelen)
