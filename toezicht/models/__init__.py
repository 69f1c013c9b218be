"""What supervision writes down: runs of deletion and their files, what is held, and the register without names."""

from .bewaren import Opruiming, Opruimregel, Regelstand, Registerregel, Vasthouding, Verborgen

__all__ = ["Opruiming", "Opruimregel", "Regelstand", "Registerregel", "Vasthouding", "Verborgen"]
