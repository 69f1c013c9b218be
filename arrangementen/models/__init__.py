"""The rows of support without a TLV."""

from .aanbod import Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from .arrangement import Arrangement, Arrangementvraag, Deelname, Doel, Groepsschool
from .beslissing import Beeindiging, Beslissing
from .boeking import Boeking
from .evaluatie import Doelevaluatie, Evaluatie, Evaluatieverslag
from .normbedrag import Herkomst, Normbedrag
from .pot import Pot, Potdeel
from .scenario import Scenario
from .tarief import Tarief
from .uren import Inzet, Urenregel

__all__ = [
    "Aanbieder",
    "Aanbod",
    "Arrangement",
    "Arrangementvraag",
    "Beeindiging",
    "Beslissing",
    "Boeking",
    "Deelname",
    "Doel",
    "Doelevaluatie",
    "Eenheid",
    "Evaluatie",
    "Evaluatieverslag",
    "Gewicht",
    "Groepsschool",
    "Herkomst",
    "Inzet",
    "Niveau",
    "Normbedrag",
    "Pot",
    "Potdeel",
    "Scenario",
    "Soort",
    "Tarief",
    "Toekenning",
    "Urenregel",
    "Vorm",
]
