"""A share beside that of a year before, as a table; and the share read from that table, so that it is counted once."""

from __future__ import annotations

from collections.abc import Callable

from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel


def aandeeltabel(
    tellen: Callable[[Periode], Kengetal],
    periode: Periode,
    koppen: tuple[str, str],
    *,
    code: str,
    titel: str,
    maat: Maat,
) -> Tabel:
    """koppen: of what is counted, and of all that it is part of; maat: of both."""
    deel, alle = koppen
    getallen = [(een, tellen(een)) for een in (periode, jaar_eerder(periode))]
    kolommen = (
        Kolom(deel, maat, deel_van=alle),
        Kolom(alle, maat),
        Kolom("Aandeel", Maat.PROCENT, uit=(deel, alle)),
    )
    rijen = tuple(Rij(een.naam, (getal.teller, getal.noemer or 0, getal.procent), een.code) for een, getal in getallen)
    return Tabel(code, titel, "Periode", kolommen, rijen, (getallen[0][1].definitie.code,))


def aandeel_uit(tabel: Tabel) -> Kengetal:
    """What aandeeltabel counted of this period."""
    deel, alle, _ = tabel.rijen[0].cellen
    return Kengetal(DEFINITIES[tabel.definities[0]], int(deel or 0), int(alle or 0))
