"""How an SWV counts duration: its classes, and whether school holidays are left out of it (R-THZ-03)."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cache, partial

from kern.termijnen.kalender import schoolvakanties
from scholen.models import Instelling

from .rules.duur import Maat, grenzen_van

JAREN = range(2014, 2031)
"""Of which the holidays are known."""


def maat_van(instelling: Instelling) -> Maat:
    """By which measure this version of the settings counts."""
    telt_niet = None if instelling.vakantie_meetellen else partial(vakantiedagen, instelling.vakantieregio)
    return Maat(grenzen_van(instelling.thuis_klassen), telt_niet)


def vakantiedagen(regio: str, van: date, voor: date) -> int:
    """How many days from the first up to, and without, the second are in the school holidays of this region."""
    dagen = _alle(regio)
    return bisect_left(dagen, voor) - bisect_left(dagen, van)


@cache
def _alle(regio: str) -> list[date]:
    return sorted(dag for jaar in JAREN for dag in schoolvakanties(jaar, regio))
