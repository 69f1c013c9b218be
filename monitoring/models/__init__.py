"""What monitoring keeps itself: figures that were given to somebody, those of others to compare with, and keys."""

from .hulpcijfer import Boekcijfer, Hulpcijfer, Hulpkinderen
from .maandcijfer import Duurcijfer, Maandcijfer, Schoolduur
from .onderzoek import Onderzoeksset, Verstrekking
from .rapport import MAX_POGINGEN, Rapport, Stand
from .sleutel import ApiSleutel
from .standcijfer import Standcijfer
from .vergelijkcijfer import Vergelijkcijfer
from .woonplaats import Woontelling

__all__ = [
    "MAX_POGINGEN",
    "ApiSleutel",
    "Boekcijfer",
    "Duurcijfer",
    "Hulpcijfer",
    "Hulpkinderen",
    "Maandcijfer",
    "Onderzoeksset",
    "Rapport",
    "Schoolduur",
    "Stand",
    "Standcijfer",
    "Vergelijkcijfer",
    "Verstrekking",
    "Woontelling",
]
