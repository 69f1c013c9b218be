"""What monitoring keeps itself: figures that were given to somebody, and those of others to compare with."""

from .rapport import MAX_POGINGEN, Rapport, Stand
from .vergelijkcijfer import Vergelijkcijfer

__all__ = ["MAX_POGINGEN", "Rapport", "Stand", "Vergelijkcijfer"]
