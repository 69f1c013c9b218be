"""How much of a file may come in, and how a refusal is said."""

from __future__ import annotations

from dataclasses import dataclass


class BestandFout(Exception):
    """This file cannot come in. The message is for the user: what is wrong, and what to do."""


class Afgekeurd(Exception):
    """Why a file cannot come in, as the end of the sentence that begins with its name.

    zin: the Dutch of it, with a place like %(pixels)s for each of delen; who shows it can look up its translation.
    """

    def __init__(self, zin: str, **delen: int) -> None:
        super().__init__(zin % delen if delen else zin)
        self.zin, self.delen = zin, delen


def zin(tekst: str) -> str:
    """The reason itself, marked for who collects what must be translated."""
    return tekst


@dataclass(frozen=True)
class Grenzen:
    """The limits of settings.BESTAND_GRENZEN. verhouding: unpacked against packed, where a zip becomes a bomb."""

    megabytes: int = 20
    paginas: int = 500
    megapixels: int = 64
    onderdelen: int = 2000
    uitgepakt_megabytes: int = 200
    verhouding: int = 100
    zijde: int = 4096
    """Pixels: a larger photo is made smaller. An A4 at this size is read without effort."""

    @property
    def bytes_(self) -> int:
        return self.megabytes * 1024**2


@dataclass(frozen=True)
class Mediagrenzen:
    """Of one sound or film. megapixels: of one picture as it comes; zijde: the longest side of what is kept."""

    soort: str
    megabytes: int
    seconden: int
    megapixels: float = 9.5
    zijde: int = 640

    @property
    def bytes_(self) -> int:
        return self.megabytes * 1024**2

    @property
    def is_film(self) -> bool:
        return self.soort == "film"


@dataclass(frozen=True)
class Goedgekeurd:
    """What may be kept: the MIME type as found, and the bytes, made anew where the kind asks for it."""

    soort: str
    data: bytes
