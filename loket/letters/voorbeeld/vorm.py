"""One letter of the fictional case, and the same letter to each of its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from loket.letters import bericht
from loket.letters.gegevens import Geadresseerde, Gericht

from .zaak import AAN, BESTUUR, KIND, LEZERS, OUDER, VOOGD

ZAAKBRIEF = "brieven/zaakbrief.html"
Nagaan = Callable[[Any], list[str]]


@dataclass(frozen=True, kw_only=True)
class Voorbeeld:
    """One letter. sleutel: for its address; clausule: whether it says how to object or appeal."""

    sleutel: str
    titel: str
    aan: str
    sjabloon: str
    brief: Gericht
    ontbreekt: Nagaan
    clausule: bool = False


def voor(
    naam: str,
    titel: str,
    maak: Callable[[Geadresseerde], Any],
    nagaan: Nagaan = bericht.bericht_ontbreekt,
    *,
    sjabloon: str = ZAAKBRIEF,
    clausule: bool = False,
    lezers: tuple[str, ...] = (OUDER, VOOGD, KIND, BESTUUR),
) -> Iterator[Voorbeeld]:
    """The same letter to each of these readers."""
    for aan in lezers:
        yield Voorbeeld(
            sleutel=f"{naam}-{aan}",
            titel=titel,
            aan=AAN[aan],
            sjabloon=sjabloon,
            brief=maak(LEZERS[aan]),
            ontbreekt=nagaan,
            clausule=clausule,
        )
