"""What monitoring keeps itself: figures that were given to somebody."""

from .rapport import MAX_POGINGEN, Rapport, Stand

__all__ = ["MAX_POGINGEN", "Rapport", "Stand"]
