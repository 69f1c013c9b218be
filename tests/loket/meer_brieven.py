"""Letters around an aanvraag, for tests: received, complete it, advice, late, an arrangement, an expert, the sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from loket import letters
from tests.loket.brieven import GEADRESSEERDEN, besluitbrief
from tests.loket.test_zaakbrieven import BASIS

DESKUNDIGE = letters.Geadresseerde(
    soort="deskundige", naam="mevrouw J. Bedacht", aanhef="Beste mevrouw Bedacht", adresregels=()
)
GEZIN = [aan for aan in GEADRESSEERDEN if aan != "school"]
VRAAG = {"soort": "", "kenmerk": "AV-2026-0498"}
VRAAG_HULP = {"soort": letters.HULP, "kenmerk": "AV-2026-0499"}
TREDEN = tuple(letters.Trede(dagen=14, per_dag=Decimal(per_dag)) for per_dag in (23, 35, 45))


def aan(wie: str, **velden: Any) -> dict[str, Any]:
    return {**BASIS, "geadresseerde": GEADRESSEERDEN[wie], **velden}


def bevestiging(wie: str = "ouder", **anders: Any) -> letters.Aanvraagbevestiging:
    dagen = {"ontvangen_op": date(2026, 10, 24), "beloofd": date(2026, 12, 4), "uiterlijk": date(2026, 12, 21)}
    return letters.Aanvraagbevestiging(**aan(wie, **dagen | anders))


def aanbieding(wie: str = "ouder", **anders: Any) -> letters.Aanbiedingsbrief:
    return letters.Aanbiedingsbrief(**aan(wie, **anders))


def aanvulling(**anders: Any) -> letters.Aanvullingsbrief:
    return letters.Aanvullingsbrief(**_gevraagd(**anders))


def aanvulherinnering(**anders: Any) -> letters.Aanvulherinnering:
    return letters.Aanvulherinnering(**_gevraagd(gevraagd_op=date(2026, 10, 28), **anders))


def _gevraagd(**anders: Any) -> dict[str, Any]:
    velden = {
        "nodig": ("Een OPP dat niet ouder is dan een jaar", "De mening van de leerling"),
        "welkom": ("Het verslag van de logopedist",),
        "uitleg": "Het OPP dat u stuurde, is van 2024.",
        "tot": date(2026, 12, 7),
    }
    return aan("school", **velden | anders)


def zienswijzeherinnering(wie: str = "ouder", **anders: Any) -> letters.Zienswijzeherinnering:
    velden = {
        "waarover": "Een deskundige adviseert het speciaal basisonderwijs. Wij denken erover dat advies te volgen.",
        "besproken_op": date(2026, 11, 9),
        "gevraagd_op": date(2026, 11, 10),
        "tot": date(2026, 12, 1),
    }
    return letters.Zienswijzeherinnering(**aan(wie, **velden | anders))


def advies(wie: str = "ouder", **anders: Any) -> letters.Adviesbrief:
    velden = {
        **VRAAG,
        "advies": "Begin met een vaste plek, vooraan in de klas.\n\nBespreek na zes weken of dat genoeg is.",
        "gegeven_op": date(2026, 11, 20),
        "sector": "PO",
    }
    return letters.Adviesbrief(**aan(wie, **velden | anders))


def ingebreke(wie: str = "school", **anders: Any) -> letters.Ingebrekebevestiging:
    """Example T27 of the domain document."""
    velden = {
        "ontvangen_op": date(2026, 4, 14),
        "uiterlijk": date(2026, 3, 9),
        "telt": True,
        "eerste_dag": date(2026, 4, 28),
        "treden": TREDEN if wie == "school" else (),
        "aangevraagd_op": date(2026, 1, 12),
    }
    return letters.Ingebrekebevestiging(**aan(wie, **velden | anders))


def dwangsom(**anders: Any) -> letters.Aanvraagdwangsombrief:
    velden = {
        "aangevraagd_op": date(2026, 1, 12),
        "uiterlijk": date(2026, 3, 9),
        "gevraagd_op": date(2026, 4, 14),
        "van": date(2026, 4, 28),
        "tot": date(2026, 5, 16),
        "treden": (letters.Trede(dagen=14, per_dag=Decimal(23)), letters.Trede(dagen=5, per_dag=Decimal(35))),
        "besloten_dwangsom_op": date(2026, 5, 20),
        "ondertekening": besluitbrief().ondertekening,
        "bezwaar_email": "bezwaar@vloedlijn.example",
    }
    return letters.Aanvraagdwangsombrief(**aan("school", **velden | anders))


def deskundige(**anders: Any) -> letters.Deskundigebrief:
    velden = {
        "geadresseerde": DESKUNDIGE,
        "gevraagd_op": date(2026, 11, 2),
        "uiterlijk": date(2026, 11, 23),
        "discipline": "orthopedagoog",
        "sector": "PO",
    }
    return letters.Deskundigebrief(**BASIS | velden | anders)


TOEKENNING = letters.Toekenning(
    toegekend=True,
    vorm="begeleiding in de klas",
    omvang="4 uur per week",
    begin=date(2027, 1, 4),
    eind=date(2027, 7, 31),
)
GEWEIGERD = letters.Toekenning(toegekend=False, vorm="begeleiding in de klas")


def arrangement(wie: str = "ouder", *, toegekend: bool = True, besluit: bool = True) -> letters.Arrangementbrief:
    velden: dict[str, Any] = {
        "soort": letters.HULP,
        "toekenning": TOEKENNING if toegekend else GEWEIGERD,
        "motivering": "Een vaste begeleider geeft Fenna rust om te leren."
        if toegekend
        else "De school kan dit zelf: het hoort bij de basishulp van elke school.",
        "passende_hulp": "" if toegekend else "Onze adviseur Karim Aziz denkt met de school mee.",
        "ondersteuningsplan": "2025-2029",
        "sector": "PO",
    }
    if not besluit:
        return letters.Arrangementbrief(**aan(wie, **velden))
    velden |= {
        "besloten_op": date(2026, 11, 20),
        "rechtsmiddelen": besluitbrief().rechtsmiddelen,
        "ondertekening": besluitbrief().ondertekening,
        "afschriften": ("de ouders met gezag",) if wie == "school" else ("de school en het schoolbestuur",),
    }
    return letters.Arrangementbesluitbrief(**aan(wie, **velden))


def tlv_blad(**anders: Any) -> letters.Tlvblad:
    velden = {
        **{naam: BASIS[naam] for naam in ("afzender", "leerling", "tekent")},
        "geadresseerde": GEADRESSEERDEN["school"],
        "kenmerk": "PO9901-2627-SO-0187",
        "soort": "SO",
        "categorie": "L",
        "begin": date(2027, 1, 4),
        "eind": date(2029, 7, 31),
        "gegeven_op": date(2026, 11, 20),
    }
    return letters.Tlvblad(**velden | anders)
