"""The school year: 1 August up to and including 31 July (WPO art. 1). Pure."""

from __future__ import annotations

from datetime import date


def schooljaar(dag: date) -> int:
    """The school year this day is in, by its first calendar year: 2026 for 1-8-2026 up to and including 31-7-2027."""
    return dag.year if dag.month >= 8 else dag.year - 1


def eerste_dag(jaar: int) -> date:
    """1 August."""
    return date(jaar, 8, 1)


def laatste_dag(jaar: int) -> date:
    """31 July of the next calendar year."""
    return date(jaar + 1, 7, 31)


def notatie(jaar: int) -> str:
    """2026 → "2026-2027"."""
    return f"{jaar}-{jaar + 1}"
