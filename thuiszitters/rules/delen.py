"""What of a case may be shared with whom, on which ground and how long. Pure.

Sources: R-PRIV-02 and WVO 2020 2.47 lid 16 (an SWV tells third parties nothing about health without consent), LPW 16,
AVG 6 lid 1 a, c and d. Not yet checked by a jurist.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Deel(StrEnum):
    """The parts of a case that can be shared. What was reported, and why, is in none of them."""

    VERZUIM = "verzuim"
    AFSPRAKEN = "afspraken"
    PLAN = "plan"
    AANBOD = "aanbod"


class Grond(StrEnum):
    """Why it may be shared."""

    TOESTEMMING = "toestemming"
    LEERPLICHTWET = "leerplichtwet"
    VITAAL = "vitaal"


TOESTEMMING_VOOR: dict[Deel, str] = {
    Deel.VERZUIM: "aanwezig",
    Deel.AFSPRAKEN: "afspraken",
    Deel.PLAN: "plan",
    Deel.AANBOD: "plan",
}
"""Which part of a consent (scholen.Toestemming.Wat) a part of the case needs."""

JEUGDHULP, GEMEENTE, ANDERS = "jeugdhulp", "gemeente", "anders"
AAN: dict[str, frozenset[str]] = {
    "jeugdhulp": frozenset({JEUGDHULP}),
    "jeugdarts": frozenset({JEUGDHULP}),
    "smw": frozenset({JEUGDHULP, ANDERS}),
    GEMEENTE: frozenset({GEMEENTE}),
}
"""To whom (scholen.Toestemming.Aan) consent must be given, per kind of organisation."""

HOOGSTENS = timedelta(days=366)
NA_GESPREK = timedelta(days=14)
"""For a talk one reads until it was worked out, and no longer."""
VITAAL_HOOGSTENS = timedelta(days=14)
"""Danger for a child is no ground for longer; by then there is consent, or a law."""


@dataclass(frozen=True)
class Voorstel:
    """What somebody wants to share. soort: of the organisation, or gemeente; tot: the last day, inclusive.

    gesprek_op: the day of the talk that it is for, if any.
    """

    soort: str
    wat: Collection[str]
    grond: str
    uitleg: str
    van: date
    tot: date
    gesprek_op: date | None = None


@dataclass(frozen=True)
class Gegeven:
    """A consent that holds today: to which kind of party, to whom by name, what, and until when (inclusive)."""

    aan: str
    aan_naam: str
    wat: Collection[str]
    tot: date


def gronden_voor(soort: str) -> list[Grond]:
    """The grounds that can hold for this kind of organisation."""
    wet = [Grond.LEERPLICHTWET] if soort == GEMEENTE else []
    return [*wet, Grond.TOESTEMMING, Grond.VITAAL]


def waarom_niet(voorstel: Voorstel, toestemming: Gegeven | None, namen: Collection[str]) -> str:
    """Why this may not be shared; "" when it may. namen: of the receiver, and of where it works."""
    if not voorstel.wat:
        return "Kies wat je deelt."
    if voorstel.grond not in gronden_voor(voorstel.soort):
        return "Deze grond geldt niet voor deze persoon."
    hoogstens = VITAAL_HOOGSTENS if voorstel.grond == Grond.VITAAL else HOOGSTENS
    if not voorstel.van <= voorstel.tot <= voorstel.van + hoogstens:
        return f"Kies een laatste dag, hoogstens {hoogstens.days} dagen na vandaag."
    if voorstel.gesprek_op and not voorstel.van <= voorstel.gesprek_op <= voorstel.tot:
        return "Het gesprek valt niet in de dagen waarop je deelt."
    if voorstel.gesprek_op and voorstel.tot > voorstel.gesprek_op + NA_GESPREK:
        return f"Lezen voor een gesprek stopt uiterlijk {NA_GESPREK.days} dagen erna. Kies een eerdere laatste dag."
    if voorstel.grond != Grond.TOESTEMMING:
        return "" if voorstel.uitleg.strip() else "Schrijf op waarom dit nodig is."
    return _toestemming_fout(voorstel, toestemming, namen)


def _toestemming_fout(voorstel: Voorstel, toestemming: Gegeven | None, namen: Collection[str]) -> str:
    if toestemming is None:
        return "Kies de toestemming. Is er geen? Vraag die dan eerst."
    if toestemming.aan not in AAN[voorstel.soort] or _gewoon(toestemming.aan_naam) not in map(_gewoon, namen):
        return f"Deze toestemming is voor {toestemming.aan_naam}, en niet voor deze persoon of organisatie."
    if not {TOESTEMMING_VOOR[Deel(een)] for een in voorstel.wat} <= {*toestemming.wat}:
        return "De toestemming gaat niet over alles wat je wilt delen."
    if voorstel.tot > toestemming.tot:
        return "De toestemming eindigt eerder. Kies een eerdere laatste dag."
    return ""


def _gewoon(naam: str) -> str:
    return " ".join(naam.split()).casefold()
