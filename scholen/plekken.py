"""Where schools are: a list of November 2024 with the code of each location (docs/adr/0040)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Plek = tuple[float, float]
LIJST = Path(__file__).parent / "gegevens" / "schoolplekken.csv"
BRON = "adressen van schoolvestigingen, november 2024"


@cache
def plekken() -> Mapping[str, Plek]:
    """BRIN6 → longitude and latitude. Of a school on two addresses, the last; of one that is newer, nothing."""
    with LIJST.open(encoding="utf-8", newline="") as bestand:
        return {rij["brin6"]: (float(rij["lon"]), float(rij["lat"])) for rij in csv.DictReader(bestand)}
