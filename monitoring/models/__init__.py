"""What monitoring keeps itself: figures that were given to somebody, those of others to compare with, and keys."""

from .rapport import MAX_POGINGEN, Rapport, Stand
from .sleutel import ApiSleutel
from .vergelijkcijfer import Vergelijkcijfer

__all__ = ["MAX_POGINGEN", "ApiSleutel", "Rapport", "Stand", "Vergelijkcijfer"]
