"""The settings as another environment would make them, read from the real file and not written out again."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any
from unittest import mock

from django.contrib.auth.hashers import PBKDF2PasswordHasher

BESTAND = str(Path(__file__).parent.parent / "swv_portal" / "settings.py")


class SnelleHasher(PBKDF2PasswordHasher):
    """The hasher of the portal with one round: a quarter of a second of the processor less per password."""

    iterations = 1


def instellingen_van_het_portaal() -> dict[str, Any]:
    """Every name in the real file, read as a portal reads it."""
    return runpy.run_path(BESTAND)


def instellingen_met(**omgeving: str) -> dict[str, Any]:
    """What differs from the settings of these tests when these names are in the environment."""
    gewoon = instellingen_van_het_portaal()
    with mock.patch.dict(os.environ, omgeving):
        anders = instellingen_van_het_portaal()
    return {naam: waarde for naam, waarde in anders.items() if naam.isupper() and waarde != gewoon.get(naam)}
