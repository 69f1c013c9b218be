"""Every change in a bezwaar, from receipt to after the decision. Nothing else writes."""

from . import bekendmaken, berichten_verzenden, beslissen, commissie, dwangsom, indienen, redenen, termijn, toetsen
from .overgang import overgang

__all__ = [
    "bekendmaken",
    "berichten_verzenden",
    "beslissen",
    "commissie",
    "dwangsom",
    "indienen",
    "overgang",
    "redenen",
    "termijn",
    "toetsen",
]
