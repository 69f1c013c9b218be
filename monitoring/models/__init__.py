"""What monitoring keeps itself: figures that were given to somebody, those of others to compare with, and keys."""

from .maandcijfer import Duurcijfer, Maandcijfer
from .onderzoek import Onderzoeksset, Verstrekking
from .rapport import MAX_POGINGEN, Rapport, Stand
from .sleutel import ApiSleutel
from .vergelijkcijfer import Vergelijkcijfer
from .woonplaats import Woontelling

__all__ = [
    "MAX_POGINGEN",
    "ApiSleutel",
    "Duurcijfer",
    "Maandcijfer",
    "Onderzoeksset",
    "Rapport",
    "Stand",
    "Vergelijkcijfer",
    "Verstrekking",
    "Woontelling",
]
