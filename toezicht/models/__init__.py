"""What supervision writes down: runs of deletion, what is held, data leaks, seals, emergencies and reviews."""

from .beoordeling import Beoordeling
from .bewaren import Opruiming, Opruimregel, Regelstand, Registerregel, Vasthouding, Verborgen
from .datalek import Datalek, Datalekstap
from .nood import Noodtoegang
from .vertrek import Vertrekpakket
from .zegel import Dagzegel, Woordafdruk

__all__ = [
    "Beoordeling",
    "Dagzegel",
    "Datalek",
    "Datalekstap",
    "Noodtoegang",
    "Opruiming",
    "Opruimregel",
    "Regelstand",
    "Registerregel",
    "Vasthouding",
    "Verborgen",
    "Vertrekpakket",
    "Woordafdruk",
]
