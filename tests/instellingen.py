"""The settings as another environment would make them, read from the real file and not written out again."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any
from unittest import mock

BESTAND = str(Path(__file__).parent.parent / "swv_portal" / "settings.py")


def instellingen_met(**omgeving: str) -> dict[str, Any]:
    """What differs from the settings of these tests when these names are in the environment."""
    gewoon = runpy.run_path(BESTAND)
    with mock.patch.dict(os.environ, omgeving):
        anders = runpy.run_path(BESTAND)
    return {naam: waarde for naam, waarde in anders.items() if naam.isupper() and waarde != gewoon.get(naam)}
