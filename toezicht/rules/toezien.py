"""What stands out in the looks of one day, and what is drawn by lot (T13). Pure: who looked at whom, and the bounds.

The bounds say what a person must look at, never that something is wrong.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

TEGELIJK = 3
"""So many looks in an emergency one person may have at once: who needs more, needs another role."""
GEWOON_PER_DAG = 50
"""So many children a day are ordinary, as long as an SWV set nothing else."""
BUITEN_EIGEN_WERK = 5
"""So many children outside the own work in one day are ordinary: a colleague asks something, a parent calls."""
STEEKPROEF_PROCENT, STEEKPROEF_MINST, STEEKPROEF_HOOGSTENS = 2, 3, 20


class Soort(StrEnum):
    """Why something must be looked at; the values are in the database."""

    ZEGEL = "zegel"
    BOEK = "boek"
    NOOD = "nood"
    EIGEN_KIND = "eigen_kind"
    VEEL = "veel"
    BUITEN = "buiten"
    EXPORT = "export"
    STEEKPROEF = "steekproef"


WAAROM = {
    Soort.ZEGEL: "Het logboek klopt niet met het zegel",
    Soort.BOEK: "Het verwijderboek klopt niet: er wordt niets verwijderd",
    Soort.NOOD: "Noodtoegang",
    Soort.EIGEN_KIND: "Een medewerker bekeek het eigen kind",
    Soort.VEEL: "Veel dossiers op één dag",
    Soort.BUITEN: "Dossiers buiten het eigen werk",
    Soort.EXPORT: "Gegevens als bestand gedownload",
    Soort.STEEKPROEF: "Steekproef",
}


@dataclass(frozen=True, order=True)
class Blik:
    """Somebody who works here looked at something of a child, on the day that is looked at. Public ids."""

    wie: str
    leerling: str


@dataclass(frozen=True)
class Dagfeiten:
    """The day. eigen_werk: looks that belong to the work of who looked; eigen_kind: at the own child; werkt_breed: who
    sees more than the own work; ouders: who works here and is a parent; exports: per person how many lines went out."""

    dag: date
    blikken: frozenset[Blik]
    eigen_werk: frozenset[Blik] = frozenset()
    eigen_kind: frozenset[Blik] = frozenset()
    werkt_breed: frozenset[str] = frozenset()
    ouders: frozenset[str] = frozenset()
    exports: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Signaal:
    """One thing to look at."""

    soort: Soort
    wie: str
    leerling: str = ""
    aantal: int = 1


def signalen(feiten: Dagfeiten, *, meer_dan: int) -> list[Signaal]:
    """What stands out. meer_dan: so many different children a day is still ordinary for one person."""
    per = Counter(blik.wie for blik in feiten.blikken)
    buiten = Counter(blik.wie for blik in feiten.blikken - feiten.eigen_werk if blik.wie in feiten.werkt_breed)
    return [
        *(Signaal(Soort.EIGEN_KIND, een.wie, een.leerling) for een in sorted(feiten.eigen_kind)),
        *(Signaal(Soort.VEEL, wie, aantal=aantal) for wie, aantal in sorted(per.items()) if aantal > meer_dan),
        *(
            Signaal(Soort.BUITEN, wie, aantal=aantal)
            for wie, aantal in sorted(buiten.items())
            if aantal > BUITEN_EIGEN_WERK
        ),
        *(Signaal(Soort.EXPORT, wie, aantal=aantal) for wie, aantal in sorted(feiten.exports)),
    ]


def steekproef(feiten: Dagfeiten, *, sleutel: str) -> list[Signaal]:
    """Looks drawn by lot: a share of the day, and one of each who works here and is a parent.

    By a secret key, so that the same day gives the same draw and nobody can reckon which looks are not drawn.
    """
    op_lot = sorted(feiten.blikken, key=lambda een: _lot(een, feiten.dag, sleutel))
    aantal = min(max(ceil(len(op_lot) * STEEKPROEF_PROCENT / 100), STEEKPROEF_MINST), STEEKPROEF_HOOGSTENS)
    getrokken = set(op_lot[:aantal]) | _een_van_elk(op_lot, feiten.ouders)
    return [Signaal(Soort.STEEKPROEF, een.wie, een.leerling) for een in sorted(getrokken)]


def _een_van_elk(op_lot: Iterable[Blik], wie: Collection[str]) -> set[Blik]:
    per: dict[str, list[Blik]] = defaultdict(list)
    for blik in op_lot:
        per[blik.wie].append(blik)
    return {per[een][0] for een in wie if een in per}


def _lot(blik: Blik, dag: date, sleutel: str) -> bytes:
    tekst = f"{dag.isoformat()}|{blik.wie}|{blik.leerling}"
    return hmac.new(f"steekproef:{sleutel}".encode(), tekst.encode(), hashlib.sha256).digest()
