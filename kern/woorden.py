"""Words put together as a reader says them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def opsomming(delen: Iterable[str]) -> str:
    """a, b en c; of one part that part, and "" of none. Empty parts are left out."""
    *eerder, laatste = [deel for deel in delen if deel] or [""]
    return " en ".join(filter(None, (", ".join(eerder), laatste)))


def euro(bedrag: Decimal) -> str:
    """€ 1.234,56: always with cents, as in a bookkeeping. Below zero: € -1.234,56. It never breaks after the sign."""
    return "€\u00a0" + f"{bedrag:,.2f}".translate(str.maketrans(",.", ".,"))
