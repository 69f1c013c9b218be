"""Every change in a bezwaar, from receipt to after the decision. Nothing else writes."""

from . import bekendmaken, beslissen, commissie, indienen, termijn, toetsen
from .overgang import overgang

__all__ = ["bekendmaken", "beslissen", "commissie", "indienen", "overgang", "termijn", "toetsen"]
