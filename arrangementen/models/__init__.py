"""The rows of support without a TLV."""

from .aanbod import Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from .arrangement import Arrangement, Arrangementvraag, Deelname, Doel, Groepsschool
from .beslissing import Beeindiging, Beslissing
from .bijeenkomst import Aanwezigheid, Bijeenkomst
from .boeking import Boeking
from .evaluatie import Doelevaluatie, Evaluatie, Evaluatieverslag
from .materiaal import Materiaal, Materiaalstand
from .normbedrag import Herkomst, Normbedrag
from .plaatsing import Plaatsing
from .pot import Pot, Potdeel
from .scenario import Scenario
from .tarief import Tarief
from .uren import Inzet, Urenregel

__all__ = [
    "Aanbieder",
    "Aanbod",
    "Aanwezigheid",
    "Arrangement",
    "Arrangementvraag",
    "Beeindiging",
    "Beslissing",
    "Bijeenkomst",
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
    "Materiaal",
    "Materiaalstand",
    "Niveau",
    "Normbedrag",
    "Plaatsing",
    "Pot",
    "Potdeel",
    "Scenario",
    "Soort",
    "Tarief",
    "Toekenning",
    "Urenregel",
    "Vorm",
]
