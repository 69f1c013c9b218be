"""Rules about pupils. Pure."""

from __future__ import annotations

from datetime import date

JONGSTE = 3
"""Aanmelding is possible from the third birthday (WPO 40 lid 2)."""
OUDSTE = 21


def leeftijd(geboortedatum: date, dag: date) -> int:
    """Age in whole years on this day; born on 29 February: a year older on 1 March in a year without that day."""
    return dag.year - geboortedatum.year - ((dag.month, dag.day) < (geboortedatum.month, geboortedatum.day))


def jarig(dag: date, jaren: int) -> date:
    """The latest birth date of who is at least this many years old on this day, as `leeftijd` counts."""
    try:
        return dag.replace(year=dag.year - jaren)
    except ValueError:  # 29 February
        return date(dag.year - jaren, 2, 28)


def leeftijd_fout(geboortedatum: date, vandaag: date) -> str:
    """Why this birth date cannot be that of a pupil; "" when it can (R-TLV-13: from three for an aanmelding)."""
    jaren = leeftijd(geboortedatum, vandaag)
    if jaren < JONGSTE:
        return "Een leerling is minstens 3 jaar. Kijk het jaar na"
    if jaren > OUDSTE:
        return f"Deze leerling is {jaren} jaar. Kijk het jaar na"
    return ""
