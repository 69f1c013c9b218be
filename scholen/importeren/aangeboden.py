"""Files that somebody offers in the browser: read before they are kept, and read again from what was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kern.bestanden.opslag import lezen
from scholen.models import Inlezing

from .feiten import Bron, bron_lezen
from .lezen import MAC, ImportFout


@dataclass(frozen=True)
class Aangeboden:
    """A file that can be read, with what had to be said to read it."""

    naam: str
    inhoud: bytes
    peildatum: date | None = None
    codering: str = ""


def bekijken(naam: str, inhoud: bytes, *, peildatum: date | None, van_mac: bool) -> Aangeboden:
    """Find out how this file is to be read. peildatum, van_mac: what the user said, for a file that needs it.

    Raises ImportFout for a file that cannot be read; `mist` says what the user did not say.
    """
    codering = MAC if van_mac else ""
    try:
        bron_lezen(naam, inhoud, zo_nodig=codering)
    except ImportFout as fout:
        if fout.mist != "peildatum" or peildatum is None:
            raise
        bron_lezen(naam, inhoud, peildatum=peildatum, zo_nodig=codering)
        return Aangeboden(naam, inhoud, peildatum, codering)
    return Aangeboden(naam, inhoud, codering=codering)


def bronnen_van(inlezing: Inlezing) -> list[Bron]:
    """What the kept files of this import say, in the order they were offered."""
    return list(_lezen(inlezing))


def _lezen(inlezing: Inlezing) -> Iterable[Bron]:
    for bestand in inlezing.bestanden.select_related("inhoud"):
        inhoud = lezen(bestand.inhoud.sha256)
        yield bron_lezen(bestand.naam, inhoud, peildatum=bestand.peildatum, zo_nodig=bestand.codering)
