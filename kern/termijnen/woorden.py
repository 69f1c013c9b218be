"""Days as the reader of a letter says them. Pure, and the same on every machine: no locale of the system."""

from __future__ import annotations

from datetime import date, datetime

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def datum_voluit(dag: date, *, weekdag: bool = False) -> str:
    """4 december 2026, or with weekdag: vrijdag 4 december 2026."""
    datum = f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
    return f"{DAGEN[dag.weekday()]} {datum}" if weekdag else datum


def tijd_voluit(moment: datetime) -> str:
    """14.30 uur, of a moment in local time."""
    return f"{moment.hour}.{moment.minute:02d} uur"
