"""Amounts in a file of the bookkeeping: read by the sign that the whole column uses, never guessed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

LIJKT_OP = re.compile(r"[+-]?[\d.,]*\d")
GEEN_TEKEN = re.compile(r"[€\s\u00a0\u202f']")
KOMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2}|,\d{2}00)?")
PUNT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2}|\.\d{2}00)?")
"""What a cell looks like with a comma, or with a dot, before the cents: two decimals, or the four that Exact gives."""
NIETS = Decimal("0.00")


class NietZeker(ValueError):
    """These amounts can be read in more than one way. plaats: of the first cell that does not fit, from 0."""

    def __init__(self, plaats: int, cel: str) -> None:
        super().__init__(cel)
        self.plaats, self.cel = plaats, cel


def bedragen(cellen: Iterable[object]) -> list[Decimal]:
    """The amounts of these cells, of one file; zero for what is none. Raises NietZeker rather than guess.

    With a comma before the cents, dots are thousands: 1.250 is 1250. A cell that is a number already needs no sign.
    """
    waarden = [*cellen]
    teksten = {plaats: _kaal(cel) for plaats, cel in enumerate(waarden) if isinstance(cel, str)}
    getallen = {plaats: tekst for plaats, tekst in teksten.items() if LIJKT_OP.fullmatch(tekst)}
    komma = _komma(getallen)
    return [
        _lees(getallen.get(plaats, ""), komma=komma) if isinstance(cel, str) else _getal(cel)
        for plaats, cel in enumerate(waarden)
    ]


def _komma(getallen: dict[int, str]) -> bool:
    """Whether a comma stands before the cents in all of these, and not a dot."""
    anders = [plaats for plaats, tekst in getallen.items() if not KOMMA.fullmatch(tekst)]
    if not anders:
        return True
    punt = all(PUNT.fullmatch(tekst) for tekst in getallen.values())
    if punt and any("." in tekst for tekst in getallen.values()):
        return False
    raise NietZeker(anders[0], getallen[anders[0]])


def _lees(tekst: str, *, komma: bool) -> Decimal:
    if not tekst:
        return NIETS
    duizend, cent = (".", ",") if komma else (",", ".")
    return Decimal(tekst.replace(duizend, "").replace(cent, ".")).quantize(NIETS)


def _getal(cel: object) -> Decimal:
    if isinstance(cel, bool) or not isinstance(cel, int | float | Decimal):
        return NIETS
    bedrag = Decimal(str(cel))
    return bedrag.quantize(NIETS) if bedrag.is_finite() and abs(bedrag) < Decimal("1e20") else NIETS


def _kaal(cel: str) -> str:
    return GEEN_TEKEN.sub("", cel)
