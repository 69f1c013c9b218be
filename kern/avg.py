"""What a model holds about people, and until when: each model says so itself in an inner `class Avg`.

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst",)

van: about whom. regel: by which rule it goes (Regel). bij: through which of its own relations it belongs to a row that
goes; more with |, "*" when it goes with the last row that refers to it. gezondheid: columns about health, behaviour or
development. herkenbaar: columns by which somebody is found. gewoon: the other words and codes. na, dan: of what goes
with no file, the column from which its months are counted, and whether its rows are then "weg" or their words "leeg".
Dates, numbers, choices and relations are plain unless they are named. Of a model without personal data no column is
named. No rules here and no rows: the verwerkingsregister and toezicht read it (docs/adr/0041).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

MOET_GENOEMD = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    ArrayField,
    SearchVectorField,
)
"""Kinds of column that can hold anything, unless it is one of fixed choices: each of them is sorted by name."""


class Van(StrEnum):
    """About whom the rows are."""

    KIND = "kind"
    GEZIN = "gezin"
    MEDEWERKER = "medewerker"
    ACCOUNT = "account"
    RELATIE = "relatie"
    NIEMAND = "niemand"


class Regel(StrEnum):
    """Until when a row stays.

    DOSSIER, LEERLING, GEZIN: with the file, the child or the person it belongs to. LAATSTE: with the last row that
    refers to it. GELD: seven years, without words about a child once its file went. REGISTER and STATISTIEK: without
    names, they stay. LOG: its words go with the child. ACCOUNT: as long as somebody works here. KORT: within a year.
    GEEN: nothing about people.
    """

    DOSSIER = "dossier"
    LEERLING = "leerling"
    GEZIN = "gezin"
    LAATSTE = "laatste"
    GELD = "geld"
    REGISTER = "register"
    STATISTIEK = "statistiek"
    LOG = "log"
    ACCOUNT = "account"
    KORT = "kort"
    GEEN = "-"


GAAT_MEE = frozenset({Regel.DOSSIER, Regel.LEERLING, Regel.GEZIN, Regel.LAATSTE})
"""Rows that go when what they belong to goes."""
MET_DE_LAATSTE = "*"


@dataclass(frozen=True)
class Gegevens:
    """What a model says of itself. bij: its relations, empty for what stands on its own; aan_het_eind: it goes last."""

    van: Van
    regel: Regel
    bij: tuple[str, ...]
    aan_het_eind: bool
    gezondheid: tuple[str, ...]
    herkenbaar: tuple[str, ...]
    gewoon: tuple[str, ...]
    na: str = ""
    dan: str = ""

    @property
    def woorden(self) -> tuple[str, ...]:
        """The columns that tell something about somebody."""
        return self.gezondheid + self.herkenbaar


def gegevens(model: type[models.Model]) -> Gegevens:
    """What this model says of itself. Raises LookupError when it says nothing: that is never inherited."""
    zegt = model.__dict__.get("Avg")
    if zegt is None:
        raise LookupError(f"{model._meta.label} has no class Avg: say what it holds about people (kern/avg.py)")
    bij = getattr(zegt, "bij", "-")
    gezondheid, herkenbaar, gewoon = (tuple(getattr(zegt, naam, ())) for naam in ("gezondheid", "herkenbaar", "gewoon"))
    return Gegevens(
        Van(zegt.van),
        Regel(zegt.regel),
        tuple(bij.split("|")) if bij not in ("-", MET_DE_LAATSTE) else (),
        bij == MET_DE_LAATSTE,
        gezondheid,
        herkenbaar,
        gewoon,
        na=getattr(zegt, "na", ""),
        dan=getattr(zegt, "dan", ""),
    )


def ongesorteerd(model: type[models.Model]) -> list[str]:
    """The columns of this model that must be named and are not, and the names that are no column."""
    zegt = gegevens(model)
    genoemd = {*zegt.gezondheid, *zegt.herkenbaar, *zegt.gewoon}
    velden = {veld.name: veld for veld in model._meta.concrete_fields}
    vreemd = genoemd - {*velden}
    if zegt.van == Van.NIEMAND:
        return sorted(vreemd)
    return sorted(vreemd | {naam for naam, veld in velden.items() if _moet(veld) and naam not in genoemd})


def _moet(veld: models.Field[Any, Any]) -> bool:
    return isinstance(veld, MOET_GENOEMD) and not veld.choices and veld.name != "public_id"
