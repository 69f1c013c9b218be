"""An explanation before it is in a language: sentences with their values, as frozen data. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kern.brieven.zinnen import Merk, Nederlands, Nummer, Waarde, Weekdag, Zin, _, ngettext

__all__ = [
    "Blok",
    "Feit",
    "Merk",
    "Nederlands",
    "Nummer",
    "Uitleg",
    "Waarde",
    "Weekdag",
    "Zin",
    "_",
    "blok",
    "ngettext",
]


@dataclass(frozen=True)
class Feit:
    """One line of the facts: what it is, and its value."""

    wat: Zin
    waarde: Waarde


@dataclass(frozen=True)
class Blok:
    kop: Zin
    zinnen: tuple[Zin, ...]


@dataclass(frozen=True, kw_only=True)
class Uitleg:
    """One letter in plain words. titel says the most important; blokken answer a question of the reader each."""

    titel: Zin
    afzender: str
    feiten: tuple[Feit, ...]
    blokken: tuple[Blok, ...]


def blok(kop: Zin, *zinnen: Zin | Iterable[Zin | None] | None) -> Blok:
    """A block of these sentences; what is None does not apply."""
    plat: list[Zin] = []
    for een in zinnen:
        plat += [deel for deel in ((een,) if een is None or isinstance(een, Zin) else een) if deel is not None]
    return Blok(kop, tuple(plat))
