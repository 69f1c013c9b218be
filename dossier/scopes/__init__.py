"""What the dossier reads, each row through its own `visible_to`."""

from .afspraken import Afspraak, afspraken
from .zaken import Zaak, feiten, kinderen, meningen, stukken, zaken, zichtbaar

__all__ = ["Afspraak", "Zaak", "afspraken", "feiten", "kinderen", "meningen", "stukken", "zaken", "zichtbaar"]
