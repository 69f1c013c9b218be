"""Saving a row, as the actions of this app know it; it moved down when a second app needed it."""

from kern.gebruikers.bewaren import INTUSSEN, bewaren

__all__ = ["INTUSSEN", "bewaren"]
