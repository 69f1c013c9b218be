"""The record of processing, read from `class Avg` of every model and from nothing else (docs/adr/0041)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from kern.avg import Gegevens, Van, gegevens
from kern.avg import Regel as Bewaar
from kern.bestanden.rekenblad import Blad
from toezicht.rules.verwerkingen import (
    BEVEILIGING,
    BEWAREN,
    DOORGIFTE,
    VAN_WOORDEN,
    VERWERKINGEN,
    Verwerking,
    verwerking_van,
)

KOPPEN = ("Verwerking", "Doel", "Over wie", "Welke gegevens", "Grondslag", "Wie krijgt het", "Hoelang")
SOORTKOPPEN = ("Verwerking", "Soort gegevens", "Over wie", "Gezondheid of gedrag", "Herkenbaar", "Andere", "Hoelang")
GEZONDHEID = "gezondheid, gedrag of ontwikkeling"
HERKENBAAR = "naam, adres en andere gegevens waaraan iemand te herkennen is"
GEWOON = "andere woorden en codes"


@dataclass(frozen=True)
class Soort:
    """One kind of record: what its model says of itself, in words."""

    naam: str
    zegt: Gegevens
    gezondheid: tuple[str, ...]
    herkenbaar: tuple[str, ...]
    gewoon: tuple[str, ...]

    @property
    def van(self) -> str:
        return VAN_WOORDEN[self.zegt.van]

    @property
    def bewaren(self) -> str:
        return BEWAREN[self.zegt.regel]


@dataclass(frozen=True)
class Regel:
    """One processing with all kinds of record that belong to it."""

    verwerking: Verwerking
    soorten: tuple[Soort, ...]

    @property
    def van(self) -> tuple[str, ...]:
        wie = {een.zegt.van for een in self.soorten}
        if Van.GEZIN in wie:  # its words name the pupil too
            wie.discard(Van.KIND)
        return tuple(VAN_WOORDEN[een] for een in Van if een in wie)

    @property
    def bewaren(self) -> tuple[str, ...]:
        regels = {een.zegt.regel for een in self.soorten}
        return tuple(BEWAREN[een] for een in Bewaar if een in regels)

    @property
    def categorieen(self) -> tuple[str, ...]:
        groepen = ((GEZONDHEID, "gezondheid"), (HERKENBAAR, "herkenbaar"), (GEWOON, "gewoon"))
        return tuple(naam for naam, kolom in groepen if any(getattr(een, kolom) for een in self.soorten))


def _eens(woorden: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(woorden))


def over_mensen() -> list[type[models.Model]]:
    """Every model that says it holds something about people."""
    eigen = [model for model in apps.get_models() if "Avg" in model.__dict__]
    return [model for model in eigen if gegevens(model).van != Van.NIEMAND]


@cache
def register() -> tuple[Regel, ...]:
    """The whole record, in the order of the processings. Raises LookupError for a model that belongs to none."""
    soorten: dict[str, list[Soort]] = {een.code: [] for een in VERWERKINGEN}
    for model in over_mensen():
        verwerking = verwerking_van(model.__module__)
        if verwerking is None:
            raise LookupError(f"{model._meta.label} belongs to no processing: say to which (rules/verwerkingen.py)")
        soorten[verwerking.code].append(_soort(model))
    regels = (Regel(een, tuple(sorted(soorten[een.code], key=lambda soort: soort.naam))) for een in VERWERKINGEN)
    return tuple(een for een in regels if een.soorten)


def _soort(model: type[models.Model]) -> Soort:
    zegt = gegevens(model)
    kolommen = (zegt.gezondheid, zegt.herkenbaar, zegt.gewoon)
    return Soort(capfirst(str(model._meta.verbose_name_plural)), zegt, *(_woorden(model, een) for een in kolommen))


def _woorden(model: type[models.Model], namen: Iterable[str]) -> tuple[str, ...]:
    return _eens(str(getattr(model._meta.get_field(naam), "verbose_name", naam)) for naam in namen)


def bladen() -> list[Blad]:
    """The record as sheets: the processings, the kinds of record of each, and what goes for all."""
    regels = register()
    return [
        ("Verwerkingen", KOPPEN, [_rij(een) for een in regels]),
        ("Soorten gegevens", SOORTKOPPEN, [_soortrij(een, soort) for een in regels for soort in een.soorten]),
        ("Voor alles", ("Wat", "Hoe"), [*(("Beveiliging", zin) for zin in BEVEILIGING), ("Doorgifte", DOORGIFTE)]),
    ]


def _rij(een: Regel) -> tuple[str, ...]:
    wat = een.verwerking
    return (
        wat.naam,
        wat.doel,
        "; ".join(een.van),
        "; ".join(een.categorieen),
        wat.grondslag,
        wat.ontvangers,
        " ".join(een.bewaren),
    )


def _soortrij(een: Regel, soort: Soort) -> tuple[str, ...]:
    kolommen = (", ".join(woorden) for woorden in (soort.gezondheid, soort.herkenbaar, soort.gewoon))
    return (een.verwerking.naam, soort.naam, soort.van, *kolommen, soort.bewaren)


def als_tekst() -> str:
    """The record for docs/: the same words as on the page."""
    delen = ["# Verwerkingsregister", "", "Gemaakt door `manage.py documenten` uit `class Avg` van elk model.", ""]
    for een in register():
        wat = een.verwerking
        delen += [f"## {wat.naam}", "", wat.doel, ""]
        paren = (
            ("Over wie", "; ".join(een.van)),
            ("Welke gegevens", "; ".join(een.categorieen)),
            ("Grondslag", wat.grondslag),
            ("Wie krijgt het", wat.ontvangers),
            ("Hoelang", " ".join(een.bewaren)),
            ("Soorten", ", ".join(soort.naam.lower() for soort in een.soorten)),
        )
        delen += [*(f"- {kop}: {waarde}" for kop, waarde in paren), ""]
    delen += ["## Voor alles", "", *(f"- {zin}." for zin in BEVEILIGING), f"- {DOORGIFTE}"]
    return "\n".join(delen) + "\n"
