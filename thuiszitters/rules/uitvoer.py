"""What a file of a return holds: exact for who has a legal ground, with small numbers hidden for all others.

For others the tables share nothing but their grand total, so that no two of them together tell a small number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kern.telling.klein import MEE, Afgeschermd, afschermen

from .cijfers import Cijfers
from .opgave import (
    AANBODWOORDEN,
    GEEN_SCHOOL,
    GEMEENTE_ONBEKEND,
    Antwoord,
    Regel,
    Tabel,
    tabel,
    waarden,
)
from .soorten import SOORTEN, Soort, kenmerken

EXACT = ("inspectie", "accountant")
"""Who has a legal ground for exact figures (afspraak 46)."""
VOOR = {
    "inspectie": "De Inspectie van het Onderwijs: precieze getallen",
    "accountant": "De accountant: precieze getallen",
    "gemeente": "Een gemeente: kleine aantallen afgeschermd",
    "bestuur": "Een schoolbestuur: kleine aantallen afgeschermd",
    "anders": "Iemand anders: kleine aantallen afgeschermd",
}
TOTAAL = "Totaal"
GROEPEN = ("Verzuim", "Ziek of geoorloofd", "Deels, wachtlijst of dagbesteding", "Vrijstelling of verlof")
AANBOD = ("Met aanbod", "Zonder aanbod")
WET = ("Thuiszitter volgens de wet", "Andere kinderen")


@dataclass(frozen=True)
class Uitvoertabel:
    """A table as it stands in a file: heads, and rows of a name and its cells as text or number."""

    titel: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[str | int]]


def groep(een: Regel) -> str:
    """To which of the four groups a kind of absence belongs, for who reads it outside."""
    if een.soort in {Soort.ABSOLUUT, Soort.RELATIEF}:
        return GROEPEN[0]
    if een.soort == Soort.ZIEK:
        return GROEPEN[1]
    return GROEPEN[3] if kenmerken(een.soort).vrijstelling else GROEPEN[2]


def exact(alle: Sequence[Regel], klassen: Sequence[str]) -> Uitvoertabel:
    """All that counts on the day by kind, duration, gemeente, kind of school, offer and definition at once."""
    geteld = Counter(
        (
            SOORTEN[Soort(een.soort)].woorden,
            klassen[een.klasse],
            een.gemeente,
            een.schoolsoort,
            AANBODWOORDEN[Antwoord(een.aanbod)],
            "ja" if een.officieel else "nee",
        )
        for een in alle
        if een.actief
    )
    koppen = ("Soort verzuim", "Duur", "Gemeente", "Soort school", "Aanbod", "Thuiszitter volgens de wet", "Aantal")
    return Uitvoertabel("Alles", koppen, [(*sleutel, aantal) for sleutel, aantal in sorted(geteld.items())])


def open_tabel(een: Tabel, kop: str) -> Uitvoertabel:
    """A table with its totals, exact."""
    rijen: list[Sequence[str | int]] = [
        (naam, *cellen, sum(cellen)) for naam, cellen in zip(een.rijen, een.cellen, strict=True)
    ]
    return Uitvoertabel(een.titel, (kop, *een.kolommen, TOTAAL), [*rijen, (TOTAAL, *een.kolomtotalen, een.totaal)])


def voor_anderen(alle: Sequence[Regel], klassen: Sequence[str]) -> list[Uitvoertabel]:
    """All that the region follows on the day, with small numbers hidden: by gemeente, by duration, by kind of school.

    A grand total of 5 or more that is hidden in one of them, would stand in another: then no table shows anything.
    """
    wijd = [een for een in alle if een.wijd]
    tabellen: Mapping[str, Tabel] = {
        "Gemeente": tabel(
            "Gemeente en soort verzuim",
            wijd,
            (lambda een: een.gemeente, waarden(wijd, lambda een: een.gemeente, GEMEENTE_ONBEKEND)),
            (groep, GROEPEN),
        ),
        "Duur": tabel(
            "Duur en aanbod",
            wijd,
            (lambda een: klassen[een.klasse], klassen),
            (lambda een: AANBOD[een.aanbod == Antwoord.GEEN], AANBOD),
        ),
        "Soort school": tabel(
            "Soort school en wet",
            wijd,
            (lambda een: een.schoolsoort, waarden(wijd, lambda een: een.schoolsoort, GEEN_SCHOOL)),
            (lambda een: WET[not een.officieel], WET),
        ),
    }
    dicht = {kop: afschermen(een.cellen) for kop, een in tabellen.items()}
    alles_dicht = any(_totaal_dicht(een) for een in dicht.values())
    return [_afgeschermd(kop, een, dicht[kop], alles_dicht=alles_dicht) for kop, een in tabellen.items()]


def _totaal_dicht(een: Afgeschermd) -> bool:
    laatste = len(een.cellen) - 1, len(een.cellen[0]) - 1 if een.cellen else 0
    return laatste in een.dicht - een.klein


def _afgeschermd(kop: str, een: Tabel, dicht: Afgeschermd, *, alles_dicht: bool) -> Uitvoertabel:
    woorden = [[MEE] * len(rij) for rij in dicht.woorden] if alles_dicht else dicht.woorden
    rijen = [(naam, *cellen) for naam, cellen in zip((*een.rijen, TOTAAL), woorden, strict=bool(woorden))]
    return Uitvoertabel(een.titel, (kop, *een.kolommen, TOTAAL), rijen)


def inhoud(cijfers: Cijfers, voor: str) -> list[Uitvoertabel]:
    """The tables of the file: exact with the forms for a legal ground, else with small numbers hidden."""
    if voor not in EXACT:
        return voor_anderen(cijfers.regels, cijfers.klassen)
    uit = [
        Uitvoertabel(
            formulier.naam,
            (kop, *(een.titel for een in formulier.kolommen)),
            [(naam, *aantallen) for naam, aantallen in rijen],
        )
        for formulier, kop, rijen in cijfers.ingevuld()
    ]
    verloop = [(naam, een.was, een.erbij, een.eraf, een.nu) for naam, een in cijfers.verloop]
    uit.append(Uitvoertabel("Erbij en eraf", ("Wie telt", "Was", "Erbij", "Eraf", "Nu"), verloop))
    uit += [open_tabel(een, een.titel) for een in cijfers.tabellen("wijd")]
    return [*uit, exact(cijfers.regels, cijfers.klassen)]
