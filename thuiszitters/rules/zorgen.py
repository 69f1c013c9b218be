"""What a case waits for beside its steps and agreements, in words; and why a higher table is proposed (issue 7).

Nobody longer than three months without an offer: Thuiszitterspact, 13 June 2016 (domein 7.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.woorden import datum_voluit

ANTWOORD_NA = timedelta(days=14)
"""After so many days without an answer to an offer, or without a day for a meeting, somebody has to ask."""
VOORAF = timedelta(weeks=8)
"""So long before an exemption must have been looked at again, it is said."""


@dataclass(frozen=True)
class Aanbod:
    """One offer: since when, and what was said to it. antwoord: "" while nobody answered."""

    op: date
    antwoord: str = ""
    waarom: str = ""


@dataclass(frozen=True)
class Tafel:
    """A meeting that was asked for and of which nobody wrote down what came of it."""

    naam: str
    gevraagd_op: date
    gesprek_op: date | None = None


@dataclass(frozen=True)
class Loop:
    """How it stands. thuis_sinds: of the run of absence that asks for an offer, None when there is none.

    vrij_tot: the last day of an exemption; herbeoordelen_voor: before when it must have been looked at again.
    """

    thuis_sinds: date | None = None
    weken_zonder_aanbod: int = 13
    aanbod: Sequence[Aanbod] = ()
    tafels: Sequence[Tafel] = ()
    nazorg_tot: date | None = None
    vrij_tot: date | None = None
    herbeoordelen_voor: date | None = None


def telt(een: Aanbod, sinds: date) -> bool:
    """Whether this is an offer for who is at home since this day: one that was not taken away again."""
    return een.op >= sinds and een.antwoord != "ingetrokken"


def zonder_aanbod(loop: Loop, dag: date) -> int:
    """How many whole weeks this child is at home without an offer; 0 when it has one."""
    sinds = loop.thuis_sinds
    if sinds is None or any(telt(een, sinds) for een in loop.aanbod):
        return 0
    return (dag - sinds).days // 7


def zorgen(loop: Loop, dag: date) -> list[str]:
    """What somebody must look at today, in words; empty when nothing."""
    woorden: list[str] = []
    if (weken := zonder_aanbod(loop, dag)) >= loop.weken_zonder_aanbod:
        woorden.append(f"Al {weken} weken thuis zonder aanbod.")
    wacht = [een.op for een in loop.aanbod if not een.antwoord]
    if wacht and min(wacht) + ANTWOORD_NA <= dag:
        woorden.append(f"Nog geen antwoord op het aanbod van {datum_voluit(min(wacht))}.")
    woorden += filter(None, (_tafel(een, dag) for een in loop.tafels))
    if loop.nazorg_tot is not None and loop.nazorg_tot < dag:
        woorden.append(f"De nazorg duurde tot en met {datum_voluit(loop.nazorg_tot)}. Sluit de casus of verleng.")
    if loop.vrij_tot is not None and loop.vrij_tot < dag:
        woorden.append(f"De vrijstelling liep tot en met {datum_voluit(loop.vrij_tot)}.")
    elif loop.herbeoordelen_voor is not None and loop.herbeoordelen_voor - VOORAF <= dag:
        woorden.append(f"De vrijstelling moet voor {datum_voluit(loop.herbeoordelen_voor)} opnieuw bekeken zijn.")
    return woorden


def _tafel(een: Tafel, dag: date) -> str:
    if een.gesprek_op is not None:
        if een.gesprek_op < dag:
            return f"{een.naam} was op {datum_voluit(een.gesprek_op)}. Schrijf op wat eruit kwam."
        return ""
    if een.gevraagd_op + ANTWOORD_NA <= dag:
        return f"{een.naam} is gevraagd op {datum_voluit(een.gevraagd_op)}. Er is nog geen dag."
    return ""


def voorstel_woorden(naam: str, thuis_sinds: date, schooldagen: int, aanbod: Sequence[Aanbod]) -> str:
    """Why a higher table is proposed, for a person to send or to change. No reason of absence, for others read it."""
    zinnen = [
        f"{naam} gaat sinds {datum_voluit(thuis_sinds)} niet of niet volledig naar school: "
        f"{schooldagen} {'schooldag' if schooldagen == 1 else 'schooldagen'}."
    ]
    nee = [een for een in aanbod if een.antwoord == "geweigerd"]
    if not aanbod:
        zinnen.append("Er is nog geen aanbod gedaan.")
    elif nee and nee[-1] == aanbod[-1]:
        zinnen.append(f"Het aanbod van {datum_voluit(nee[-1].op)} is geweigerd.")
    elif not aanbod[-1].antwoord:
        zinnen.append(f"Op het aanbod van {datum_voluit(aanbod[-1].op)} is nog geen antwoord.")
    zinnen.append("Wij vragen iedereen om mee te zoeken naar een volgende stap.")
    return " ".join(zinnen)
