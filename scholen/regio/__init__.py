"""Five regions as data: who the SWV is, how it works and which schools take part. An SWV runs from settings alone.

Schools come from open data (Bron: DUO Open Onderwijsdata); what a profile says of contact and colours is invented.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent
PROFIELEN = tuple(sorted(bestand.stem for bestand in MAP.glob("*.toml")))


@dataclass(frozen=True)
class Werkgebied:
    """postcodes: first and last four digits, inclusive."""

    naam: str
    code: str
    postcodes: tuple[tuple[int, int], ...]

    def bevat(self, postcode: str) -> bool:
        cijfers = int(postcode[:4]) if postcode[:4].isdigit() else 0
        return any(van <= cijfers <= tot for van, tot in self.postcodes)


@dataclass(frozen=True)
class Profiel:
    """swv and instelling: columns of Samenwerkingsverband and Instelling; scholen: the file with its schools."""

    naam: str
    code: str
    swv: dict[str, Any]
    instelling: dict[str, Any]
    scholen: Path
    werkgebieden: tuple[Werkgebied, ...] = field(default=())


def laden(naam: str) -> Profiel:
    """Read a profile. Raises KeyError for an unknown name or a profile that lacks something."""
    if naam not in PROFIELEN:
        raise KeyError(naam)
    gegevens = tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    instelling, gebieden = gegevens.pop("instelling"), gegevens.pop("werkgebieden", [])
    scholen = MAP / gegevens.pop("scholen")
    return Profiel(
        naam=naam,
        code=gegevens["code"],
        swv=gegevens | {"regio": naam},
        instelling=instelling,
        scholen=scholen,
        werkgebieden=tuple(_werkgebied(gebied) for gebied in gebieden),
    )


def _werkgebied(gegevens: dict[str, Any]) -> Werkgebied:
    naam = gegevens["naam"]
    grenzen = (reeks.split("-") for reeks in gegevens["postcodes"])
    code = naam.lower().replace(" ", "-")
    return Werkgebied(naam, code, tuple((int(van), int(tot)) for van, tot in grenzen))
