"""Own words for a mail, and who gets none. Filled from above at start-up: this floor knows no SWV (architectuur.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .teksten import MAILS, vul

Bron = Callable[[str], tuple[str, Mapping[str, str]]]
"""Of a kind: the own words, "" without any, and what is filled in for the SWV."""


def _geen(soort: str) -> tuple[str, Mapping[str, str]]:
    return "", {}


def _tegen_niemand(wie: Any) -> bool:
    return False


_bron: list[Bron] = [_geen]
_zwijgt: list[Callable[[Any], bool]] = [_tegen_niemand]


def eigen_woorden_uit(bron: Bron) -> None:
    """From now on they come from here."""
    _bron[:] = [bron]


def zwijgen_tegen(zwijgt: Callable[[Any], bool]) -> None:
    """From now on this says to whom no mail goes, because there is nothing for him or her to log in to."""
    _zwijgt[:] = [zwijgt]


def zwijgt_tegen(wie: Any) -> bool:
    """Whether this person gets no mail that something waits."""
    return wie is not None and _zwijgt[0](wie)


def mailtekst(soort: str, **waarden: str) -> str:
    """What this mail says today, filled in."""
    eigen, van_ons = _bron[0](soort)
    plekken = {f"{{{naam}}}": waarde for naam, waarde in waarden.items()}
    return vul(eigen or MAILS[soort].tekst, {**van_ons, **plekken})
