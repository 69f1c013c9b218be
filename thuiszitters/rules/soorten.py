"""The kinds of not going to school, with what the law and the region count of each (domein 7.1).

In code and not in a table: what is official is law, and a count of years ago must come out the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

VIER_WEKEN = 28
"""Days that must have passed before relatief verzuim is langdurig (K26695; R-THZ-02, T31)."""


class Soort(StrEnum):
    """The codes. "5a" is artikel 5 onder a; "art5a" is artikel 5a, trekkend bestaan."""

    ABSOLUUT = "absoluut"
    RELATIEF = "relatief"
    ZIEK = "ziek"
    VERKORT = "verkort"
    WACHTLIJST = "wachtlijst"
    DAGBESTEDING = "dagbesteding"
    VRIJ_5A = "5a"
    VRIJ_5B = "5b"
    VRIJ_5C = "5c"
    VRIJ_ART5A = "art5a"
    VERLOF_11G = "11g"
    VRIJ_15 = "15"
    DREIGEND = "dreigend"


@dataclass(frozen=True)
class Kenmerken:
    """woorden: as staff reads it; nu: what happens to the child, after "Leerling …".

    officieel_na: days that must have passed before it is a thuiszitter by the official definition, None: never;
    wijd: whether the region counts it (R-THZ, the wide sense); vrijstelling: whether the law lets the child stay away.
    """

    woorden: str
    nu: str
    officieel_na: int | None = None
    wijd: bool = True
    vrijstelling: bool = False


SOORTEN: dict[Soort, Kenmerken] = {
    Soort.ABSOLUUT: Kenmerken("absoluut verzuim: staat op geen school", "Staat op geen school", officieel_na=0),
    Soort.RELATIEF: Kenmerken("ongeoorloofd verzuim", "Is ongeoorloofd thuis", officieel_na=VIER_WEKEN),
    Soort.ZIEK: Kenmerken("ziek of geoorloofd thuis", "Is ziek of geoorloofd thuis"),
    Soort.VERKORT: Kenmerken("verkort rooster", "Gaat deels naar school"),
    Soort.WACHTLIJST: Kenmerken("wacht thuis op een plek", "Wacht thuis op een plek"),
    Soort.DAGBESTEDING: Kenmerken("in dagbesteding", "Is in dagbesteding"),
    Soort.VRIJ_5A: Kenmerken(
        "vrijstelling 5 onder a: kan niet naar school", "Heeft vrijstelling 5a", vrijstelling=True
    ),
    Soort.VRIJ_5B: Kenmerken("vrijstelling 5 onder b: richting", "Heeft vrijstelling 5b", vrijstelling=True),
    Soort.VRIJ_5C: Kenmerken(
        "vrijstelling 5 onder c: buitenland", "Gaat in het buitenland naar school", vrijstelling=True
    ),
    Soort.VRIJ_ART5A: Kenmerken("artikel 5a: trekkend bestaan", "Is vrij om een trekkend bestaan", vrijstelling=True),
    Soort.VERLOF_11G: Kenmerken("verlof 11 onder g: bijzondere omstandigheden", "Heeft verlof 11g", vrijstelling=True),
    Soort.VRIJ_15: Kenmerken("vrijstelling 15: volgt ander onderwijs", "Volgt ander onderwijs", vrijstelling=True),
    Soort.DREIGEND: Kenmerken("dreigt thuis te komen", "Dreigt thuis te komen", wijd=False),
}


def kenmerken(soort: str) -> Kenmerken:
    """What is counted of the kind with this code. Raises ValueError for a code that there is not."""
    return SOORTEN.get(soort) or SOORTEN[Soort(soort)]  # type: ignore[call-overload]  # a code is its Soort


TELT: dict[str, tuple[bool, timedelta | None]] = {
    soort.value: (een.wijd, None if een.officieel_na is None else timedelta(days=een.officieel_na))
    for soort, een in SOORTEN.items()
}
"""Per code whether it counts in the wide sense, and after how long by the official definition; None: never."""
