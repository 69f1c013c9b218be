"""Basisondersteuning over schools: a fixed foot and so much per counted pupil (5.4). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .geld import basisondersteuning


@dataclass(frozen=True)
class Deel:
    """What one school (by id) gets, and the count it comes from; leerlingen None: no count, so nothing."""

    school: int
    leerlingen: int | None
    bedrag: Decimal


def kenmerk(schooljaar: int, nummer: int) -> str:
    """The number under which a school is paid its basisondersteuning. nummer: of its row, so that no two are alike."""
    return f"BA-{schooljaar}-{nummer:05d}"


def verdeel(tellingen: Iterable[tuple[int, int | None]], *, vaste_voet: Decimal, per_leerling: Decimal) -> list[Deel]:
    """School and count → what it gets. Without a count (none, or hidden because it is small) a school gets nothing yet:
    a fixed foot alone would be a guess."""
    return [
        Deel(
            school,
            aantal,
            Decimal(0)
            if aantal is None
            else basisondersteuning(vaste_voet=vaste_voet, per_leerling=per_leerling, leerlingen=aantal),
        )
        for school, aantal in tellingen
    ]
