"""Intake and decisions."""

from .aanvraag import (
    BESLOTEN,
    IN_BEHANDELING,
    OPEN,
    OPEN_WERK,
    VOOR_INDIENEN,
    Aanvraag,
    Aanvulling,
    Bijlage,
    Kenmerknummer,
    Status,
)
from .aanvulling import Aanvulpunt, OnderdeelVersie
from .advies import Advies, Adviesopdracht, Discipline, Registratie
from .besluit import (
    MET_TLV,
    Bekendmaking,
    Besluit,
    BesluitConcept,
    Uitkomst,
    Volgnummer,
)
from .criterium import Besluitreden, Criterialijst, Criterium
from .mandaat import Afwezigheid, Mandaat
from .meelezing import Meelezing
from .onderdeel import (
    Interventie,
    JaNee,
    Onderdeel,
    OnderdeelBehoefte,
    OnderdeelGedaan,
    OnderdeelLeerling,
    OnderdeelMening,
    OnderdeelSchool,
    OnderdeelStukken,
    OnderdeelToetsen,
    OnderdeelVraag,
)
from .tlv import GELDIG, LOPEND, Tlv, TlvGebeurtenis, TlvStatus
from .uitstel import Uitstel
from .vragen import Antwoord, Vraag, Vragenlijst, in_volgorde
from .zaakbrief import Zaakbrief
from .zoeken import Zoekregel, Zoekwoord

__all__ = [
    "BESLOTEN",
    "GELDIG",
    "IN_BEHANDELING",
    "LOPEND",
    "MET_TLV",
    "OPEN",
    "OPEN_WERK",
    "VOOR_INDIENEN",
    "Aanvraag",
    "Aanvulling",
    "Aanvulpunt",
    "Advies",
    "Adviesopdracht",
    "Afwezigheid",
    "Antwoord",
    "Bekendmaking",
    "Besluit",
    "BesluitConcept",
    "Besluitreden",
    "Bijlage",
    "Criterialijst",
    "Criterium",
    "Discipline",
    "Interventie",
    "JaNee",
    "Kenmerknummer",
    "Mandaat",
    "Meelezing",
    "Onderdeel",
    "OnderdeelBehoefte",
    "OnderdeelGedaan",
    "OnderdeelLeerling",
    "OnderdeelMening",
    "OnderdeelSchool",
    "OnderdeelStukken",
    "OnderdeelToetsen",
    "OnderdeelVersie",
    "OnderdeelVraag",
    "Registratie",
    "Status",
    "Tlv",
    "TlvGebeurtenis",
    "TlvStatus",
    "Uitkomst",
    "Uitstel",
    "Volgnummer",
    "Vraag",
    "Vragenlijst",
    "Zaakbrief",
    "Zoekregel",
    "Zoekwoord",
    "in_volgorde",
]
