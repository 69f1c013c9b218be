"""What a viewer may read of a table: rows by name, others only as a mean, small numbers hidden (R-MON-05 and -06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .afschermen import LEEG, Uitgave, afschermen, kolomnummer
from .kengetal import TIENDE
from .tabel import Cel, Maat, Rij, Tabel

ANDEREN = 3
"""A mean of the region tells too much of the others when there are fewer of them than this."""
GEMIDDELD = "Gemiddelde school"


class Zicht(StrEnum):
    """Who looks: staff sees all rows, a school its own children, and the others numbers alone."""

    RIJEN = "rijen"
    SCHOOL = "school"
    BESTUUR = "bestuur"
    GEMEENTE = "gemeente"
    OPENBAAR = "openbaar"


@dataclass(frozen=True)
class Kijker:
    """scholen: by BRIN6 which are seen by name."""

    zicht: Zicht
    scholen: frozenset[str] = frozenset()

    @property
    def mag_rijen(self) -> bool:
        """Whether a number leads to its rows; for all others the way down stops (R-MON-05)."""
        return self.zicht == Zicht.RIJEN

    @property
    def precies(self) -> bool:
        """Whether small numbers are shown: to who may see the rows beneath (afspraak 46)."""
        return self.zicht in {Zicht.RIJEN, Zicht.SCHOOL}


def van_scholen(
    reeks: Sequence[Tabel],
    kijker: Kijker,
    namen: Mapping[str, str],
    *,
    aantal: int,
    naast: Sequence[Uitgave] = (),
    over: str = "",
) -> Tabel:
    """A table by school as who sees some of them reads it: those by name, and what the mean school of the region has.

    reeks: of all schools, at each stand up to the one that is shown (rules/stand). namen: of the own schools by BRIN6,
    also of those without any. aantal: schools in the region. naast, over: as of van_totalen.
    """
    mijn = [_eigen(een, kijker, namen) for een in reeks]
    anderen = [_anderen(heel, eigen) for heel, eigen in zip(reeks, mijn, strict=True)]
    rest = _na_elkaar([[een] for een in anderen])[0].rijen[0]
    getoond = mijn[-1] if kijker.precies else _na_elkaar([[een] for een in mijn], naast, over)[0]
    gemiddeld = _gemiddeld(reeks[-1], rest, aantal=aantal, genoeg=aantal - len(mijn[-1].rijen) >= ANDEREN)
    return replace(getoond, totaal=getoond.totaal if len(getoond.rijen) > 1 else None, gemiddeld=gemiddeld)


def van_totalen(reeks: Sequence[Sequence[Tabel]], naast: Sequence[Uitgave] = (), over: str = "") -> list[Tabel]:
    """Tables without names, at each stand up to the one that is shown, as who may not see the rows reads them.

    naast: the reports that the same reader has; over: of whom both are.
    """
    return list(_na_elkaar(reeks, naast, over))


def van_een_dag(tabellen: Sequence[Tabel], naast: Sequence[Uitgave] = (), over: str = "") -> list[Tabel]:
    """The same of what there is on one day: it does not count on from another day, so it is hidden by itself."""
    return list(afschermen(tabellen, naast=naast, over=over, telt_nu=True).getoond)


def _na_elkaar(reeks: Sequence[Sequence[Tabel]], naast: Sequence[Uitgave] = (), over: str = "") -> tuple[Tabel, ...]:
    uitgaven: list[Uitgave] = []
    for een in reeks:
        uitgaven.append(afschermen(een, uitgaven, loopt_door=True, naast=naast, over=over, telt_nu=True))
    return uitgaven[-1].getoond


def _eigen(tabel: Tabel, kijker: Kijker, namen: Mapping[str, str]) -> Tabel:
    bekend = {rij.sleutel: rij for rij in tabel.rijen}
    leeg = tuple(0 if kolom.maat == Maat.LEERLINGEN else None for kolom in tabel.kolommen)
    eigen = [
        bekend.get(brin6) or Rij(naam, leeg, brin6)
        for brin6, naam in sorted(namen.items(), key=lambda een: (een[1], een[0]))
        if brin6 in kijker.scholen
    ]
    return replace(tabel, rijen=tuple(eigen), totaal=_samen(tabel, eigen))


def _samen(tabel: Tabel, rijen: list[Rij]) -> Rij:
    """Counts added up; shares made anew of them; what cannot be added is not known."""
    cellen: list[Cel] = [
        sum(_heel(rij.cellen[plaats]) for rij in rijen) if kolom.maat == Maat.LEERLINGEN else None
        for plaats, kolom in enumerate(tabel.kolommen)
    ]
    for plaats, kolom in enumerate(tabel.kolommen):
        if kolom.maat == Maat.PROCENT and len(kolom.uit) == 2:
            deel, van = (_heel(cellen[kolomnummer(tabel, kop)]) for kop in kolom.uit)
            cellen[plaats] = (Decimal(deel * 100) / van).quantize(TIENDE, ROUND_HALF_UP) if van else None
    return Rij("Mijn scholen samen", tuple(cellen))


def _anderen(tabel: Tabel, mijn: Tabel) -> Tabel:
    """All other schools as one row: who knows the own numbers subtracts them from the mean."""
    eigen = mijn.totaal.cellen if mijn.totaal else ()
    alles = tabel.totaal.cellen if tabel.totaal else eigen
    rest = tuple(
        _heel(heel) - _heel(deel) if kolom.maat == Maat.LEERLINGEN else heel
        for kolom, heel, deel in zip(tabel.kolommen, alles, eigen, strict=True)
    )
    return replace(tabel, rijen=(Rij("Andere scholen", rest),), totaal=None)


def _gemiddeld(tabel: Tabel, anderen: Rij, *, aantal: int, genoeg: bool) -> Rij:
    """Counts per school, shares and medians of all together. What would tell of a few other children is not shown."""
    cellen: list[Cel] = []
    for plaats, (kolom, over) in enumerate(zip(tabel.kolommen, anderen.cellen, strict=True)):
        if not genoeg or isinstance(over, str):
            cellen.append(LEEG)
            continue
        heel = tabel.totaal.cellen[plaats] if tabel.totaal else None
        telt = kolom.maat == Maat.LEERLINGEN
        cellen.append((Decimal(_heel(heel)) / aantal).quantize(TIENDE, ROUND_HALF_UP) if telt else heel)
    return Rij(GEMIDDELD, tuple(cellen))


def _heel(cel: Cel) -> int:
    return cel if isinstance(cel, int) else 0
