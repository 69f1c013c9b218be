"""About one arrangement: where it stands, who may grant it, what it costs. Pure; amounts are Decimal in euro."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .geld import op_de_cent

BESLISSER, ADVISEUR, SCHOOLBESTUUR, WERKGEBIED = "beslisser", "adviseur", "schoolbestuur", "werkgebied"
"""Who grants a kind of support (5.4, C41, C71, C72)."""
SCHOOLROLLEN = frozenset({"ib", "directeur"})


class Toestand(StrEnum):
    """Where an arrangement stands (13.3), the parts that only time changes worked out."""

    CONCEPT = "concept"
    GEVRAAGD = "gevraagd"
    INGETROKKEN = "ingetrokken"
    AFGEWEZEN = "afgewezen"
    GEPLAND = "gepland"
    IN_UITVOERING = "in_uitvoering"
    GESTOPT = "gestopt"
    AFGELOPEN = "afgelopen"
    AFGESLOTEN = "afgesloten"

    @property
    def loopt_of_komt(self) -> bool:
        """Asked, to begin, or running: the same help is not asked beside it."""
        return self in {Toestand.CONCEPT, Toestand.GEVRAAGD, Toestand.GEPLAND, Toestand.IN_UITVOERING}


WOORDEN = {
    Toestand.CONCEPT: "Concept",
    Toestand.GEVRAAGD: "Gevraagd",
    Toestand.INGETROKKEN: "Ingetrokken",
    Toestand.AFGEWEZEN: "Niet toegekend",
    Toestand.GEPLAND: "Toegekend, begint nog",
    Toestand.IN_UITVOERING: "Loopt",
    Toestand.GESTOPT: "Gestopt",
    Toestand.AFGELOPEN: "Afgelopen, nog evalueren",
    Toestand.AFGESLOTEN: "Afgesloten",
}


TOON = {
    Toestand.GEVRAAGD: "info",
    Toestand.GEPLAND: "info",
    Toestand.IN_UITVOERING: "goed",
    Toestand.AFGELOPEN: "let-op",
    Toestand.AFGEWEZEN: "neutraal",
}
"""The colour of a pill; what is not here is over and grey."""


EENHEDEN = {"uur": "uur", "leerling": "leerlingen", "arrangement": "", "stuk": "stuks", "plaats": "plaatsen"}
"""What a number counts, in words behind it."""


@dataclass(frozen=True, kw_only=True)
class Feiten:
    """What happened. van and tot (inclusive): of what was granted; gestopt_na: its last day when it stopped before.

    geevalueerd: its end evaluation is finished, which can be some weeks before its end.
    """

    concept: bool = False
    ingetrokken: bool = False
    afgewezen: bool = False
    van: date | None = None
    tot: date | None = None
    gestopt_na: date | None = None
    geevalueerd: bool = False


def toestand(feiten: Feiten, vandaag: date) -> Toestand:
    """Where it stands today (13.3)."""
    if feiten.afgewezen:
        return Toestand.AFGEWEZEN
    if feiten.van is None or feiten.tot is None:
        if feiten.ingetrokken:
            return Toestand.INGETROKKEN
        return Toestand.CONCEPT if feiten.concept else Toestand.GEVRAAGD
    einde = feiten.tot if feiten.gestopt_na is None else feiten.gestopt_na
    if feiten.geevalueerd and einde < vandaag:
        return Toestand.AFGESLOTEN
    if feiten.gestopt_na is not None and feiten.gestopt_na < vandaag:
        return Toestand.GESTOPT
    if vandaag < feiten.van:
        return Toestand.GEPLAND
    return Toestand.IN_UITVOERING if vandaag <= feiten.tot else Toestand.AFGELOPEN


def mag_toekennen(rollen: Collection[str], *, toekenning: str, bedrag: Decimal, bedrag_tot: Decimal | None) -> str:
    """Why somebody with these roles may not grant this amount of a kind of support; "" when that can (5.4, C41, C71).

    toekenning: who grants that kind; bedrag_tot: up to which amount an adviseur does, the beslisser beyond it. That an
    adviseur only sees the schools of the own werkgebied is a matter of what is visible.
    """
    if toekenning == SCHOOLBESTUUR:
        return "" if SCHOOLROLLEN & {*rollen} else "De school kent dit zelf toe, uit het eigen budget."
    if BESLISSER in rollen:
        return ""
    if ADVISEUR not in rollen or toekenning == BESLISSER:
        return "Een beslisser kent dit toe."
    if toekenning == ADVISEUR and bedrag_tot is not None and bedrag > bedrag_tot:
        return "Dit is meer dan een adviseur mag toekennen. Een beslisser kent het toe."
    return ""


def hoeveel(aantal: Decimal | None, eenheid: str) -> str:
    """So many units, as one says it: 12,5 uur, 1 plaats, 3 stuks; what was not counted is "in overleg"."""
    if aantal is None:
        return "in overleg"
    getal = f"{aantal.normalize():f}".replace(".", ",")
    woord = {"leerling": "leerling", "plaats": "plaats", "stuk": "stuk"}.get(eenheid, "") if aantal == 1 else ""
    return f"{getal} {woord or EENHEDEN[eenheid] or 'keer'}"


def kosten(*, aantal: Decimal | None, tarief: Decimal | None, bedrag: Decimal | None) -> Decimal | None:
    """What is asked in euro: so many units at a tariff, or the amount itself; None when neither is known."""
    if aantal is not None and tarief is not None:
        return op_de_cent(aantal * tarief)
    return bedrag


def vrij_bij_stoppen(bedrag: Decimal, *, van: date, tot: date, laatste_dag: date) -> Decimal:
    """Which part of a granted amount is for the days after the last one (R-ARR-13), to the cent.

    van, tot and laatste_dag are inclusive; a last day before the first frees all of it, one at the end nothing.
    """
    dagen = (tot - van).days + 1
    over = min(max((tot - laatste_dag).days, 0), dagen)
    return op_de_cent(bedrag * over / dagen)


def zwaarder(*, aantal_keer_eerder: int, lichter_geprobeerd: bool, gewicht: str) -> str:
    """Why a question asks for more explanation (R-ARR-12, C63); "" when it does not."""
    if gewicht == "volledig" and not lichter_geprobeerd:
        return "Er is nog geen lichtere hulp geweest. Schrijf op waarom die niet genoeg is."
    if aantal_keer_eerder >= 1:
        return "Deze leerling had deze hulp al eerder. Schrijf op waarom het langer nodig is."
    return ""
