"""What must hold at every moment, looked up in the database and the files as they are now. Changes nothing.

The codes of `manage.py controleren` are those of the invariants that it stands for. What can only be seen while it
happens (I3, I6, I7: an answered save, who sees what) is not here, nor I11 (a restore beside what there was).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from swv_portal.controle import besluiten, bestanden, bewakers, logboek, rij, termijnen

Nakijken = Callable[[datetime], Iterator[str]]


@dataclass(frozen=True)
class Controle:
    """One thing to look at. code: of the invariant; naam: what holds; nakijken: a sentence in Dutch for each breach."""

    code: str
    naam: str
    nakijken: Nakijken


CONTROLES: tuple[Controle, ...] = (
    Controle("I1", "Elk besluit heeft zijn brieven, en elke brief één pdf", besluiten.brieven),
    Controle("I2", "De nummers van TLV’s lopen zonder gat en zonder dubbele", besluiten.nummers),
    Controle("I4", "Wie iets van een leerling zag, had toen een rol", logboek.wie_keek),
    Controle("I5", "Elk bestand van iemand hoort ergens bij", bestanden.wezen),
    Controle("I8", "De bewakers van de database staan aan", bewakers.bewakers),
    Controle("I9", "Het logboek is niet veranderd", logboek.zegels),
    Controle("I10", "Wat weg moet is aangeboden, en wat vastgehouden wordt is er nog", termijnen.termijnen),
    Controle("I12", "Niets wacht langer dan vijf minuten op de worker", rij.wachtend),
    Controle("I13", "Elke rij heeft haar bestand, en elk bestand zijn rij", bestanden.opslag),
)


def nakijken(*, op: datetime, alleen: frozenset[str] = frozenset()) -> Iterator[tuple[Controle, list[str]]]:
    """Each thing that was looked at, with what does not hold. alleen: these codes, all when empty. op: aware, now."""
    for een in CONTROLES:
        if not alleen or een.code in alleen:
            yield een, list(een.nakijken(op))
