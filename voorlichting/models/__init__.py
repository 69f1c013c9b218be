"""What an SWV tells everybody."""

from .pagina import Niveau, Pagina, Paginaversie, Rubriek
from .woord import Woord

__all__ = ["Niveau", "Pagina", "Paginaversie", "Rubriek", "Woord"]
