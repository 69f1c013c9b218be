"""The rows of support without a TLV."""

from .aanbod import Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from .normbedrag import Herkomst, Normbedrag
from .tarief import Tarief

__all__ = [
    "Aanbieder",
    "Aanbod",
    "Eenheid",
    "Gewicht",
    "Herkomst",
    "Niveau",
    "Normbedrag",
    "Soort",
    "Tarief",
    "Toekenning",
    "Vorm",
]
