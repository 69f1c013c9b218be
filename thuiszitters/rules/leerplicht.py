"""Who must go to school on a day (Leerplichtwet 1969: LPW 3, 4a, 4b and 4c).

Vrijstellingen are not judged here: they are kinds of absence (rules/soorten.py). That somebody was at school for twelve
whole years (LPW 3 lid 1 onder b) is not known to us and not counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kern.termijnen.kalender import is_schoolwerkdag
from kern.termijnen.schooljaar import laatste_dag, schooljaar

from .periode import EEN_DAG, Periode

BEGIN_JAREN, LEERPLICHT_JAREN, EINDE_JAREN = 5, 16, 18
MEEST_JAREN = 19
"""Older, nobody must go to school."""
DIPLOMA_JAREN = 15
"""Younger, a date of a startkwalificatie is a mistake of typing."""


class Plicht(StrEnum):
    """What binds a child to school on a day."""

    GEEN = "geen"
    LEERPLICHT = "leerplicht"
    KWALIFICATIEPLICHT = "kwalificatieplicht"


WOORDEN = {
    Plicht.GEEN: "niet leerplichtig",
    Plicht.LEERPLICHT: "leerplichtig",
    Plicht.KWALIFICATIEPLICHT: "kwalificatieplichtig",
}


def verjaardag(geboortedatum: date, jaren: int) -> date:
    """The day on which somebody becomes so old; born on 29 February: 1 March in a year without that day."""
    try:
        return geboortedatum.replace(year=geboortedatum.year + jaren)
    except ValueError:
        return date(geboortedatum.year + jaren, 3, 1)


def leerplicht(geboortedatum: date, regio: str) -> Periode:
    """From the first school day of the month after the fifth birthday up to the end of the school year of 16 (LPW 3).

    regio: whose school holidays count (noord, midden, zuid). Examples in midden: born 3-6-2021 → from 1-7-2026; born
    10-7-2021 → from 31-8-2026, after the summer; born 31-7-2010 → to 31-7-2026; born 1-8-2010 → to 31-7-2027.
    """
    vijf = verjaardag(geboortedatum, BEGIN_JAREN)
    dag = date(vijf.year + vijf.month // 12, vijf.month % 12 + 1, 1)
    while not is_schoolwerkdag(dag, regio):
        dag += EEN_DAG
    return Periode(dag, laatste_dag(schooljaar(verjaardag(geboortedatum, LEERPLICHT_JAREN))))


def plichtperiode(geboortedatum: date, regio: str, startkwalificatie: date | None = None) -> Periode:
    """All days on which a child is leerplichtig or kwalificatieplichtig.

    Kwalificatieplicht follows leerplicht until the day before the eighteenth birthday, or before a startkwalificatie
    (mbo-2, havo or vwo; LPW 4a-4c). startkwalificatie: the day of the diploma; it does not shorten leerplicht itself.
    """
    eerst = leerplicht(geboortedatum, regio)
    einde = verjaardag(geboortedatum, EINDE_JAREN)
    if startkwalificatie is not None:
        einde = min(einde, startkwalificatie)
    return Periode(eerst.van, max(eerst.tot, einde - EEN_DAG))


@lru_cache(maxsize=64)
def gebonden(van: date, tot: date, regio: str) -> Periode:
    """On which days somebody was born who has no diploma and must go to school on all days from van to tot.

    Who is born later, must go later, and as long or longer. Without such a day the last one is before the first.
    """
    dagen = range(van.toordinal() - MEEST_JAREN * 366, van.toordinal())
    eerste = bisect_left(dagen, tot, key=lambda nummer: plichtperiode(date.fromordinal(nummer), regio).tot)
    na = bisect_right(dagen, van, key=lambda nummer: plichtperiode(date.fromordinal(nummer), regio).van)
    return Periode(date.fromordinal(dagen[0] + eerste), date.fromordinal(dagen[0] + na - 1))


def kan_diploma_hebben(geboortedatum: date, dag: date) -> bool:
    """Whether a startkwalificatie on this day is possible at all: from the fifteenth birthday on."""
    return dag >= verjaardag(geboortedatum, DIPLOMA_JAREN)


def plicht(geboortedatum: date, dag: date, regio: str, startkwalificatie: date | None = None) -> Plicht:
    """What binds this child to school on this day."""
    if leerplicht(geboortedatum, regio).op(dag):
        return Plicht.LEERPLICHT
    if plichtperiode(geboortedatum, regio, startkwalificatie).op(dag):
        return Plicht.KWALIFICATIEPLICHT
    return Plicht.GEEN
