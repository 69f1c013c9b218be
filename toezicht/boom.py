"""Which rows hang on a file: read from `class Avg` of every model and from nothing else (docs/adr/0041).

What is deleted, what is hidden and what is searched for leftovers is one answer, so a new table takes part by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CASCADE, Q

from kern.avg import GAAT_MEE, Gegevens, Regel, gegevens
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import MAILCODE_GENOEG

Model = type[models.Model]
DEFAULT = "default"


@dataclass(frozen=True)
class Verwijzing:
    """A relation of one table to another."""

    van: Model
    veld: models.ForeignKey[Any, Any]
    naar: Model

    @property
    def eigen(self) -> bool:
        """Whether a row of `van` belongs to the row it refers to, and goes with it."""
        zegt = zegt_van(self.van)
        if zegt is None:  # a table of Django or between two of ours
            return self.veld.remote_field.on_delete is CASCADE
        if self.naar is Gebruiker and self.veld.remote_field.on_delete is CASCADE:
            return True
        return self.veld.name in zegt.bij and zegt.regel in {*GAAT_MEE, Regel.GELD, Regel.ACCOUNT, Regel.KORT}


@cache
def zegt_van(model: Model) -> Gegevens | None:
    return gegevens(model) if "Avg" in model.__dict__ else None


@cache
def verwijzingen() -> tuple[Verwijzing, ...]:
    """Every relation between tables, also those in between (many to many) and of Django itself."""
    return tuple(
        Verwijzing(model, veld, veld.related_model)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
        for veld in model._meta.concrete_fields
        if isinstance(veld, models.ForeignKey) and isinstance(veld.related_model, type)
    )


@cache
def naar(model: Model) -> tuple[Verwijzing, ...]:
    return tuple(een for een in verwijzingen() if een.naar is model)


@cache
def met_de_laatste(model: Model) -> tuple[Verwijzing, ...]:
    """The relations of this model to rows that go when nobody refers to them any more."""
    uit = [een for een in verwijzingen() if een.van is model]
    return tuple(een for een in uit if (zegt := zegt_van(een.naar)) is not None and zegt.aan_het_eind)


@dataclass
class Boom:
    """The rows of a file. weg: they go. leeg: of money, they stay without words about a child, seven years long.

    los: a relation of what stays, to be emptied. hangt: what stays and cannot do without; then nothing goes.
    """

    weg: dict[Model, set[int]] = field(default_factory=dict)
    leeg: dict[Model, set[int]] = field(default_factory=dict)
    los: list[tuple[Verwijzing, set[int]]] = field(default_factory=list)
    hangt: list[str] = field(default_factory=list)

    def alles(self) -> Iterator[tuple[Model, set[int]]]:
        yield from self.weg.items()
        yield from self.leeg.items()

    @property
    def aantallen(self) -> dict[str, int]:
        """How many rows of each kind go, for the record of the run."""
        return {model._meta.label: len(rijen) for model, rijen in sorted(self.weg.items(), key=lambda een: str(een[0]))}

    @property
    def publieke_ids(self) -> list[str]:
        """The public ids of all that goes, as the logbook names them. Before it goes."""
        return [
            public_id
            for model, rijen in self.weg.items()
            if any(veld.name == "public_id" for veld in model._meta.concrete_fields)
            for public_id in model._base_manager.filter(pk__in=rijen).values_list("public_id", flat=True)
        ]


def boom_van(wortels: Iterable[models.Model], *, using: str = DEFAULT) -> Boom:
    """All rows that hang on these, as they are in the database now."""
    boom = Boom()
    for wortel in wortels:
        _erbij(boom, type(wortel), {wortel.pk}, using)
    while nieuw := _laatsten(boom, using):
        for model, rijen in nieuw:
            _erbij(boom, model, rijen, using)
    _vast(boom, using)
    return boom


def _erbij(boom: Boom, model: Model, rijen: set[int], using: str) -> None:
    """These rows, and all that belongs to them."""
    zegt = zegt_van(model)
    deel = boom.leeg if zegt is not None and zegt.regel == Regel.GELD else boom.weg
    nieuw = rijen - deel.get(model, set())
    if not nieuw:
        return
    deel.setdefault(model, set()).update(nieuw)
    for een in naar(model):
        if een.eigen:
            van_hen = een.van._base_manager.using(using).filter(**{f"{een.veld.name}__in": nieuw})
            _erbij(boom, een.van, set(van_hen.values_list("pk", flat=True)), using)


def _laatsten(boom: Boom, using: str) -> list[tuple[Model, set[int]]]:
    """What only rows of this file still refer to: a letter, a content, a meeting, a parent, an account of a parent."""
    kandidaten: dict[Model, set[int]] = {}
    for model, rijen in list(boom.weg.items()):
        for een in met_de_laatste(model):
            rijen_ervan = model._base_manager.using(using).filter(pk__in=rijen)
            doelen = set(rijen_ervan.exclude(**{een.veld.name: None}).values_list(een.veld.attname, flat=True))
            kandidaten.setdefault(een.naar, set()).update(doelen - boom.weg.get(een.naar, set()))
    if Gebruiker in kandidaten:
        kandidaten[Gebruiker] &= _van_gezin(boom, using)
    gevonden = [(model, _ongebruikt(boom, model, rijen, using)) for model, rijen in kandidaten.items()]
    return [(model, rijen) for model, rijen in gevonden if rijen]


def _van_gezin(boom: Boom, using: str) -> set[int]:
    """Accounts of parents, pupils and helpers in this file who have no other role: never one of staff."""
    mensen: set[int] = set()
    for model, rijen in boom.weg.items():
        for veld in ("gebruiker", "helper"):
            if model._meta.label in ("scholen.Betrokkene", "scholen.Leerling", "loket.Helpertoegang") and any(
                een.name == veld for een in model._meta.concrete_fields
            ):
                alle = model._base_manager.using(using).filter(pk__in=rijen).exclude(**{veld: None})
                mensen |= set(alle.values_list(f"{veld}_id", flat=True))
    ander = Lidmaatschap.objects.using(using).filter(gebruiker__in=mensen).exclude(rol__in=sorted(MAILCODE_GENOEG))
    return mensen - set(ander.values_list("gebruiker_id", flat=True))


def _ongebruikt(boom: Boom, model: Model, rijen: set[int], using: str) -> set[int]:
    """Of these rows those to which nothing refers but this file and what belongs to the row itself."""
    over = set(rijen)
    for een in naar(model):
        if een.eigen or not over:
            continue
        van_anderen = een.van._base_manager.using(using).filter(**{f"{een.veld.name}__in": over})
        houdt = van_anderen.exclude(pk__in=boom.weg.get(een.van, set()))
        over -= set(houdt.values_list(een.veld.attname, flat=True))
    return over


def _vast(boom: Boom, using: str) -> None:
    """What stays and refers to what goes: emptied where that is allowed, else nothing goes."""
    for model, rijen in boom.weg.items():
        for een in naar(model):
            blijft = een.van._base_manager.using(using).filter(**{f"{een.veld.name}__in": rijen})
            wie = set(blijft.exclude(pk__in=boom.weg.get(een.van, set())).values_list("pk", flat=True))
            if not wie:
                continue
            if een.veld.null:
                boom.los.append((een, wie))
            else:
                boom.hangt.append(een.van._meta.label)


def leegte(veld: models.Field[Any, Any]) -> object:
    """What stands in a column whose words went."""
    if veld.null:
        return None
    if isinstance(veld, models.JSONField):
        return {}
    return VERWIJDERD if isinstance(veld, models.TextField) else ""


VERWIJDERD = "Verwijderd volgens de bewaartermijn."
"""In the place of words of a row that stays: some columns may not be empty."""


def woorden_weg(model: Model) -> dict[str, object]:
    """Which columns of a row that stays are emptied, and with what. Choices say nothing without words beside them."""
    zegt = zegt_van(model)
    velden = [model._meta.get_field(naam) for naam in (zegt.woorden if zegt else ())]
    return {veld.name: leegte(veld) for veld in velden if isinstance(veld, models.Field) and not veld.choices}


def aanwezig(boom: Boom, *, using: str = DEFAULT) -> dict[str, int]:
    """How many of the rows that should be gone are still there, per kind; empty when none is."""
    tellingen = {
        model._meta.label: model._base_manager.using(using).filter(Q(pk__in=rijen)).count()
        for model, rijen in boom.weg.items()
    }
    return {label: aantal for label, aantal in tellingen.items() if aantal}
