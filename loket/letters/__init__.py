"""Everything a letter may say, as frozen values. The template gets one of these and nothing else. Pure."""

from .aanvullen import (
    Aanvulherinnering,
    Aanvullingsbrief,
    Zienswijzeherinnering,
    aanvullingsbrief_ontbreekt,
)
from .advies import Adviesbrief, adviesbrief_ontbreekt
from .arrangement import Arrangementbesluitbrief, Arrangementbrief, Toekenning, arrangementbrief_ontbreekt
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
from .deskundige import Deskundigebrief, deskundigebrief_ontbreekt
from .dwangsom import Aanvraagdwangsombrief, Dwangsombrief, Trede, dwangsombrief_ontbreekt
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
from .ontvangst import Aanbiedingsbrief, Aanvraagbevestiging, aanvraagbevestiging_ontbreekt
from .stuk import Stuk, stuk_ontbreekt
from .te_laat import Ingebrekebevestiging, ingebrekebevestiging_ontbreekt
from .teksten import Beeld, Teksten
from .tlv_blad import Tlvblad, tlvblad_ontbreekt
from .woorden import WETTELIJKE_GRONDSLAG, besluit_als_bijzin, kernzin
from .zaakbrief import (
    HULP,
    Doorzendbrief,
    Intrekkingsbrief,
    Verdagingsbrief,
    Voornemenbrief,
    Zaakbrief,
    Zienswijzebrief,
)

__all__ = [
    "HULP",
    "WETTELIJKE_GRONDSLAG",
    "Aanbiedingsbrief",
    "Aanvraagbevestiging",
    "Aanvraagdwangsombrief",
    "Aanvulherinnering",
    "Aanvulling",
    "Aanvullingsbrief",
    "Advies",
    "Adviesbrief",
    "Afzender",
    "Arrangementbesluitbrief",
    "Arrangementbrief",
    "Beeld",
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
    "Deskundigebrief",
    "Doorzendbrief",
    "Dwangsombrief",
    "Geadresseerde",
    "Herstel",
    "Herstelbrief",
    "Hoorzittingbrief",
    "Ingebrekebevestiging",
    "Intrekbesluitbrief",
    "Intrekkingsbrief",
    "Leerling",
    "Ondertekening",
    "Ontvangstbevestiging",
    "Oordeel",
    "Overwegingen",
    "Punt",
    "Rechtsmiddelen",
    "Stuk",
    "Teksten",
    "Tlvblad",
    "Toekenning",
    "Trede",
    "Verdagingsbrief",
    "Verklaring",
    "Verzoek",
    "Voornemenbrief",
    "Zaakbrief",
    "Zienswijze",
    "Zienswijzebrief",
    "Zienswijzeherinnering",
    "aanvraagbevestiging_ontbreekt",
    "aanvullingsbrief_ontbreekt",
    "adresregels",
    "adviesbrief_ontbreekt",
    "arrangementbrief_ontbreekt",
    "bericht_ontbreekt",
    "besluit_als_bijzin",
    "bezwaarbericht_ontbreekt",
    "bezwaarchecklist_ontbreekt",
    "buiten_behandeling_ontbreekt",
    "checklist_ontbreekt",
    "deskundigebrief_ontbreekt",
    "dwangsombrief_ontbreekt",
    "ingebrekebevestiging_ontbreekt",
    "intrekking_ontbreekt",
    "kernzin",
    "stuk_ontbreekt",
    "tlvblad_ontbreekt",
]
