"""The pages that each of the five regions begins with, as data: what holds everywhere, and its own after its seed.

The words are ours, to be checked by the SWV: nobody's text is copied. What an SWV sets stands in them as a placeholder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent
STANDAARD = "standaard"
EIGEN = tuple(sorted(bestand.stem for bestand in MAP.glob("*.toml") if bestand.stem != STANDAARD))


@dataclass(frozen=True)
class Beginpagina:
    """plek: columns of Pagina; woorden: columns of Paginaversie; over: its day, counted from the day of the start."""

    plek: Mapping[str, Any]
    woorden: Mapping[str, Any]
    over: int | None = None


@dataclass(frozen=True)
class Profiel:
    """paginas: in the order of the files, an own page in the place of the default one at the same address."""

    paginas: Sequence[Beginpagina] = field(default=())


def laden(regio: str) -> Profiel:
    """What this region begins with; for one that has no file of its own, what holds everywhere."""
    namen = [STANDAARD, *([regio] if regio in EIGEN else [])]
    paginas: dict[tuple[str, str, str], Beginpagina] = {}
    for naam in namen:
        for een in tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8")).get("pagina", ()):
            pagina = _pagina(een)
            paginas[(pagina.plek["rubriek"], pagina.plek["slug"], pagina.plek["taal"])] = pagina
    return Profiel(tuple(paginas.values()))


def _pagina(gegevens: dict[str, Any]) -> Beginpagina:
    plek = {naam: gegevens.pop(naam) for naam in ("rubriek", "slug", "volgorde") if naam in gegevens}
    return Beginpagina(plek | {"taal": gegevens.pop("taal", "nl")}, gegevens, gegevens.pop("over", None))
