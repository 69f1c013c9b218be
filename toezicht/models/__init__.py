"""What supervision writes down: runs of deletion, what is held, the register without names, and data leaks."""

from .bewaren import Opruiming, Opruimregel, Regelstand, Registerregel, Vasthouding, Verborgen
from .datalek import Datalek, Datalekstap

__all__ = [
    "Datalek",
    "Datalekstap",
    "Opruiming",
    "Opruimregel",
    "Regelstand",
    "Registerregel",
    "Vasthouding",
    "Verborgen",
]
