"""The region and its people: who belongs where."""

from .aanmelding import Aanmelding, AanmeldingGebeurtenis, Overdracht
from .bron import Bronbestand, Inleesbestand, Inlezing
from .gemeente import Gemeente
from .kring import Kring, Kringbijeenkomst, Kringlid, Kringstuk
from .leerling import Adres, Afscherming, Betrokkene, Gezag, GezagSoort, Inschrijving, Leerling, mailadres
from .plek import Organisatie, Plek
from .regio import Instelling, Onderdeel, Werkgebied
from .school import Bestuur, LeerlingAantal, School, SchoolDeelname, Schoolsoort
from .stale import StaleFigures, telt_mee
from .swv import GEGEVENS, Samenwerkingsverband, Sector, SwvLogo, SwvVersie, TlvSoort
from .toestemming import Toestemming, Toestemmingsantwoord, mag_delen

__all__ = [
    "GEGEVENS",
    "Aanmelding",
    "AanmeldingGebeurtenis",
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
    "Kring",
    "Kringbijeenkomst",
    "Kringlid",
    "Kringstuk",
    "Leerling",
    "LeerlingAantal",
    "Onderdeel",
    "Organisatie",
    "Overdracht",
    "Plek",
    "Samenwerkingsverband",
    "School",
    "SchoolDeelname",
    "Schoolsoort",
    "Sector",
    "StaleFigures",
    "SwvLogo",
    "SwvVersie",
    "TlvSoort",
    "Toestemming",
    "Toestemmingsantwoord",
    "Werkgebied",
    "mag_delen",
    "mailadres",
    "telt_mee",
]
