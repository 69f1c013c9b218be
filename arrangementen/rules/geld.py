"""Amounts to the cent: what is split, adds up again. Pure; amounts are Decimal in euro with two decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MAANDEN_EERSTE_JAAR = 5
"""R-BUD-02: August up to and including December; January up to and including July are the other seven."""
HOOGSTENS = Decimal("99999999.99")
"""More than any SWV spends in a year: a slip of the keyboard."""


def op_de_cent(bedrag: Decimal) -> Decimal:
    """To whole cents; half a cent goes away from zero, so that what is taken back is what was given."""
    return bedrag.quantize(CENT, ROUND_HALF_UP)


def over_kalenderjaren(bedrag: Decimal, schooljaar: int) -> Mapping[int, Decimal]:
    """An amount of a school year over its two calendar years (R-BUD-02): 5/12 for August–December, 7/12 for the rest.

    schooljaar: its first calendar year. The remainder rule: the first part is rounded to the cent, the second is what
    is left, so that both together are the whole.
    """
    eerste = op_de_cent(bedrag * MAANDEN_EERSTE_JAAR / 12)
    return {schooljaar: eerste, schooljaar + 1: bedrag - eerste}


def gelijke_delen(bedrag: Decimal, aantal: int) -> list[Decimal]:
    """An amount over so many pupils in equal shares (R-ARR-14); cents that are left go to the first ones.

    Raises ValueError when there is nobody to share.
    """
    if aantal < 1:
        raise ValueError("there is nobody to share with")
    centen = int(bedrag / CENT)
    deel, over = divmod(abs(centen), aantal)
    teken = -1 if centen < 0 else 1
    return [teken * (deel + (nummer < over)) * CENT for nummer in range(aantal)]


def basisondersteuning(*, vaste_voet: Decimal, per_leerling: Decimal, leerlingen: int) -> Decimal:
    """What a school gets for basisondersteuning in a school year: a fixed foot and so much per counted pupil (5.4)."""
    return vaste_voet + per_leerling * leerlingen


def kosten_uren(*, uren: Decimal, tarief: Decimal) -> Decimal:
    """What so many hours cost at this tariff per hour."""
    return op_de_cent(uren * tarief)
