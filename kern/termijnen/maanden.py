"""Terms in months and years, to the day. Pure: no Django, no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def maanden_later(dag: date, maanden: int) -> date:
    """The same day so many months later, or the last day of a shorter month: 31 August and one gives 30 September.

    Raises ValueError for negative input.
    """
    if maanden < 0:
        raise ValueError("Het aantal maanden is niet negatief.")
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))
