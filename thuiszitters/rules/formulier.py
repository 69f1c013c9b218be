"""A form that asks for counts, as data: which columns it has and which cases each of them counts (domein 7.4).

What the Inspectie asks changes by the year; then another file comes beside this one and no code changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from .duur import Grens
from .opgave import Antwoord, Regel
from .soorten import Soort

RIJEN = {"gemeente": "Gemeente", "schoolsoort": "Soort school", "samen": "Alle kinderen samen"}
"""By what the rows of a form can be."""
SAMEN = "Samen"
GELIJK = ("sinds", "soort", "officieel", "wijd", "aanbod")
"""Lines that are the same in these, are in the same columns."""


@dataclass(frozen=True)
class Kolom:
    """One column. What is not said, does not matter: soort (which kinds), officieel, wijd, aanbod (which answers).

    langer_dan and tot: bounds of how long, by the calendar, whatever classes the SWV counts in.
    """

    titel: str
    soort: frozenset[str] = frozenset()
    officieel: bool | None = None
    wijd: bool | None = None
    aanbod: frozenset[str] = frozenset()
    langer_dan: Grens | None = None
    tot: Grens | None = None

    def past(self, een: Regel) -> bool:
        """Whether this line can be in this column, however long it is."""
        if self.soort and een.soort not in self.soort:
            return False
        if self.officieel is not None and een.officieel != self.officieel:
            return False
        if self.wijd is not None and een.wijd != self.wijd:
            return False
        return not self.aanbod or een.aanbod in self.aanbod

    def duurt(self, sinds: date, dag: date) -> bool:
        """Whether who is at home since then is in this column on this day, by how long."""
        if self.langer_dan is not None and dag < self.langer_dan.vanaf(sinds):
            return False
        return self.tot is None or dag < self.tot.vanaf(sinds)


@dataclass(frozen=True)
class Formulier:
    """bron: who asks, and where it says so; rij: by what the rows are."""

    naam: str
    bron: str
    rij: str
    kolommen: Sequence[Kolom] = field(default_factory=tuple)


def formulier_van(gegevens: Mapping[str, Any]) -> Formulier:
    """The form that a file describes. Raises ValueError with what is wrong in it."""
    rij = gegevens.get("rij", "gemeente")
    if rij not in RIJEN:
        raise ValueError(f"Onbekende rij: {rij}")
    kolommen = tuple(_kolom(een) for een in gegevens.get("kolom", ()))
    if not kolommen:
        raise ValueError("Een formulier heeft minstens één kolom.")
    return Formulier(gegevens["naam"], gegevens.get("bron", ""), rij, kolommen)


def _kolom(gegevens: Mapping[str, Any]) -> Kolom:
    over = set(gegevens) - {"titel", "soort", "officieel", "wijd", "aanbod", "langer_dan", "tot"}
    if over:
        raise ValueError(f"Onbekend in een kolom: {', '.join(sorted(over))}")
    soort, aanbod = frozenset(gegevens.get("soort", ())), frozenset(gegevens.get("aanbod", ()))
    if mis := (soort - {een.value for een in Soort}) | (aanbod - {een.value for een in Antwoord}):
        raise ValueError(f"Onbekende waarde: {', '.join(sorted(mis))}")
    return Kolom(
        gegevens["titel"],
        soort,
        gegevens.get("officieel"),
        gegevens.get("wijd"),
        aanbod,
        _grens(gegevens.get("langer_dan")),
        _grens(gegevens.get("tot")),
    )


def _grens(gegevens: Mapping[str, int] | None) -> Grens | None:
    return None if gegevens is None else Grens("", **gegevens)


def invullen(formulier: Formulier, alle: Iterable[Regel], dag: date) -> list[tuple[str, list[int]]]:
    """The rows of the filled in form, by name, with the sum of all as the last one."""
    lijnen = list(alle)
    wat = attrgetter("gemeente" if formulier.rij == "samen" else formulier.rij, *GELIJK)
    gelijk = [*map(wat, lijnen)]
    voorbeeld = dict(zip(gelijk, lijnen, strict=True))
    per: dict[str, list[int]] = {}
    for sleutel, aantal in Counter(gelijk).items():
        een = voorbeeld[sleutel]
        if een.sinds is None:
            continue
        rij = per.setdefault(sleutel[0], [0] * len(formulier.kolommen))
        for nummer, kolom in enumerate(formulier.kolommen):
            if kolom.past(een) and kolom.duurt(een.sinds, dag):
                rij[nummer] += aantal
    som = [sum(kolom) for kolom in zip(*per.values(), strict=True)] or [0] * len(formulier.kolommen)
    rijen = sorted(per.items()) if formulier.rij != "samen" else []
    return [*rijen, (SAMEN, som)]
