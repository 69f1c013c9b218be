"""A list of national figures (csv or xlsx), one per row. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from loket.importeren.duolijst import LijstFout, rijen_in
from monitoring.rules.definities import DEFINITIES
from scholen.models import Sector

HOOGSTENS = 1000
KOPREGELS = 20
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


@dataclass
class Lijst:
    """What a file holds. fouten: (row, sentence)."""

    regels: list[Regel] = field(default_factory=list)
    fouten: list[tuple[int, str]] = field(default_factory=list)


class _Fout(Exception):
    """What is wrong with one cell; the message is the sentence."""


def lezen(data: bytes, laatste_jaar: int) -> Lijst:
    """The figures in this file. Raises LijstFout for what is no such list, with a sentence that says what to do."""
    rijen = enumerate(rijen_in(data), 1)
    plaatsen = _kop(rijen)
    lijst = Lijst()
    gezien: dict[tuple[str, str, int], int] = {}
    for nr, rij in rijen:
        cellen = {naam: _tekst(rij[plek]) if plek < len(rij) else "" for naam, plek in plaatsen.items()}
        if not any(cellen.values()):
            continue
        if len(lijst.regels) + len(lijst.fouten) >= HOOGSTENS:
            raise LijstFout(f"Deze lijst heeft meer dan {HOOGSTENS} rijen. Kies een kortere lijst.")
        try:
            regel = _regel(nr, cellen, laatste_jaar)
            if regel.sleutel in gezien:
                raise _Fout(f"Dit cijfer staat ook op rij {gezien[regel.sleutel]}. Laat één rij over.")
        except _Fout as fout:
            lijst.fouten.append((nr, str(fout)))
            continue
        gezien[regel.sleutel] = nr
        lijst.regels.append(regel)
    if not gezien and not lijst.fouten:
        raise LijstFout("In deze lijst staat geen enkel cijfer. Zet onder de namen van de kolommen één rij per cijfer.")
    return lijst


def _kop(rijen: Iterator[tuple[int, Sequence[object]]]) -> dict[str, int]:
    for nr, rij in rijen:
        namen = [re.sub(r"[^a-z]", "", _tekst(cel).casefold()) for cel in rij]
        gevonden = {
            naam: plek
            for naam, woorden in KOLOMMEN.items()
            if (plek := next((nummer for nummer, kop in enumerate(namen) if kop in woorden), None)) is not None
        }
        if len(gevonden) >= 2:
            mist = [f"‘{naam}’" for naam in KOLOMMEN if naam not in gevonden]
            if mist:
                wat = "de kolom" if len(mist) == 1 else "de kolommen"
                raise LijstFout(
                    f"Ik mis {wat} {' en '.join(mist)}. Zet elke naam boven zijn kolom, zoals in het voorbeeld."
                )
            return gevonden
        if nr >= KOPREGELS:
            break
    raise LijstFout("Ik zie geen namen van kolommen. Zet boven de lijst: code, jaar, sector, waarde en bron.")


def _regel(nr: int, cellen: dict[str, str], laatste_jaar: int) -> Regel:
    code, sector = cellen["code"].upper(), cellen["sector"].upper()
    if code not in KENT:
        raise _Fout(f"Het cijfer ‘{code[:20]}’ kennen we niet. Kies uit {', '.join(KENT)}.")
    if sector not in KENT[code]:
        raise _Fout(f"{code} is er niet voor sector ‘{sector[:20]}’, wel voor {' en '.join(KENT[code])}.")
    jaar = DAG.fullmatch(cellen["jaar"])
    if not jaar or not EERSTE_JAAR <= int(jaar[1]) <= laatste_jaar:
        raise _Fout(f"‘{cellen['jaar'][:20]}’ is geen jaar van {EERSTE_JAAR} tot en met {laatste_jaar}.")
    if not cellen["bron"]:
        raise _Fout("De bron ontbreekt. Schrijf op waar het cijfer vandaan komt.")
    if len(cellen["bron"]) > LANGSTE_BRON:
        raise _Fout(f"De bron is te lang. Er passen {LANGSTE_BRON} tekens.")
    return Regel(nr, code, int(jaar[1]), sector, _procent(cellen["waarde"]), cellen["bron"])


def _procent(cel: str) -> Decimal:
    kaal = cel.removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,9})?", kaal):
        raise _Fout(f"‘{cel[:20]}’ is geen percentage. Schrijf het als 2,46.")
    waarde = Decimal(kaal)
    if not 0 <= waarde <= 100:
        raise _Fout(f"{cel[:20]} kan niet: een percentage is 0 tot en met 100.")
    if waarde != round(waarde, 2):
        raise _Fout(f"{cel[:20]} heeft meer dan twee cijfers achter de komma. Rond het af.")
    return waarde.quantize(Decimal("0.01"))


def _tekst(cel: object) -> str:
    if cel is None:
        return ""
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return " ".join(str(cel).split())
