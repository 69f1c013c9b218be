"""A list with a row per count or figure: read row by row, and what is wrong is said row by row. Pure: no database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from loket.importeren.duolijst import LijstFout

KOPREGELS = 20
"""Among so many rows from the top the names of the columns are looked for."""


class Rij(Protocol):
    """What is made of a row. sleutel: what may stand in the list once."""

    @property
    def sleutel(self) -> Hashable: ...


R = TypeVar("R", bound=Rij)


@dataclass
class Rijlijst(Generic[R]):
    """What a file holds. fouten: (row, sentence)."""

    regels: list[R] = field(default_factory=list)
    fouten: list[tuple[int, str]] = field(default_factory=list)


class RijFout(Exception):
    """What is wrong with one row; the message is the sentence."""


def lezen(
    rijen: Iterator[tuple[int, Sequence[object]]],
    plaatsen: Mapping[str, int],
    maken: Callable[[int, dict[str, str]], R],
    *,
    hoogstens: int,
    dubbel: str,
    leeg: str,
) -> Rijlijst[R]:
    """All rows below the names of the columns. plaatsen: by name where a column is; maken: of the cells of one row.

    dubbel: what is said of the second row with the same key, {} is the first one; leeg: of a list without any.
    """
    lijst: Rijlijst[R] = Rijlijst()
    gezien: dict[Hashable, int] = {}
    for nr, rij in rijen:
        cellen = {naam: tekst(rij[plek]) if plek < len(rij) else "" for naam, plek in plaatsen.items()}
        if not any(cellen.values()):
            continue
        if len(lijst.regels) + len(lijst.fouten) >= hoogstens:
            raise LijstFout(f"Deze lijst heeft meer dan {hoogstens} rijen. Kies een kortere lijst.")
        try:
            regel = maken(nr, cellen)
            if regel.sleutel in gezien:
                raise RijFout(dubbel.format(gezien[regel.sleutel]))
        except RijFout as fout:
            lijst.fouten.append((nr, str(fout)))
            continue
        gezien[regel.sleutel] = nr
        lijst.regels.append(regel)
    if not lijst.regels and not lijst.fouten:
        raise LijstFout(leeg)
    return lijst


def kolommen_in(namen: Sequence[str], woorden: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """By name where each column is. namen: the heads; woorden: what each column may be called."""
    return {
        naam: plek
        for naam, heten in woorden.items()
        if (plek := next((nummer for nummer, kop in enumerate(namen) if kop in heten), None)) is not None
    }


def ontbreekt(mist: Sequence[str]) -> LijstFout:
    """Of columns that are not there, in quotes."""
    wat = "de kolom" if len(mist) == 1 else "de kolommen"
    return LijstFout(f"Ik mis {wat} {' en '.join(mist)}. Zet elke naam boven zijn kolom, zoals in het voorbeeld.")


def tekst(cel: object) -> str:
    """A cell as text; a day as 2026-10-01, and 3.0 as 3."""
    if cel is None:
        return ""
    if isinstance(cel, date):
        return f"{cel:%Y-%m-%d}"
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return " ".join(str(cel).split())
