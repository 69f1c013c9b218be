"""What the dossier reads, each row through its own `visible_to`."""

from .zaken import Zaak, feiten, kinderen, meningen, stukken, zaken, zichtbaar

__all__ = ["Zaak", "feiten", "kinderen", "meningen", "stukken", "zaken", "zichtbaar"]
