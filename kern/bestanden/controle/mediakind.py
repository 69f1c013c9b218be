"""The check of a sound or film in a process of its own: read from standard input, written anew to one file.

It has little memory and time, no database and no keys in its environment. Before the first byte is read it can open
nothing any more, no file and no connection: whatever a film asks for, there is nothing to ask.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

import av.subtitles.stream  # noqa: F401 -- av imports it when a film has subtitles, and then nothing opens any more

from .grenzen import Afgekeurd, Mediagrenzen
from .media import media_keuren

GEHEUGEN = 1536 * 1024**2
REKENTIJD = 75
UITVOER = 96 * 1024**2
"""Bytes that may be written: three minutes of film are a third of it."""
UIT = 3
"""The one file that is open beside the three of every process."""


def opsluiten() -> None:
    """From here on this process opens nothing, and stops when it asks too much."""
    grenzen = ((resource.RLIMIT_AS, GEHEUGEN), (resource.RLIMIT_CPU, REKENTIJD), (resource.RLIMIT_FSIZE, UITVOER))
    for soort, grens in (*grenzen, (resource.RLIMIT_NOFILE, UIT + 1)):
        resource.setrlimit(soort, (grens, grens))


def main() -> None:
    """Arguments: the limits as JSON, and the number of the open file to write to."""
    grenzen = Mediagrenzen(**json.loads(sys.argv[1]))
    gekregen = int(sys.argv[2])
    if gekregen != UIT:
        os.dup2(gekregen, UIT)
        os.close(gekregen)
    with open(0, "rb", closefd=False) as bron, open(UIT, "wb", closefd=False) as uit:
        opsluiten()
        uitslag: dict[str, Any]
        try:
            uitslag = {"soort": media_keuren(bron, uit, grenzen)}
        except Afgekeurd as reden:
            uitslag = {"reden": reden.zin, "delen": reden.delen}
    sys.stdout.buffer.write(json.dumps(uitslag).encode())


if __name__ == "__main__":
    os.nice(10)  # pages of others go first
    main()
