"""A list of national figures (csv or xlsx), one per row. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from loket.importeren.duolijst import LijstFout, rijen_in
from monitoring.rules.definities import DEFINITIES
from scholen.models import Sector

from .rijen import KOPREGELS, RijFout, Rijlijst, kolommen_in, ontbreekt, tekst
from .rijen import lezen as rijen_lezen

HOOGSTENS = 1000
EERSTE_JAAR = 2014
KENT: dict[str, tuple[str, ...]] = {
    "M01": (Sector.PO,),
    "M02": (Sector.PO,),
    "M03": (Sector.VO,),
    "M04": (Sector.VO,),
    "M12": (Sector.PO, Sector.VO),
}
"""The figures that a national percentage belongs to, and of which sectors."""
KOLOMMEN: dict[str, tuple[str, ...]] = {
    "code": ("code", "cijfer", "kengetal"),
    "jaar": ("jaar", "teljaar", "schooljaar", "teldatum", "peildatum"),
    "sector": ("sector", "onderwijs"),
    "waarde": ("waarde", "percentage", "procent"),
    "bron": ("bron",),
}
LANGSTE_BRON = 200
DAG = re.compile(r"(?:[0-9]{1,2}[-/][0-9]{1,2}[-/])?([0-9]{4})(?:-[0-9]{2}-[0-9]{2}.*|[-/][0-9]{4})?")


class Regel(NamedTuple):
    """One figure of the list; nr: its row in the file."""

    nr: int
    code: str
    jaar: int
    sector: str
    waarde: Decimal
    bron: str

    @property
    def sleutel(self) -> tuple[str, str, int]:
        return self.code, self.sector, self.jaar

    @property
    def naam(self) -> str:
        return DEFINITIES[self.code].naam


Lijst = Rijlijst[Regel]


def lezen(data: bytes, laatste_jaar: int) -> Lijst:
    """The figures in this file. Raises LijstFout for what is no such list, with a sentence that says what to do."""
    rijen = enumerate(rijen_in(data), 1)
    return rijen_lezen(
        rijen,
        _kop(rijen),
        lambda nr, cellen: _regel(nr, cellen, laatste_jaar),
        hoogstens=HOOGSTENS,
        dubbel="Dit cijfer staat ook op rij {}. Laat één rij over.",
        leeg="In deze lijst staat geen enkel cijfer. Zet onder de namen van de kolommen één rij per cijfer.",
    )


def _kop(rijen: Iterator[tuple[int, Sequence[object]]]) -> dict[str, int]:
    for nr, rij in rijen:
        namen = [re.sub(r"[^a-z]", "", tekst(cel).casefold()) for cel in rij]
        gevonden = kolommen_in(namen, KOLOMMEN)
        if len(gevonden) >= 2:
            mist = [f"‘{naam}’" for naam in KOLOMMEN if naam not in gevonden]
            if mist:
                raise ontbreekt(mist)
            return gevonden
        if nr >= KOPREGELS:
            break
    raise LijstFout("Ik zie geen namen van kolommen. Zet boven de lijst: code, jaar, sector, waarde en bron.")


def _regel(nr: int, cellen: dict[str, str], laatste_jaar: int) -> Regel:
    code, sector = cellen["code"].upper(), cellen["sector"].upper()
    if code not in KENT:
        raise RijFout(f"Het cijfer ‘{code[:20]}’ kennen we niet. Kies uit {', '.join(KENT)}.")
    if sector not in KENT[code]:
        raise RijFout(f"{code} is er niet voor sector ‘{sector[:20]}’, wel voor {' en '.join(KENT[code])}.")
    jaar = DAG.fullmatch(cellen["jaar"])
    if not jaar or not EERSTE_JAAR <= int(jaar[1]) <= laatste_jaar:
        raise RijFout(f"‘{cellen['jaar'][:20]}’ is geen jaar van {EERSTE_JAAR} tot en met {laatste_jaar}.")
    if not cellen["bron"]:
        raise RijFout("De bron ontbreekt. Schrijf op waar het cijfer vandaan komt.")
    if len(cellen["bron"]) > LANGSTE_BRON:
        raise RijFout(f"De bron is te lang. Er passen {LANGSTE_BRON} tekens.")
    return Regel(nr, code, int(jaar[1]), sector, _procent(cellen["waarde"]), cellen["bron"])


def _procent(cel: str) -> Decimal:
    kaal = cel.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,9})?", kaal):
        raise RijFout(f"‘{cel[:20]}’ is geen percentage. Schrijf het als 2,46.")
    waarde = Decimal(kaal)
    if not 0 <= waarde <= 100:
        raise RijFout(f"{cel[:20]} kan niet: een percentage is 0 tot en met 100.")
    if waarde != round(waarde, 2):
        raise RijFout(f"{cel[:20]} heeft meer dan twee cijfers achter de komma. Rond het af.")
    return waarde.quantize(Decimal("0.01"))
