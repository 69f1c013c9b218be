"""Fixed sentences for families: Dutch text that can be translated, with the values that stand in it. Pure."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Weekdag:
    """A day with the name of the day: somebody has to be somewhere, or be done, by then."""

    dag: date


Waarde: TypeAlias = "str | int | date | time | Decimal | Merk | Weekdag | Zin"


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
