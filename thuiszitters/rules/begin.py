"""The terms of the ladder turned round: on which days something must have begun to have come so far by a day.

So that a database can pick and sort cases by what the rules say of them today, without a rule written twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .periode import EEN_DAG, Periode, aaneen

RUST = 130
"""Days in a row after which nothing changes any more: longer than any run of weeks without school."""
OERTIJD = date.min
"""The first day of what began however long ago."""


def begindagen(geldt: Callable[[date], bool], dag: date) -> list[Periode]:
    """The days up to and including `dag` for which this holds, in runs; the first run has no beginning.

    geldt: as of a day long ago always so. A term in weeks with school leads from two days in one holiday to days in
    another order, so the days need not be one run.
    """
    gevonden: list[Periode] = []
    rust, een = 0, dag
    while rust < RUST:
        rust = rust + 1 if geldt(een) else 0
        if rust:
            gevonden.append(Periode(een, een))
        een -= EEN_DAG
    runs = aaneen(gevonden)
    return [Periode(OERTIJD, runs[0].tot), *runs[1:]]


def klassedagen(klasse: Callable[[date], int], langste: int, dag: date) -> list[tuple[int, Periode]]:
    """Per class of duration the days since which who is in it on `dag`, is at home; the longest has no beginning."""
    gevonden: list[tuple[int, Periode]] = []
    tot = een = dag
    while (nummer := klasse(een)) < langste:
        een -= EEN_DAG
        if klasse(een) != nummer:
            gevonden.append((nummer, Periode(een + EEN_DAG, tot)))
            tot = een
    return [*gevonden, (langste, Periode(OERTIJD, tot))]
