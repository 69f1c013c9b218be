"""The region and its people: who belongs where."""

from .bron import Bronbestand, Inleesbestand, Inlezing
from .leerling import Aanmelding, Adres, Afscherming, Betrokkene, Gezag, GezagSoort, Inschrijving, Leerling
from .plek import Plek
from .regio import Gemeente, Instelling, Samenwerkingsverband, Sector, TlvSoort, Werkgebied
from .school import Bestuur, LeerlingAantal, School, SchoolDeelname, Schoolsoort

__all__ = [
    "Aanmelding",
    "Adres",
    "Afscherming",
    "Bestuur",
    "Betrokkene",
    "Bronbestand",
    "Gemeente",
    "Gezag",
    "GezagSoort",
    "Inleesbestand",
    "Inlezing",
    "Inschrijving",
    "Instelling",
    "Leerling",
    "LeerlingAantal",
    "Plek",
    "Samenwerkingsverband",
    "School",
    "SchoolDeelname",
    "Schoolsoort",
    "Sector",
    "TlvSoort",
    "Werkgebied",
]
