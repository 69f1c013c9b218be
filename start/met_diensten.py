"""Run a command, or the checks of migrations and deployment, with the services and settings of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import start.proefdiensten  # noqa: F401 - starts the services and fills the environment

WORTEL = Path(__file__).resolve().parent.parent
ALTIJD = {"STATIC_ROOT": str(WORTEL / ".data" / "static")}
PRODUCTIE = ALTIJD | {
    "SITE_URL": "https://portaal.swv.example",
    "ALLOWED_HOSTS": "portaal.swv.example",
    "DEMO": "0",
    "STATIC_BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}


def nakijken() -> int:
    """No model without its migration, and no warning for a deployment as in production."""
    for opdracht, omgeving in (
        (["makemigrations", "--check", "--dry-run", "--verbosity", "1"], ALTIJD),
        (["check", "--deploy", "--fail-level", "WARNING"], PRODUCTIE),
    ):
        uit = subprocess.run(
            [sys.executable, WORTEL / "manage.py", *opdracht], env=os.environ | omgeving, cwd=WORTEL, check=False
        )
        if uit.returncode:
            return uit.returncode
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--nakijken"]:
        sys.exit(nakijken())
    sys.exit(subprocess.run(sys.argv[1:], env=os.environ | ALTIJD, cwd=WORTEL, check=False).returncode)
