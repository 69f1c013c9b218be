"""The check in a process of its own: the limits and the file on standard input, the verdict on standard output.

Has little memory, little time, no database, no keys in its environment and writes no file. What a parser gets wrong
here, ends here.
"""

from __future__ import annotations

import json
import resource
import sys

from . import Afgekeurd, Grenzen, controleren

GEHEUGEN = 1536 * 1024**2
REKENTIJD = 20


def main() -> None:
    for soort, grens in ((resource.RLIMIT_AS, GEHEUGEN), (resource.RLIMIT_CPU, REKENTIJD), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(soort, (grens, grens))
    grenzen = Grenzen(**json.loads(sys.stdin.buffer.readline()))
    data = sys.stdin.buffer.read()
    try:
        goed = controleren(data, grenzen)
    except Afgekeurd as reden:
        uitslag, inhoud = {"reden": reden.zin, "delen": reden.delen}, b""
    else:
        uitslag, inhoud = {"soort": goed.soort}, goed.data
    sys.stdout.buffer.write(json.dumps(uitslag).encode() + b"\n" + inhoud)


if __name__ == "__main__":
    main()
