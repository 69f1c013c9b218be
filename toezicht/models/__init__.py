"""What supervision writes down: runs of deletion and their files, what is held, data leaks, seals."""

from .bewaren import Opruiming, Opruimregel, Regelstand, Registerregel, Vasthouding, Verborgen
from .datalek import Datalek, Datalekstap
from .zegel import Dagzegel, Woordafdruk

__all__ = [
    "Dagzegel",
    "Datalek",
    "Datalekstap",
    "Opruiming",
    "Opruimregel",
    "Regelstand",
    "Registerregel",
    "Vasthouding",
    "Verborgen",
    "Woordafdruk",
]
