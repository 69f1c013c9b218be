"""An explanation before it is in a language: sentences with their values, as frozen data. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


class Merk(Enum):
    """A day that is not known when the words are frozen (afspraak 4)."""

    VERZONDEN = "dagtekening"
    BEZWAAR_TOT = "bezwaar-tot"


class Nummer(str):
    """A number, telephone or address: never broken, always from left to right."""


class Nederlands(str):
    """Words that stay Dutch: the name of an office, a term of the law."""


Waarde: TypeAlias = "str | int | date | time | Decimal | Merk | Zin"


@dataclass(frozen=True)
class Zin:
    """A sentence by its Dutch text, which is its msgid. meer: the text for another number than one."""

    tekst: str
    meer: str = ""
    waarden: tuple[tuple[str, Waarde], ...] = ()

    def met(self, **waarden: Waarde) -> Zin:
        """The same sentence with these values in it."""
        return replace(self, waarden=(*self.waarden, *waarden.items()))


def _(tekst: str) -> Zin:
    """A sentence that is translated; xgettext finds it by this name."""
    return Zin(tekst)


def ngettext(een: str, meer: str, aantal: int) -> Zin:
    """A sentence that depends on a number."""
    return Zin(een, meer).met(aantal=aantal)


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
