"""The rows of support without a TLV."""

from .aanbod import REGELINGEN, Aanbieder, Aanbod, Eenheid, Gewicht, Niveau, Soort, Toekenning, Vorm
from .arrangement import Arrangement, Arrangementvraag, Deelname, Doel, Groepsschool
from .basis import Basisbedrag, Basisronde
from .beslissing import Beeindiging, Beslissing
from .betaalbestand import Betaalbestand, Betaalregel
from .bijeenkomst import Aanwezigheid, Bijeenkomst
from .boeking import Boeking
from .buitenom import Buitenom
from .evaluatie import Doelevaluatie, Evaluatie, Evaluatieverslag, Evaluatiewoord
from .factuur import Factuur
from .journaal import Journaal, Journaalregel
from .materiaal import Materiaal, Materiaalstand
from .normbedrag import Herkomst, Normbedrag
from .periodeslot import Periodeslot
from .plaatsing import Plaatsing
from .pot import Pot, Potdeel
from .realisatie import Realisatie, Realisatieregel
from .rekening import Rekening
from .scenario import Scenario
from .stalemonth import StaleHelpMonth
from .tarief import Tarief
from .uren import Inzet, Urenregel
from .verantwoording import Verantwoording, Verantwoordingstuk

__all__ = [
    "REGELINGEN",
    "Aanbieder",
    "Aanbod",
    "Aanwezigheid",
    "Arrangement",
    "Arrangementvraag",
    "Basisbedrag",
    "Basisronde",
    "Beeindiging",
    "Beslissing",
    "Betaalbestand",
    "Betaalregel",
    "Bijeenkomst",
    "Boeking",
    "Buitenom",
    "Deelname",
    "Doel",
    "Doelevaluatie",
    "Eenheid",
    "Evaluatie",
    "Evaluatieverslag",
    "Evaluatiewoord",
    "Factuur",
    "Gewicht",
    "Groepsschool",
    "Herkomst",
    "Inzet",
    "Journaal",
    "Journaalregel",
    "Materiaal",
    "Materiaalstand",
    "Niveau",
    "Normbedrag",
    "Periodeslot",
    "Plaatsing",
    "Pot",
    "Potdeel",
    "Realisatie",
    "Realisatieregel",
    "Rekening",
    "Scenario",
    "Soort",
    "StaleHelpMonth",
    "Tarief",
    "Toekenning",
    "Urenregel",
    "Verantwoording",
    "Verantwoordingstuk",
    "Vorm",
]
