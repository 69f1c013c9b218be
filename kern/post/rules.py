"""When an ordinary notice may go out. Pure: no clock; moments are local time in Amsterdam."""

from __future__ import annotations

from datetime import datetime

from kern.termijnen.kalender import is_werkdag

EERSTE_UUR, LAATSTE_UUR = 8, 15
"""On working days from eight until three in the afternoon: nobody is called from sleep or dinner (afspraak 48)."""
UREN = range(EERSTE_UUR, LAATSTE_UUR)
"""The hours of which somebody can choose one for the mail of the day."""


def mag_nu(nu: datetime) -> bool:
    """Whether an ordinary notice may be mailed at this local moment."""
    return is_werkdag(nu.date()) and nu.hour in UREN
