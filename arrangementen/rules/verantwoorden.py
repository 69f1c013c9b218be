"""Accounting for money: what apart and what together, whose receipts are looked at, and what is left. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from .boekingen import NUL

GAAT_MEE = "Gaat mee naar"
"""How a line begins that takes back what a school keeps for the next year: no money moves."""


def apart(bedrag: Decimal, vanaf: Decimal) -> bool:
    """Whether a grant of this amount is accounted for by itself; up to the limit it goes along with the whole year."""
    return bedrag > vanaf


def van_de_school(open_: Decimal, aan_leverancier: Decimal) -> Decimal:
    """What of the money that is open a school accounts for (5.2, 5.4): not what went to a supplier, whose invoice says
    on what it was spent. Never below zero: what was paid back may have been of that invoice."""
    return max(open_ - aan_leverancier, NUL)


def in_steekproef(sleutel: str, schooljaar: int, procent: int) -> bool:
    """Whether the receipts of this one are looked at. From its public id and the year, so that anybody can work it out
    again, nobody chooses, and a school does not know beforehand who it will be."""
    getal = int(sha256(f"{schooljaar}-{sleutel}".encode()).hexdigest()[:8], 16)
    return getal % 100 < procent


def verdelen(besteed: Decimal, open_: Sequence[Decimal]) -> list[Decimal]:
    """What was spent over what stands open, the first wholly before the next. Raises ValueError when it is too much."""
    uit = []
    for bedrag in open_:
        deel = min(besteed, bedrag)
        uit.append(deel)
        besteed -= deel
    if besteed > NUL:
        raise ValueError("more was spent than stands open")
    return uit
