"""A table as another program reads it: a number where there is one, and beside it what a person would read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .kengetal import Definitie
from .tabel import Cel, Maat, Rij, Tabel
from .weergave import in_woorden

Feiten = dict[str, Any]


def als_feiten(tabel: Tabel) -> Feiten:
    """The whole table, as it is on a page."""
    return {
        "code": tabel.code,
        "titel": tabel.titel,
        "kop": tabel.kop,
        "kolommen": [{"kop": een.kop, "maat": een.maat.value} for een in tabel.kolommen],
        "rijen": [_rij(tabel, een) for een in tabel.rijen],
        "totaal": None if tabel.totaal is None else _rij(tabel, tabel.totaal),
        "onder": list(tabel.onder),
        "definities": list(tabel.definities),
    }


def als_waarden(tabel: Tabel) -> Iterator[Feiten]:
    """Each cell as a line of its own, for who puts all figures in one long list."""
    alle = [(een, False) for een in tabel.rijen] + ([(tabel.totaal, True)] if tabel.totaal else [])
    for rij, totaal in alle:
        for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True):
            yield {
                "tabel": tabel.code,
                "rij": rij.naam,
                "sleutel": rij.sleutel,
                "totaal": totaal,
                "kolom": kolom.kop,
                "maat": kolom.maat.value,
                **_cel(cel, kolom.maat),
            }


def als_definitie(een: Definitie) -> Feiten:
    """What a figure means."""
    return {"code": een.code, "naam": een.naam, "formule": een.formule, "bron": een.bron}


def _rij(tabel: Tabel, rij: Rij) -> Feiten:
    paren = zip(tabel.kolommen, rij.cellen, strict=True)
    return {"naam": rij.naam, "sleutel": rij.sleutel, "cellen": [_cel(cel, kolom.maat) for kolom, cel in paren]}


def _cel(cel: Cel, maat: Maat) -> Feiten:
    """waarde is empty where the source is missing or a small number is hidden: never 0, and tekst says which."""
    if cel is None or isinstance(cel, str):
        return {"waarde": None, "tekst": in_woorden(cel, maat)}
    return {"waarde": cel if isinstance(cel, int) else float(cel), "tekst": in_woorden(cel, maat)}
