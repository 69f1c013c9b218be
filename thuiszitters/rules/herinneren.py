"""Of what somebody is reminded, and about which day: each of these once (13.5, the timers)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .ladder import Sport, Zorg
from .zorgen import ANTWOORD_NA, VOORAF, Loop, telt

REGIE_NA = timedelta(days=7)
"""So long after the melding somebody must look after it (domein 7.3: five working days)."""
EEN_DAG = timedelta(days=1)


class Soort(StrEnum):
    """regie goes to the desk, afspraak to whose it is, the others to who looks after the case, and else to the desk."""

    REGIE = "regie"
    AFSPRAAK = "afspraak"
    STAP = "stap"
    VOORSTEL = "voorstel"
    STIL = "stil"
    AANBOD = "aanbod"
    ANTWOORD = "antwoord"
    GESPREK = "gesprek"
    NAZORG = "nazorg"
    VRIJSTELLING = "vrijstelling"
    HERBEOORDELING = "herbeoordeling"


@dataclass(frozen=True, order=True)
class Punt:
    """One reminder. dag: the day that it is about, so that it is the same one tomorrow."""

    soort: Soort
    dag: date


def regie_vanaf(gemeld_op: date, sinds: date | None) -> date:
    """From which day somebody must be found to look after it. sinds: since when who is gone did.

    Of who is gone at once: a day that no reminder before it can have had.
    """
    return gemeld_op + REGIE_NA if sinds is None else sinds + EEN_DAG


def punten(
    zonder_regie: date | None,
    zorg: Zorg | None,
    stap: Sport | None,
    hoger: Sport | None,
    loop: Loop,
    dag: date,
) -> list[Punt]:
    """Everything due on this day, also what was due before. zorg: None while only an exemption counts.

    zonder_regie: of a case that nobody looks after, from which day that is too long.
    """
    alle: list[Punt] = []
    if zonder_regie is not None:
        alle.append(Punt(Soort.REGIE, zonder_regie))
    if zorg is not None:
        alle += [Punt(Soort.AFSPRAAK, voor + EEN_DAG) for voor in set(zorg.afspraken)]
        alle.append(Punt(Soort.STIL, zorg.laatste_actie + timedelta(days=zorg.stil_na_dagen)))
    if stap is not None and stap.te_laat and stap.dag is not None:
        alle.append(Punt(Soort.STAP, stap.dag + EEN_DAG))
    if hoger is not None and hoger.dag is not None:
        alle.append(Punt(Soort.VOORSTEL, hoger.dag))
    alle += _wachten(loop)
    return sorted(een for een in alle if een.dag <= dag)


def _wachten(loop: Loop) -> list[Punt]:
    """What waits for a family, a table or the law, each with the day from which it is too long."""
    alle = [Punt(Soort.ANTWOORD, een.op + ANTWOORD_NA) for een in loop.aanbod if not een.antwoord]
    for tafel in loop.tafels:
        wanneer = tafel.gesprek_op + EEN_DAG if tafel.gesprek_op else tafel.gevraagd_op + ANTWOORD_NA
        alle.append(Punt(Soort.GESPREK, wanneer))
    if (sinds := loop.thuis_sinds) is not None and not any(telt(een, sinds) for een in loop.aanbod):
        alle.append(Punt(Soort.AANBOD, sinds + timedelta(weeks=loop.weken_zonder_aanbod)))
    if loop.nazorg_tot is not None:
        alle.append(Punt(Soort.NAZORG, loop.nazorg_tot + EEN_DAG))
    if loop.vrij_tot is not None:
        alle.append(Punt(Soort.VRIJSTELLING, loop.vrij_tot + EEN_DAG))
    elif loop.herbeoordelen_voor is not None:
        alle.append(Punt(Soort.HERBEOORDELING, loop.herbeoordelen_voor - VOORAF))
    return alle
