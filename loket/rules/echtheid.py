"""What the holder of a letter may know about it: that it is genuine, and whether it still holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ECHT, VERVANGEN, INGETROKKEN = "echt", "vervangen", "ingetrokken"


@dataclass(frozen=True)
class Oordeel:
    """stand: echt, vervangen or ingetrokken; verzonden: the date on the letter; per: since when it no longer holds.

    bijlage: whether it went along with a letter; its date is then not that of sending.
    """

    stand: str
    verzonden: date
    per: date | None = None
    bijlage: bool = False


def oordeel(
    *, verzonden: date, vervangen: Iterable[date | None], ingetrokken: Iterable[date | None], vandaag: date
) -> Oordeel:
    """vervangen, ingetrokken: the days from which another decision came for it, or it was withdrawn (None: not).

    Each only as far as it was made known (Awb 3:40). What is still to come does not work yet. The earliest counts; a
    withdrawal on the same day goes first, for it says most.
    """
    einden = [(dag, 0, INGETROKKEN) for dag in ingetrokken if dag and dag <= vandaag]
    einden += [(dag, 1, VERVANGEN) for dag in vervangen if dag and dag <= vandaag]
    if not einden:
        return Oordeel(ECHT, verzonden)
    per, _, stand = min(einden)
    return Oordeel(stand, verzonden, max(per, verzonden))
