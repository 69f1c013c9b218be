"""The tables of a return: made of its lines alone, so that what is live and what was fixed look the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .formulier import RIJEN, Formulier, formulier_van, invullen
from .opgave import (
    AANBODWOORDEN,
    GEEN_SCHOOL,
    GEMEENTE_ONBEKEND,
    NIEMAND,
    Antwoord,
    Regel,
    Tabel,
    Verloopcijfer,
    tabel,
    verloopcijfers,
    waarden,
)
from .soorten import SOORTEN, Soort

TELT = {
    "officieel": "Thuiszitters volgens de wet",
    "wijd": "Alle kinderen die we volgen",
    "alles": "Ook wie thuis dreigt te komen",
}
"""Which lines are counted, with its words."""
SOORTWOORDEN = {soort.value: kenmerken.woorden for soort, kenmerken in SOORTEN.items()}


@dataclass(frozen=True)
class Cijfers:
    """All figures of one day. regels: also of who only came or went; klassen: the words of the classes.

    buiten: by definition, what came and went of whom there is no line.
    """

    regels: Sequence[Regel]
    klassen: Sequence[str]
    dag: date
    formulieren: Mapping[str, Any]
    buiten: Mapping[str, Verloopcijfer] = field(default_factory=dict)

    @property
    def verloop(self) -> list[tuple[str, Verloopcijfer]]:
        """What came and went, by definition."""
        cijfers = verloopcijfers(self.regels)
        return [(TELT[naam], cijfers[naam] + self.buiten.get(naam, NIEMAND)) for naam in ("officieel", "wijd")]

    def tellen(self, telt: str) -> list[Regel]:
        """The lines of who counts on the day by this definition."""
        return [een for een in self.regels if een.actief and (telt == "alles" or getattr(een, telt))]

    def tabellen(self, telt: str) -> list[Tabel]:
        """By duration: kinds, offers, gemeenten and kinds of school."""
        alle = self.tellen(telt)
        duur = (lambda een: self.klassen[een.klasse]), self.klassen
        soorten = [SOORTWOORDEN[een] for een in Soort if any(regel.soort == een for regel in alle)]
        return [
            tabel("Soort verzuim", alle, (lambda een: SOORTWOORDEN[een.soort], soorten), duur),
            tabel("Aanbod", alle, (lambda een: AANBODWOORDEN[Antwoord(een.aanbod)], [*AANBODWOORDEN.values()]), duur),
            tabel("Gemeente", alle, (_gemeente, waarden(alle, _gemeente, GEMEENTE_ONBEKEND)), duur),
            tabel("Soort school", alle, (_school, waarden(alle, _school, GEEN_SCHOOL)), duur),
        ]

    def ingevuld(self) -> list[tuple[Formulier, str, list[tuple[str, list[int]]]]]:
        """Each form with the head of its rows, and filled in."""
        formulieren = [formulier_van(een) for _, een in sorted(self.formulieren.items())]
        return [(een, RIJEN[een.rij], invullen(een, self.regels, self.dag)) for een in formulieren]


def _gemeente(een: Regel) -> str:
    return een.gemeente


def _school(een: Regel) -> str:
    return een.schoolsoort
