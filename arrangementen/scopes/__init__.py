"""Who sees which rows of support. Loaded when the app starts; each module registers its own models."""

from . import aanbod, arrangement, bank, evaluatie, geld, uitvoering, uren
from .aanbod import is_vakmens

__all__ = ["aanbod", "arrangement", "bank", "evaluatie", "geld", "is_vakmens", "uitvoering", "uren"]
