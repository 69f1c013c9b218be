"""Runs of days, and how they join."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

EEN_DAG = timedelta(days=1)
OPEN = date.max
"""The last day of what still lasts."""


class Periode(NamedTuple):
    """The days from van up to and including tot."""

    van: date
    tot: date = OPEN

    def op(self, dag: date) -> bool:
        """Whether it is this day."""
        return self.van <= dag <= self.tot


def aaneen(perioden: Iterable[Periode]) -> list[Periode]:
    """The same days in as few runs as can be, in order: what overlaps or follows the day after becomes one."""
    alle = list(perioden)
    if len(alle) < 2:
        return alle
    samen: list[Periode] = []
    (begin, eind), *rest = sorted(alle)
    for van, tot in rest:
        if van <= eind or van == eind + EEN_DAG:
            eind = max(eind, tot)
        else:
            samen.append(Periode(begin, eind))
            begin, eind = van, tot
    return [*samen, Periode(begin, eind)]


def erbuiten(periode: Periode, bezet: Iterable[Periode]) -> list[Periode]:
    """The days of `periode` that are in none of `bezet`, in runs. 1–10 without 3–4 and 8–20 gives 1–2 and 5–7."""
    over, van = [], periode.van
    for een in aaneen(bezet):
        if een.tot < van:
            continue
        if een.van > periode.tot:
            break
        if een.van > van:
            over.append(Periode(van, een.van - EEN_DAG))
        if een.tot >= periode.tot:
            return over
        van = een.tot + EEN_DAG
    return [*over, Periode(van, periode.tot)]
