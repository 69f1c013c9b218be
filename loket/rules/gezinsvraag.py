"""When somebody read what was written. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


def gelezen(op: datetime, blikken: Iterable[datetime]) -> datetime | None:
    """The first of these looks from this moment on; None when nobody looked since."""
    return min((een for een in blikken if een >= op), default=None)
