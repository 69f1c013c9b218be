"""Running the check of a file in a child that may be killed: a bomb takes the child along, never the portal."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import subprocess
import sys
from typing import BinaryIO

from django.conf import settings

from .controle import Afgekeurd, Goedgekeurd, Grenzen
from .controle.grenzen import Mediagrenzen

WACHTTIJD = 30
MEDIA_WACHTTIJD = 90
"""Seconds for a film, in which every picture is drawn anew. The web server must wait longer (docs/uitrol.md)."""
logger = logging.getLogger(__name__)


def keuren(data: bytes, grenzen: Grenzen) -> Goedgekeurd:
    """controleren() in a process of its own. Raises Afgekeurd, also when the child did not come back."""
    try:
        uit = subprocess.run(
            [sys.executable, "-m", "kern.bestanden.controle"],
            input=json.dumps(dataclasses.asdict(grenzen)).encode() + b"\n" + data,
            capture_output=True,
            timeout=WACHTTIJD,
            cwd=settings.BASE_DIR,
            env=_omgeving(),
            check=True,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fout:
        # What the parser wrote may hold words of the file: only how it ended goes into the log.
        logger.warning("the check of a file did not end well: %s", getattr(fout, "returncode", "time"))
        raise Afgekeurd("is te groot of te ingewikkeld om te controleren. Kies een eenvoudiger bestand.") from fout
    kop, _, inhoud = uit.partition(b"\n")
    uitslag = json.loads(kop)
    if "reden" in uitslag:
        raise Afgekeurd(uitslag["reden"], **uitslag["delen"])
    return Goedgekeurd(uitslag["soort"], inhoud)


def media_keuren(bron: BinaryIO, uit: BinaryIO, grenzen: Mediagrenzen) -> str:
    """media_keuren() of the check in a process of its own, from file to file; gives the MIME type.

    bron, uit: real files, so that nothing of a film is in the memory of this process. Raises Afgekeurd.
    """
    bron.seek(0)
    try:
        antwoord = subprocess.run(
            [
                sys.executable,
                "-m",
                "kern.bestanden.controle.mediakind",
                json.dumps(dataclasses.asdict(grenzen)),
                str(uit.fileno()),
            ],
            stdin=bron,
            capture_output=True,
            pass_fds=[uit.fileno()],
            timeout=MEDIA_WACHTTIJD,
            cwd=settings.BASE_DIR,
            env=_omgeving(),
            check=True,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fout:
        logger.warning("the check of a sound or film did not end well: %s", getattr(fout, "returncode", "time"))
        raise Afgekeurd("is te groot of te ingewikkeld om te controleren. Neem iets korters op.") from fout
    uitslag = json.loads(antwoord)
    if "reden" in uitslag:
        raise Afgekeurd(uitslag["reden"], **uitslag["delen"])
    return str(uitslag["soort"])


def _omgeving() -> dict[str, str]:
    return {naam: os.environ[naam] for naam in ("PATH", "LANG", "LC_ALL", "TMPDIR") if naam in os.environ}
