"""Whether two children that were written down may be one. A person decides; this only points them out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

BIJNA = 0.8
"""How much two names must have in common (0 to 1) to be one name with a slip of the pen."""
ROEPNAAM_BIJNA = 0.6
"""Of first names less is enough: Yusuf and Youssef, Fatima and Fatma."""


@dataclass(frozen=True)
class Wie:
    """A child as it was written down."""

    roepnaam: str
    achternaam: str
    geboortedatum: date


def vlak(naam: str) -> str:
    """Only small letters, without accents, blanks and marks: "Özdemir-de Wit" gives "ozdemirdewit"."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", naam).casefold())


def lijkt(een: Wie, ander: Wie) -> str:
    """Why these may be one child, in words; "" when they do not look alike.

    Twins have one birth date and surname, and first names that differ more. Examples: Sem and Sam de Boer of 3-4-2018:
    yes; Anna and Bram de Boer of one day: no; Sem de Boer of 3-4-2018 and of 4-3-2018: yes.
    """
    voor, ander_voor = vlak(een.roepnaam), vlak(ander.roepnaam)
    achter, ander_achter = vlak(een.achternaam), vlak(ander.achternaam)
    if een.geboortedatum == ander.geboortedatum:
        if (voor, achter) == (ander_voor, ander_achter):
            return "zelfde naam en geboortedatum"
        if _bijna(voor, ander_voor, ROEPNAAM_BIJNA) and _bijna(achter, ander_achter, BIJNA):
            return "zelfde geboortedatum, bijna dezelfde naam"
        return ""
    if (voor, achter) == (ander_voor, ander_achter) and _verschreven(een.geboortedatum, ander.geboortedatum):
        return "zelfde naam, bijna dezelfde geboortedatum"
    return ""


def _bijna(een: str, ander: str, grens: float) -> bool:
    korter, langer = sorted((een, ander), key=len)
    if len(korter) >= 3 and langer.startswith(korter):
        return True
    return SequenceMatcher(None, een, ander, autojunk=False).ratio() >= grens


def _verschreven(een: date, ander: date) -> bool:
    """Whether one day can be a slip for the other: day and month changed places, or one of the three differs."""
    if (een.day, een.month, een.year) == (ander.month, ander.day, ander.year):
        return True
    return sum((een.day != ander.day, een.month != ander.month, een.year != ander.year)) == 1
