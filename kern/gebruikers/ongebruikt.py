"""When an account that nobody uses is closed (Normenkader IBP, SM.02): never without a notice before. No clock."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

ONGEBRUIKT = timedelta(days=90)
VOORAF = timedelta(days=14)


class Stap(Enum):
    NIETS = "niets"
    MELDEN = "melden"
    BLOKKEREN = "blokkeren"


def stap(gebruikt: date, gemeld: date | None, dag: date) -> Stap:
    """What is due on this day for an account last used on `gebruikt`; gemeld: when its notice went out, if it did.

    A notice of before the last use was about another time. Who was told late, because the worker was down, still has
    the whole fortnight.
    """
    if gemeld is None or gemeld < gebruikt:
        return Stap.MELDEN if dag - gebruikt >= ONGEBRUIKT - VOORAF else Stap.NIETS
    return Stap.BLOKKEREN if dag - gebruikt >= ONGEBRUIKT and dag - gemeld >= VOORAF else Stap.NIETS
