"""The ladder of a protocol: where a case stands, what is due when, and what to propose (domein 7.3, ux §8).

An escalation is proposed and never done: a person sends it (afspraak 54).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kern.termijnen.maanden import maanden_later
from kern.termijnen.woorden import datum_voluit

from .duur import Schooldag, schooldagen_later, schoolweken_later


class Tredesoort(StrEnum):
    """What a step is about, whatever an SWV calls it."""

    MELDING = "melding"
    STARTGESPREK = "startgesprek"
    PLAN = "plan"
    AANBOD = "aanbod"
    RONDETAFEL = "rondetafel"
    OPBOUW = "opbouw"
    DOORBRAAK = "doorbraak"
    DOORZETTINGSMACHT = "doorzettingsmacht"
    NAZORG = "nazorg"
    ANDERS = "anders"


class Eenheid(StrEnum):
    DAGEN = "dagen"
    SCHOOLDAGEN = "schooldagen"
    SCHOOLWEKEN = "schoolweken"
    MAANDEN = "maanden"


class Vanaf(StrEnum):
    """From when a term runs."""

    EERSTE_DAG = "eerste_dag"
    MELDING = "melding"
    VORIGE = "vorige"


class Grens(StrEnum):
    """BINNEN: done by then; NA: may begin from then on, and is proposed; DUUR: goes on until then."""

    BINNEN = "binnen"
    NA = "na"
    DUUR = "duur"


class Toestand(StrEnum):
    KLAAR = "klaar"
    OVERGESLAGEN = "overgeslagen"
    NU = "nu"
    STRAKS = "straks"


VANAF_WOORDEN = {
    Vanaf.EERSTE_DAG: "na de eerste dag",
    Vanaf.MELDING: "na de melding",
    Vanaf.VORIGE: "na de vorige stap",
}
ENKEL = {
    Eenheid.DAGEN: "dag",
    Eenheid.SCHOOLDAGEN: "schooldag",
    Eenheid.SCHOOLWEKEN: "schoolweek",
    Eenheid.MAANDEN: "maand",
}


@dataclass(frozen=True)
class Termijn:
    """A term: so many units from an event, and what its last day means."""

    aantal: int
    eenheid: str
    vanaf: str
    grens: str

    @property
    def woorden(self) -> str:
        """Such as "binnen 5 schooldagen na de melding", "na 3 maanden" or "3 maanden lang"."""
        aantal = f"{self.aantal} {ENKEL[Eenheid(self.eenheid)] if self.aantal == 1 else self.eenheid}"
        if self.grens == Grens.DUUR:
            return f"{aantal} lang"
        if self.grens == Grens.NA:
            return f"als het na {aantal} niet beter gaat"
        return f"binnen {aantal} {VANAF_WOORDEN[Vanaf(self.vanaf)]}"


@dataclass(frozen=True)
class Trede:
    """One step of a protocol. nummer: its place, from 1; wie: who acts; opbrengst: what there is after it.

    sleutel: the same step in every version.
    """

    nummer: int
    naam: str
    wie: str
    soort: str
    termijn: Termijn
    opbrengst: str = ""
    sleutel: str = ""


@dataclass(frozen=True)
class Gedaan:
    """That a step was done on a day, or skipped."""

    dag: date
    overgeslagen: bool = False


@dataclass(frozen=True)
class Sport:
    """A step as it stands for one case. dag: when it was done, is due or can begin; None while nobody knows."""

    trede: Trede
    toestand: Toestand
    dag: date | None
    te_laat: bool = False

    @property
    def wanneer(self) -> str:
        """When it is its turn, in words: "Vanaf 10 december 2026"; "Komt nog" while nobody knows."""
        if self.dag is None:
            return "Komt nog"
        woord = {Grens.NA: "Vanaf", Grens.DUUR: "Tot en met", Grens.BINNEN: "Uiterlijk"}[
            Grens(self.trede.termijn.grens)
        ]
        return f"{woord} {datum_voluit(self.dag)}"


@dataclass(frozen=True)
class Begin:
    """The days that terms of a case run from."""

    eerste_dag: date
    gemeld_op: date


def laatste_dag(termijn: Termijn, begin: date, is_schooldag: Schooldag) -> date:
    """The day to which this term leads. Examples from 8-10-2026 with 19–23 October off: 15 schooldagen gives
    5-11-2026, 3 schoolweken 5-11-2026, 3 maanden 8-1-2027."""
    if termijn.eenheid == Eenheid.SCHOOLDAGEN:
        return schooldagen_later(begin, termijn.aantal, is_schooldag)
    if termijn.eenheid == Eenheid.SCHOOLWEKEN:
        return schoolweken_later(begin, termijn.aantal, is_schooldag)
    if termijn.eenheid == Eenheid.MAANDEN:
        return maanden_later(begin, termijn.aantal)
    return begin + timedelta(days=termijn.aantal)


def ladder(
    treden: Sequence[Trede], gedaan: Mapping[int, Gedaan], begin: Begin, dag: date, is_schooldag: Schooldag
) -> list[Sport]:
    """Every step as it stands on this day; gedaan: per number. The first that is not done is the one now."""
    sporten: list[Sport] = []
    vorige: date | None = begin.eerste_dag
    nu_gevonden = False
    for trede in treden:
        af = gedaan.get(trede.nummer)
        if af is not None:
            toestand = Toestand.OVERGESLAGEN if af.overgeslagen else Toestand.KLAAR
            sporten.append(Sport(trede, toestand, af.dag))
            vorige = af.dag
            continue
        vanaf = {Vanaf.EERSTE_DAG: begin.eerste_dag, Vanaf.MELDING: begin.gemeld_op, Vanaf.VORIGE: vorige}
        start = vanaf[Vanaf(trede.termijn.vanaf)]
        tot = laatste_dag(trede.termijn, start, is_schooldag) if start else None
        te_laat = not nu_gevonden and tot is not None and trede.termijn.grens == Grens.BINNEN and tot < dag
        sporten.append(Sport(trede, Toestand.STRAKS if nu_gevonden else Toestand.NU, tot, te_laat))
        nu_gevonden, vorige = True, None
    return sporten


def nu(sporten: Sequence[Sport]) -> Sport | None:
    """The step that a case is at; None when all are done."""
    return next((een for een in sporten if een.toestand == Toestand.NU), None)


def voorstel(sporten: Sequence[Sport], dag: date) -> Sport | None:
    """The escalation that the protocol has room for on this day, the farthest one; None when there is none."""
    kan = (
        een
        for een in reversed(sporten)
        if een.toestand in {Toestand.NU, Toestand.STRAKS} and een.trede.termijn.grens == Grens.NA
    )
    return next((een for een in kan if een.dag is not None and een.dag <= dag), None)


@dataclass(frozen=True)
class Zorg:
    """What is known of a running case to tell whether it stands still. afspraken: the days of what is still open.

    regievoerder: whether somebody who works here looks after it; weg: somebody did, who does not work here any more.
    """

    regievoerder: bool
    afspraken: Sequence[date]
    laatste_actie: date
    stil_na_dagen: int
    weg: bool = False


def regie_woorden(zorg: Zorg) -> list[str]:
    """That nobody looks after this case, in words; empty when somebody does."""
    if zorg.regievoerder:
        return []
    return ["De regievoerder werkt hier niet meer." if zorg.weg else "Nog geen regievoerder."]


def alarm(zorg: Zorg, stap: Sport | None, hoger: Sport | None, dag: date) -> list[str]:
    """Why this case is on top of the board today, in words; empty when it is not.

    stap: where it stands; hoger: the escalation that is proposed.
    """
    woorden = regie_woorden(zorg)
    if not zorg.afspraken:
        woorden.append("Er is geen volgende stap met een naam en een datum.")
    elif (eerste := min(zorg.afspraken)) < dag:
        woorden.append(f"Een afspraak moest klaar zijn op {datum_voluit(eerste)}.")
    stil = (dag - zorg.laatste_actie).days
    if stil >= zorg.stil_na_dagen:
        woorden.append(f"Al {stil} dagen is hier niets gedaan.")
    if stap is not None and stap.te_laat and stap.dag is not None:
        woorden.append(f"‘{stap.trede.naam}’ moest klaar zijn op {datum_voluit(stap.dag)}.")
    if hoger is not None and hoger.dag is not None:
        woorden.append(f"‘{hoger.trede.naam}’ kan sinds {datum_voluit(hoger.dag)}.")
    return woorden
