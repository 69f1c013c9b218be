"""The forms that ask for counts, as data: one file each, so that another year or another asker needs no code."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

MAP = Path(__file__).parent


def bronnen() -> dict[str, Any]:
    """Code → the form as its file describes it; rules.formulier reads it."""
    return {bestand.stem: tomllib.loads(bestand.read_text(encoding="utf-8")) for bestand in sorted(MAP.glob("*.toml"))}
