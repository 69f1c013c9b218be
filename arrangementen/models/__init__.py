"""The rows of support without a TLV."""

from .aanbod import Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from .tarief import Tarief

__all__ = ["Aanbieder", "Aanbod", "Eenheid", "Gewicht", "Niveau", "Soort", "Tarief", "Toekenning", "Vorm"]
