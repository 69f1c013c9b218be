"""When the list of who works at a school is looked through: each quarter (Normenkader IBP, SM.02). No clock."""

from __future__ import annotations

from datetime import date

HERINNER_NA = (0, 14, 42)
"""Days of the quarter on which who has not looked yet is mailed. Three times: more is read by nobody."""


def kwartaal(dag: date) -> date:
    """The first day of the quarter of this day."""
    return date(dag.year, dag.month - (dag.month - 1) % 3, 1)


def hoeveelste(dag: date) -> int:
    """Which mail of this quarter is due on this day at the latest: 1, 2 or 3."""
    return sum((dag - kwartaal(dag)).days >= na for na in HERINNER_NA)
