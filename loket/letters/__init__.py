"""Everything a letter may say, as frozen values. The template gets one of these and nothing else. Pure."""

from .bericht import bericht_ontbreekt
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
from .bezwaarbericht import (
    Bezwaarbericht,
    Bezwaarverdagingsbrief,
    Commissiebrief,
    Herstelbrief,
    Hoorzittingbrief,
    Ontvangstbevestiging,
    bezwaarbericht_ontbreekt,
)
from .buiten_behandeling import BuitenBehandelingbrief, buiten_behandeling_ontbreekt
from .checklist import checklist_ontbreekt
from .dwangsom import Dwangsombrief, Trede, dwangsombrief_ontbreekt
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
    "Bezwaarbericht",
    "Bezwaarbrief",
    "Bezwaarschrift",
    "Bezwaarverdagingsbrief",
    "Blok",
    "BuitenBehandelingbrief",
    "Commissieadvies",
    "Commissiebrief",
    "Doorzendbrief",
    "Dwangsombrief",
    "Geadresseerde",
    "Herstel",
    "Herstelbrief",
    "Hoorzittingbrief",
    "Intrekbesluitbrief",
    "Intrekkingsbrief",
    "Leerling",
    "Ondertekening",
    "Ontvangstbevestiging",
    "Oordeel",
    "Overwegingen",
    "Punt",
    "Rechtsmiddelen",
    "Trede",
    "Verdagingsbrief",
    "Verklaring",
    "Verzoek",
    "Voornemenbrief",
    "Zaakbrief",
    "Zienswijze",
    "Zienswijzebrief",
    "adresregels",
    "bericht_ontbreekt",
    "besluit_als_bijzin",
    "bezwaarbericht_ontbreekt",
    "bezwaarchecklist_ontbreekt",
    "buiten_behandeling_ontbreekt",
    "checklist_ontbreekt",
    "dwangsombrief_ontbreekt",
    "intrekking_ontbreekt",
    "kernzin",
]
