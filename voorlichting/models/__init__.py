"""What an SWV tells everybody."""

from .pagina import Niveau, Pagina, Paginaversie, Rubriek
from .schoolaanbod import Basischeck, Schoolaanbod
from .woord import Woord

__all__ = ["Basischeck", "Niveau", "Pagina", "Paginaversie", "Rubriek", "Schoolaanbod", "Woord"]
