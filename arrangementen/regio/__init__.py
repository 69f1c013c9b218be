"""The support that each of the five regions begins with, as data. An SWV changes it in beheer.

The kinds are from what the SWVs say of themselves; words are ours and amounts are examples, nobody's real tariffs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent
PROFIELEN = tuple(sorted(bestand.stem for bestand in MAP.glob("*.toml")))


@dataclass(frozen=True)
class Regel:
    """One kind of support. velden: columns of Aanbod, without the SWV and from when; tarief: for one unit."""

    velden: dict[str, Any]
    tarief: Decimal | None


def laden(naam: str) -> list[Regel]:
    """What this region begins with. Raises KeyError for an unknown name."""
    if naam not in PROFIELEN:
        raise KeyError(naam)
    gegevens = tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    return [Regel(velden=regel, tarief=_bedrag(regel.pop("tarief", None))) for regel in gegevens["aanbod"]]


def _bedrag(waarde: int | Decimal | None) -> Decimal | None:
    return None if waarde is None else Decimal(waarde)
