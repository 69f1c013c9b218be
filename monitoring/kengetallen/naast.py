"""A choice of schools beside all schools of the SWV: counts per school, and shares as they are (M08, M10, M11).

For who may read the rows: nothing is hidden here.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

from monitoring.rules.afschermen import LEEG
from monitoring.rules.kengetal import TIENDE, Verdeling
from monitoring.rules.periode import Periode
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

from .aanvragen import Stroom
from .sommen import Sommen
from .tabellen import STROOM

HIER, PER_SCHOOL, GEMIDDELD = "Gekozen scholen", "Gekozen, per school", "Gemiddeld per school"
CODE = "naast-gemiddelde"


def stroomtabel(
    eigen: Stroom, samen: Stroom, *, hier: int, scholen: int, mag: Collection[str] = tuple(STROOM)
) -> Tabel:
    """M08 of one school, or of more and of one of them on average, beside the mean of all schools.

    hier, scholen: how many schools. mag: of which parts the mean may be told.
    """
    rijen = []
    for naam, kop in STROOM.items():
        zelf, alle = getattr(eigen, naam), getattr(samen, naam)
        gemiddeld: Cel = deling(alle, scholen) if naam in mag else LEEG
        rijen.append(Rij(kop, (zelf, *([deling(zelf, hier)] if hier > 1 else []), gemiddeld), naam))
    return Tabel(
        code=CODE,
        titel="Aanvragen naast het gemiddelde",
        kop="Cijfer",
        kolommen=(
            Kolom("Deze school" if hier == 1 else HIER, Maat.LEERLINGEN),
            *([Kolom(PER_SCHOOL, Maat.GEMIDDELD)] if hier > 1 else []),
            Kolom(GEMIDDELD, Maat.GEMIDDELD),
        ),
        rijen=tuple(rijen),
        definities=("M08", "R04"),
        onder=(f"Het gemiddelde is van {scholen} scholen.",),
    )


def van_keuze(eigen: Sommen, alle: Sommen, periode: Periode, *, hier: int, scholen: int) -> Tabel:
    """The same, counted: of the schools that were chosen, and of all."""
    return stroomtabel(eigen.stromen(periode).som(0), alle.stromen(periode).som(0), hier=hier, scholen=scholen)


def deling(teller: int, noemer: int) -> Decimal | None:
    """One decimal, a half up; None when there is nothing to divide by."""
    return (Decimal(teller) / noemer).quantize(TIENDE, ROUND_HALF_UP) if noemer else None


def tijdtabel(naam: str, eigen: Sommen, alle: Sommen, periode: Periode, *, code: str) -> Tabel:
    """M10 and M11 of the schools that were chosen beside all schools. naam: of who was chosen."""
    rijen = []
    for sleutel, kop, van in (("eigen", naam, eigen), ("alle", "Alle scholen", alle)):
        tijd, tijdig = van.doorlooptijd(periode).geheel, van.op_tijd(periode)
        cellen = (tijd.aantal, Verdeling.weken(tijd.midden), tijdig["wet"].procent, tijdig["beloofd"].procent)
        rijen.append(Rij(kop, cellen, sleutel))
    besloten = "Besloten"
    kolommen = (
        Kolom(besloten, Maat.LEERLINGEN),
        Kolom("Mediaan in weken", Maat.WEKEN, uit=(besloten,)),
        Kolom("Binnen de wet", Maat.PROCENT, uit=(besloten,)),
        Kolom("Binnen wat wij beloven", Maat.PROCENT, uit=(besloten,)),
    )
    return Tabel(code, "Hoe lang het duurt", "Van wie", kolommen, tuple(rijen), ("M10", "M11"))
