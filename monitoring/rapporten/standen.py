"""What the pages of schools, boards and gemeenten are read from: exact, and frozen once the days are over (ADR 38)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from monitoring.kengetallen.binnen import aanvragen
from monitoring.kengetallen.verdeling import genoemd, op_tijd_per, stroom_buiten
from monitoring.models import Rapport
from monitoring.rules.filter import Dimensie, Filter
from monitoring.rules.tabel import Rij, Tabel
from scholen.models import Gemeente

from . import bereik

VAN_GEMEENTE = "gemeente-"
"""How the code of a table about one gemeente begins; its own code follows, and that of the table."""


def per_school(rapport: Rapport) -> list[Tabel]:
    """M08, M10 and M11 of each school."""
    return _tabellen(bereik.aanvragen(rapport), rapport, Dimensie.SCHOOL)


def per_gemeente(rapport: Rapport) -> list[Tabel]:
    """The same of who lives in each gemeente with a school, or where a pupil lives; by kind."""
    met_school = Q(pk__in=bereik.scholen(rapport).values("gemeente"))
    met_leerling = Q(pk__in=bereik.aanvragen(rapport).order_by().values("leerling__gemeente"))
    alle = Gemeente.objects.filter(met_school | met_leerling).order_by("naam", "code")
    uit = []
    for een in alle:
        rijen = bereik.aanvragen(rapport).filter(aanvragen(Filter(gemeente=een.code), rapport.tijd.tot))
        uit += [
            replace(tabel, code=f"{VAN_GEMEENTE}{een.code}-{tabel.code}", titel=f"{een.naam}: {tabel.titel.lower()}")
            for tabel in _tabellen(rijen, rapport, Dimensie.SOORT)
            if tabel.rijen
        ]
    return uit


def _tabellen(rijen: QuerySet[Any], rapport: Rapport, per: Dimensie) -> list[Tabel]:
    tijd = rapport.tijd
    return [genoemd(maken(rijen, tijd, per, tijd.tot), tijd) for maken in (stroom_buiten, op_tijd_per)]


def van_gemeente(rapport: Rapport, gemeente: Gemeente) -> list[Tabel]:
    """What was frozen of this gemeente, as its readers know the tables."""
    begin = f"{VAN_GEMEENTE}{gemeente.code}-"
    return [
        replace(
            een, code=een.code.removeprefix(begin), titel=_hoofdletter(een.titel.removeprefix(f"{gemeente.naam}: "))
        )
        for een in rapport.cijfers
        if een.code.startswith(begin)
    ]


def van_scholen(rapport: Rapport) -> list[Tabel]:
    """What was frozen of all schools."""
    return [een for een in rapport.cijfers if een.code.endswith("-per-school")]


def thuis_van(rapport: Rapport, gemeente: Gemeente) -> Tabel | None:
    """How many of its residents were at home on the last day; nobody is a number too."""
    tabel = next((een for een in rapport.cijfers if een.code == "thuis-per-gemeente"), None)
    if tabel is None:
        return None
    rijen = tuple(een for een in tabel.rijen if een.sleutel == gemeente.naam)
    niemand = Rij(gemeente.naam, (0,) * len(tabel.kolommen), gemeente.naam)
    return replace(tabel, titel="Thuiszitters", rijen=rijen or (niemand,), totaal=None)


def _hoofdletter(woorden: str) -> str:
    return woorden[:1].upper() + woorden[1:]
