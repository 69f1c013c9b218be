"""About the catalogue: which school years it is kept for and how long help takes. Pure."""

from __future__ import annotations

from datetime import date

from kern.termijnen.schooljaar import eerste_dag, schooljaar

SCHOOLJAAR_WEKEN = 40
"""So many weeks children go to school in a year: from there on help is for a whole school year."""
INDEX_VAN, INDEX_TOT = -20, 50
"""A percentage outside these is a slip of the keyboard."""


def schooljaren(vandaag: date) -> tuple[int, int, int]:
    """The school years for which tariffs are kept: the last, this and the next, by their first calendar year."""
    dit = schooljaar(vandaag)
    return dit - 1, dit, dit + 1


def begonnen(jaar: int, vandaag: date) -> bool:
    """Whether this school year has begun, so that a change of its tariff needs a reason."""
    return vandaag >= eerste_dag(jaar)


def duur_in_woorden(weken: int | None) -> str:
    """How long help usually takes, as one says it; "" when that differs per child."""
    if weken is None:
        return ""
    if weken >= SCHOOLJAAR_WEKEN:
        return "een schooljaar"
    return "1 week" if weken == 1 else f"{weken} weken"
