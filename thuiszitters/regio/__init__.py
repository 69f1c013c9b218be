"""The protocol that each of the five regions begins with, as data. An SWV changes it in beheer.

Three begin with the default (domein 7.3, worded as in ux §8); two differ. Words and terms are ours, to be checked by
the SWV: nobody's protocol is copied.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent
STANDAARD = "standaard"
EIGEN = tuple(sorted(bestand.stem for bestand in MAP.glob("*.toml") if bestand.stem != STANDAARD))


@dataclass(frozen=True)
class Profiel:
    """protocol: columns of Protocol without the SWV and from when; stappen: columns of Protocolstap, in order."""

    protocol: dict[str, Any]
    stappen: list[dict[str, Any]]


def laden(regio: str) -> Profiel:
    """What this region begins with: its own protocol, or the default."""
    naam = regio if regio in EIGEN else STANDAARD
    gegevens = tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8"))
    return Profiel(stappen=gegevens.pop("stap"), protocol=gegevens)
