"""When an arrangement is looked back on, and when an evaluation is complete (R-ARR-11). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kern.termijnen.schooljaar import schooljaar

TUSSEN, EIND = "tussen", "eind"
KORT_WEKEN = 12
"""What is this short has no evaluation half way."""
PAS_BEGONNEN = timedelta(weeks=6)
"""Sooner there is too little to look back on."""
BINNENKORT = timedelta(weeks=4)
"""So long before its day an evaluation stands in the list."""


@dataclass(frozen=True)
class Moment:
    """When to look back: from dag on, and at last on uiterlijk (inclusive)."""

    soort: str
    dag: date
    uiterlijk: date


class Drang(StrEnum):
    """How pressing a moment is, the most pressing first."""

    TE_LAAT = "te_laat"
    NU = "nu"
    BINNENKORT = "binnenkort"
    LATER = "later"


def momenten(van: date, tot: date, *, uiterlijk: tuple[int, int], weken: int) -> tuple[Moment, ...]:
    """The moments of help in this period (both inclusive), which lies within one school year (R-ARR-11).

    uiterlijk: month and day before which the first one is; help that had hardly begun by then is looked at half way.
    weken: how long before the end the last one comes; of shorter help that is half way.
    """
    helft = van + (tot - van) / 2
    eind = Moment(EIND, max(tot - timedelta(weeks=weken), helft), tot)
    if (tot - van).days + 1 <= KORT_WEKEN * 7:
        return (eind,)
    grens = _in_schooljaar(van, *uiterlijk)
    dag = min(helft, grens) if grens - van >= PAS_BEGONNEN else helft
    return Moment(TUSSEN, dag, dag), eind


def te_vroeg(soort: str, dag: date, van: date, tot: date) -> bool:
    """Whether a talk on this day is too soon to be the last one: before half way, with it nobody looks back in between.

    van and tot (inclusive): the days with help; when it stops earlier, until then.
    """
    return soort == EIND and dag < van + (tot - van) / 2


def _in_schooljaar(van: date, maand: int, dag: int) -> date:
    jaar = schooljaar(van)
    return date(jaar if maand >= 8 else jaar + 1, maand, dag)


def volgende(lijst: Iterable[Moment], gedaan: Iterable[str]) -> Moment | None:
    """The first moment for which nothing was finished; after the last one the first is not asked any more."""
    klaar = {*gedaan}
    if EIND in klaar:
        return None
    return next((een for een in lijst if een.soort not in klaar), None)


def drang(moment: Moment, vandaag: date) -> Drang:
    """How pressing it is today."""
    if vandaag > moment.uiterlijk:
        return Drang.TE_LAAT
    if vandaag >= moment.dag:
        return Drang.NU
    return Drang.BINNENKORT if vandaag + BINNENKORT >= moment.dag else Drang.LATER


def wat_mist(
    *, eind: bool, kinderen: bool, woorden: bool, verslag: Mapping[str, object], doelen: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Field → what is still to be written before an evaluation is finished; empty when it is complete.

    kinderen: it is about pupils, so their parents have a say (R-ARR-11); woorden: there are words of a family in the
    portal; doelen: per goal what became of it and the explanation, all of them needed at the end.
    """
    mist = {}
    for naam, zin in (("wat_werkte", "Schrijf op wat werkte"), ("verder", "Kies hoe het verder gaat")):
        if not verslag.get(naam):
            mist[naam] = zin
    if kinderen:
        erbij = verslag.get("ouders_erbij") or verslag.get("leerling_erbij")
        if not verslag.get("ouders_erbij") and not verslag.get("waarom_zonder"):
            mist["waarom_zonder"] = "Schrijf op waarom de ouders er niet bij waren"
        if erbij and not woorden and not verslag.get("gezegd"):
            mist["gezegd"] = "Schrijf op wat de ouders of de leerling zeiden"
    if verslag.get("verder") == "anders" and not verslag.get("verder_uitleg"):
        mist["verder_uitleg"] = "Schrijf op wat er anders moet"
    for naam, (uitkomst, toelichting) in doelen.items():
        if eind and not uitkomst:
            mist[f"{naam}_uitkomst"] = "Kies of het doel is bereikt"
        elif uitkomst in ("deels", "niet") and not toelichting:
            mist[f"{naam}_toelichting"] = "Schrijf op wat nog niet lukt"
    return mist
