"""A book outside the database: a file of lines, each sealed together with the one before it, that is only added to.

What was changed, taken out, moved or cut off is seen when it is read, and then nothing is added. It is not in the
database and not in the folder of files, so that one back-up put back does not bring back the other.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)


class BoekFout(Exception):
    """A book was changed, misses a line or cannot be written: then nothing may follow."""


@dataclass(frozen=True)
class Boek:
    """One file. soort: what it is called, and part of the key, so that a line of one book fits in no other."""

    soort: str
    bestand: str

    def pad(self) -> Path:
        return Path(settings.VERWIJDERBOEK_MAP) / self.bestand

    def schrijven(self, inhoud: Mapping[str, object]) -> None:
        """Add one line, on disk before this returns. Raises BoekFout when what is there does not hold."""
        try:
            self.pad().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._vergrendeld() as bestand:
                alle = self._lezen(bestand)
                laatste = alle[-1] if alle else None
                velden = {
                    **inhoud,
                    "nummer": laatste["nummer"] + 1 if laatste else 1,
                    "vorige": laatste["zegel"] if laatste else "",
                }
                self._erbij(bestand, (_json(velden | {"zegel": self._zegel(velden, sleutels()[0])}) + "\n").encode())
        except OSError as fout:
            raise BoekFout(f"Het {self.soort} kan niet worden geschreven.") from fout

    def regels(self) -> list[dict[str, Any]]:
        """All lines, each checked against the one before it. Raises BoekFout when one was changed or taken out."""
        if not self.pad().exists():
            return []
        with self.pad().open("rb", buffering=0) as bestand:
            return self._lezen(bestand)

    def afkappen(self) -> int:
        """Take away a last line of which a power cut left only a part; how many bytes. Nothing else is ever mended.

        Each whole line must hold. What the half line would have said, comes again: an intention whose transaction never
        began, or an end that the database knows and the next night writes. Raises BoekFout when it is not that.
        """
        if not self.pad().exists():
            raise BoekFout(f"Er is geen {self.soort}.")
        with self._vergrendeld() as bestand:
            bestand.seek(0)
            alles = bestand.read()
            heel = alles.rfind(b"\n") + 1
            if heel == len(alles):
                raise BoekFout(f"De laatste regel van het {self.soort} is heel. Er is niets af te kappen.")
            aantal = len(self._regels(alles[:heel].decode()))
            try:
                self._regels(alles.decode())
            except (BoekFout, UnicodeDecodeError):
                bestand.truncate(heel)
            else:  # whole, but for its end
                self._erbij(bestand, b"\n")
                heel = len(alles)
            os.fsync(bestand.fileno())
        logger.warning("%s: %s lines hold, %s bytes cut off", self.soort, aantal, len(alles) - heel)
        return len(alles) - heel

    def _erbij(self, bestand: FileIO, lijn: bytes) -> None:
        """The whole line or nothing: a full disk takes half of it without a word."""
        einde = bestand.seek(0, os.SEEK_END)
        if bestand.write(lijn) != len(lijn):
            bestand.truncate(einde)
            raise BoekFout(f"Het {self.soort} kan niet worden geschreven: de schijf is vol.")
        os.fsync(bestand.fileno())

    @contextmanager
    def _vergrendeld(self) -> Iterator[FileIO]:
        greep = os.open(self.pad(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(greep, "r+b", buffering=0) as bestand:
            fcntl.flock(bestand, fcntl.LOCK_EX)
            yield bestand

    def _lezen(self, bestand: FileIO) -> list[dict[str, Any]]:
        bestand.seek(0)
        inhoud = bestand.read()
        if inhoud and not inhoud.endswith(b"\n"):  # or the next line would be written behind it
            raise BoekFout(f"De laatste regel van het {self.soort} is niet heel: er ging iets mis bij het schrijven.")
        return self._regels(inhoud.decode())

    def _regels(self, inhoud: str) -> list[dict[str, Any]]:
        alle: list[dict[str, Any]] = []
        vorige = ""
        for rauw in inhoud.splitlines():
            try:
                velden: dict[str, Any] = json.loads(rauw)
                zegel = velden.pop("zegel")
                goed = any(hmac.compare_digest(zegel, self._zegel(velden, sleutel)) for sleutel in sleutels())
                if not goed or velden["vorige"] != vorige or velden["nummer"] != len(alle) + 1:
                    raise ValueError
            except (ValueError, KeyError, TypeError) as fout:
                raise BoekFout(f"Regel {len(alle) + 1} van het {self.soort} klopt niet.") from fout
            alle.append(velden | {"zegel": zegel})
            vorige = zegel
        return alle

    def _zegel(self, velden: Mapping[str, object], sleutel: str) -> str:
        return hmac.new(f"{self.soort}:{sleutel}".encode(), _json(velden).encode(), hashlib.sha256).hexdigest()


def sleutels() -> list[str]:
    """The first one writes, all read, so that a key can be replaced."""
    return list(settings.VERSLEUTELSLEUTELS)


def _json(velden: Mapping[str, object]) -> str:
    return json.dumps(velden, sort_keys=True, separators=(",", ":"))
