"""A table as plain facts that can be kept for ever, and what is otherwise between two of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from .kengetal import Definitie
from .tabel import Cel, Kolom, Maat, Rij, Tabel
from .weergave import in_woorden

GETAL = "getal"


def bevroren(tabel: Tabel, definities: Mapping[str, Definitie]) -> dict[str, Any]:
    """All of it, with the definitions as they read today: a later one may mean something else."""
    return {
        "code": tabel.code,
        "titel": tabel.titel,
        "kop": tabel.kop,
        "kolommen": [asdict(een) for een in tabel.kolommen],
        "rijen": [_rij(een) for een in tabel.rijen],
        "totaal": None if tabel.totaal is None else _rij(tabel.totaal),
        "onder": list(tabel.onder),
        "definities": [
            [een.code, een.naam, een.formule, een.bron] for een in (definities[code] for code in tabel.definities)
        ],
    }


def _rij(een: Rij) -> list[Any]:
    return [een.naam, [_cel(cel) for cel in een.cellen], een.sleutel, *([een.deel_van] if een.deel_van else [])]


def _cel(cel: Cel) -> Any:
    """A Decimal keeps its decimals: 75.0 is not 75."""
    return {GETAL: str(cel)} if isinstance(cel, Decimal) else cel


def ontdooid(feiten: Mapping[str, Any]) -> Tabel:
    """The table that was frozen, equal to what it was."""
    return Tabel(
        code=feiten["code"],
        titel=feiten["titel"],
        kop=feiten["kop"],
        kolommen=tuple(map(_kolom, feiten["kolommen"])),
        rijen=tuple(map(_rij_terug, feiten["rijen"])),
        definities=tuple(code for code, *_ in feiten["definities"]),
        totaal=None if feiten["totaal"] is None else _rij_terug(feiten["totaal"]),
        onder=tuple(feiten["onder"]),
    )


def _kolom(feiten: Mapping[str, Any]) -> Kolom:
    velden: dict[str, Any] = {naam: tuple(een) if isinstance(een, list) else een for naam, een in feiten.items()}
    velden["maat"] = Maat(feiten["maat"])
    return Kolom(**velden)


def _rij_terug(feiten: Sequence[Any]) -> Rij:
    naam, cellen, *sleutels = feiten
    return Rij(naam, tuple(Decimal(cel[GETAL]) if isinstance(cel, dict) else cel for cel in cellen), *sleutels)


def definities_van(alle: Iterable[Mapping[str, Any]]) -> list[Definitie]:
    """What the figures of these frozen tables mean, each once, as they were frozen."""
    gevonden = {een[0]: Definitie(*een) for feiten in alle for een in feiten["definities"]}
    return [gevonden[code] for code in sorted(gevonden)]


@dataclass(frozen=True)
class Verschil:
    """One cell that is otherwise now than it was. was and nu in words; "" when the row was or is not there."""

    tabel: str
    rij: str
    kolom: str
    was: str
    nu: str


def verschillen(toen: Iterable[Tabel], nu: Iterable[Tabel]) -> list[Verschil]:
    """Which cells would be otherwise, were it made now: table by table, row by row, by their keys.

    A column is the same by its head.
    """
    was, is_ = ({een.code: een for een in tabellen} for tabellen in (toen, nu))
    return [een for code in {**was, **is_} for een in _tabelverschillen(was.get(code), is_.get(code))]


def _tabelverschillen(toen: Tabel | None, nu: Tabel | None) -> list[Verschil]:
    een = toen or nu
    assert een is not None
    was, is_ = _cellen(toen), _cellen(nu)
    anders = [sleutel for sleutel in {**was, **is_} if was.get(sleutel, ("", ""))[1] != is_.get(sleutel, ("", ""))[1]]
    return [
        Verschil(
            een.titel,
            (was.get(sleutel) or is_[sleutel])[0],
            sleutel[-1],
            *(deel.get(sleutel, ("", ""))[1] for deel in (was, is_)),
        )
        for sleutel in anders
    ]


def _cellen(tabel: Tabel | None) -> dict[tuple[str, str, str], tuple[str, str]]:
    """By key (or name) of the row and head of the column: the name of the row, and the cell in words."""
    if tabel is None:
        return {}
    alle = tabel.rijen if tabel.totaal is None else (*tabel.rijen, tabel.totaal)
    return {
        (rij.sleutel, "" if rij.sleutel else rij.naam, kolom.kop): (rij.naam, in_woorden(cel, kolom.maat))
        for rij in alle
        for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True)
    }
