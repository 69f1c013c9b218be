"""Working days in the sense of the Algemene termijnenwet (Atw). Pure: no Django, no clock.

Feestdagen come from the `holidays` package (Atw art. 3: Good Friday and 5 May count every year, R-TERM-03); the days
that a koninklijk besluit puts on a par with them stand in AANGEWEZEN, and newer ones come from beheer (aangewezen.py).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from holidays import OPTIONAL, PUBLIC, country_holidays

from .aangewezen import aangewezen_nu

AANGEWEZEN: frozenset[date] = frozenset(
    {
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Days put on a par with a feestdag by koninklijk besluit (Atw art. 3 lid 3)."""


@cache
def feestdagen(jaar: int) -> dict[date, str]:
    """The algemeen erkende feestdagen of this calendar year with their Dutch names, designated days included."""
    dagen = dict(country_holidays("NL", years=jaar, categories=(PUBLIC, OPTIONAL), language="nl").items())
    return dagen | {dag: "een aangewezen vrije dag" for dag in AANGEWEZEN if dag.year == jaar}


def is_werkdag(dag: date, *, aangewezen: Collection[date] | None = None) -> bool:
    """Whether this is no Saturday, Sunday or algemeen erkende feestdag (Atw 1 and 3).

    aangewezen: what was designated besides; without it what this portal was told.
    """
    if dag.weekday() > 4 or dag in feestdagen(dag.year):
        return False
    return dag not in (aangewezen_nu() if aangewezen is None else aangewezen)


def verleng(dag: date, *, aangewezen: Collection[date] | None = None) -> date:
    """The first day from this one on that is a working day (Atw art. 1 lid 1)."""
    while not is_werkdag(dag, aangewezen=aangewezen):
        dag += timedelta(days=1)
    return dag


@cache
def schoolvakanties(jaar: int, regio: str) -> dict[date, str]:
    """The days of this calendar year in the school holidays of this region (noord, midden, zuid), with their names.

    Of use for the own aims of an SWV only: no term of law stands still for them (R-TERM-20). Known from 2014 to 2030;
    outside those years there are none.
    """
    dagen = country_holidays("NL", subdiv=regio.capitalize(), years=jaar, categories=("school",), language="nl")
    return dict(dagen.items())


def is_schoolwerkdag(dag: date, regio: str, vrij: Collection[date] = ()) -> bool:
    """Whether this is a working day outside the school holidays of this region.

    vrij: days off besides, those of an SWV itself among them. What was told for terms of law is not asked for here, so
    that this may be kept in a cache.
    """
    return is_werkdag(dag, aangewezen=vrij) and dag not in schoolvakanties(dag.year, regio)
