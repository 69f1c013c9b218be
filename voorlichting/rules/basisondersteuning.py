"""How a school judges the points of basisondersteuning once a year. Pure. punten: code → sentence, of that year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

OORDELEN: Mapping[str, str] = {"ja": "Ja, dat lukt", "deels": "Deels", "nee": "Nog niet"}


def fouten(punten: Mapping[str, str], oordelen: Mapping[str, str]) -> list[str]:
    """The points without a judgement, or with one that does not exist."""
    return [punt for punt in punten if oordelen.get(punt) not in OORDELEN]


def telling(punten: Mapping[str, str], oordelen: Mapping[str, str]) -> Mapping[str, int]:
    """How many points got each judgement; what is no point any more does not count."""
    gegeven = Counter(oordeel for punt, oordeel in oordelen.items() if punt in punten)
    return {oordeel: gegeven[oordeel] for oordeel in OORDELEN}


def te_doen(punten: Mapping[str, str], oordelen: Mapping[str, str]) -> list[str]:
    """The sentences of what does not work yet, nee before deels."""
    rijen = [(oordelen[punt] != "nee", zin) for punt, zin in punten.items() if oordelen.get(punt) in ("nee", "deels")]
    return [zin for _, zin in sorted(rijen, key=lambda rij: rij[0])]
