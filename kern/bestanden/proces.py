"""Running the check of a file in a child that may be killed: a bomb takes the child along, never the portal."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import subprocess
import sys

from django.conf import settings

from .controle import Afgekeurd, Goedgekeurd, Grenzen

WACHTTIJD = 30
logger = logging.getLogger(__name__)


def keuren(data: bytes, grenzen: Grenzen) -> Goedgekeurd:
    """controleren() in a process of its own. Raises Afgekeurd, also when the child did not come back."""
    omgeving = {naam: os.environ[naam] for naam in ("PATH", "LANG", "LC_ALL", "TMPDIR") if naam in os.environ}
    try:
        uit = subprocess.run(
            [sys.executable, "-m", "kern.bestanden.controle"],
            input=json.dumps(dataclasses.asdict(grenzen)).encode() + b"\n" + data,
            capture_output=True,
            timeout=WACHTTIJD,
            cwd=settings.BASE_DIR,
            env=omgeving,
            check=True,
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fout:
        # What the parser wrote may hold words of the file: only how it ended goes into the log.
        logger.warning("the check of a file did not end well: %s", getattr(fout, "returncode", "time"))
        raise Afgekeurd("is te groot of te ingewikkeld om te controleren. Kies een eenvoudiger bestand.") from fout
    kop, _, inhoud = uit.partition(b"\n")
    uitslag = json.loads(kop)
    if "reden" in uitslag:
        raise Afgekeurd(uitslag["reden"])
    return Goedgekeurd(uitslag["soort"], inhoud)
