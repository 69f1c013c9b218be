"""Everything a letter may say, as frozen values. The template gets one of these and nothing else. Pure."""

from .besluit import Besluitbrief, Blok, Punt
from .bezwaar import (
    Beroep,
    Bestreden,
    Bezwaarbrief,
    Bezwaarschrift,
    Commissieadvies,
    Oordeel,
    bezwaarchecklist_ontbreekt,
)
from .buiten_behandeling import BuitenBehandelingbrief, buiten_behandeling_ontbreekt
from .checklist import checklist_ontbreekt
from .gegevens import (
    Aanvulling,
    Advies,
    Afzender,
    Beslissing,
    Geadresseerde,
    Herstel,
    Leerling,
    Ondertekening,
    Overwegingen,
    Rechtsmiddelen,
    Verzoek,
    Zienswijze,
    adresregels,
)
from .intrekking import Intrekbesluitbrief, Verklaring, intrekking_ontbreekt
from .woorden import WETTELIJKE_GRONDSLAG, besluit_als_bijzin, kernzin
from .zaakbrief import (
    Doorzendbrief,
    Intrekkingsbrief,
    Verdagingsbrief,
    Voornemenbrief,
    Zaakbrief,
    Zienswijzebrief,
    zaakbrief_ontbreekt,
)

__all__ = [
    "WETTELIJKE_GRONDSLAG",
    "Aanvulling",
    "Advies",
    "Afzender",
    "Beroep",
    "Beslissing",
    "Besluitbrief",
    "Bestreden",
    "Bezwaarbrief",
    "Bezwaarschrift",
    "Blok",
    "BuitenBehandelingbrief",
    "Commissieadvies",
    "Doorzendbrief",
    "Geadresseerde",
    "Herstel",
    "Intrekbesluitbrief",
    "Intrekkingsbrief",
    "Leerling",
    "Ondertekening",
    "Oordeel",
    "Overwegingen",
    "Punt",
    "Rechtsmiddelen",
    "Verdagingsbrief",
    "Verklaring",
    "Verzoek",
    "Voornemenbrief",
    "Zaakbrief",
    "Zienswijze",
    "Zienswijzebrief",
    "adresregels",
    "besluit_als_bijzin",
    "bezwaarchecklist_ontbreekt",
    "buiten_behandeling_ontbreekt",
    "checklist_ontbreekt",
    "intrekking_ontbreekt",
    "kernzin",
    "zaakbrief_ontbreekt",
]
