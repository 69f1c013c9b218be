"""Everything a letter may say, as frozen values. The template gets one of these and nothing else. Pure."""

from .besluit import Besluitbrief, Blok, Punt
from .checklist import checklist_ontbreekt
from .gegevens import (
    Aanvulling,
    Advies,
    Afzender,
    Beslissing,
    Geadresseerde,
    Leerling,
    Ondertekening,
    Overwegingen,
    Rechtsmiddelen,
    Verzoek,
    Zienswijze,
    adresregels,
)
from .woorden import WETTELIJKE_GRONDSLAG
from .zaakbrief import Intrekkingsbrief, Verdagingsbrief, Zaakbrief, zaakbrief_ontbreekt

__all__ = [
    "WETTELIJKE_GRONDSLAG",
    "Aanvulling",
    "Advies",
    "Afzender",
    "Beslissing",
    "Besluitbrief",
    "Blok",
    "Geadresseerde",
    "Intrekkingsbrief",
    "Leerling",
    "Ondertekening",
    "Overwegingen",
    "Punt",
    "Rechtsmiddelen",
    "Verdagingsbrief",
    "Verzoek",
    "Zaakbrief",
    "Zienswijze",
    "adresregels",
    "checklist_ontbreekt",
    "zaakbrief_ontbreekt",
]
