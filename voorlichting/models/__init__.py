"""What an SWV tells everybody."""

from .pagina import Niveau, Pagina, Paginaversie, Rubriek

__all__ = ["Niveau", "Pagina", "Paginaversie", "Rubriek"]
