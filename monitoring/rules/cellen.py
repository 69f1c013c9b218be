"""A cell of a table in a chart: what is drawn, and what is written beside it. Pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from .tabel import Cel, Maat
from .weergave import in_woorden

ONBEKEND = "niet bekend"


def bij_grafiek(cel: Cel, maat: Maat) -> str:
    """As in a table, but amounts in whole euros, and in words that the source is missing: it is read aloud too."""
    if cel is None:
        return ONBEKEND
    if maat is Maat.EURO and not isinstance(cel, str):
        heel = int(Decimal(cel).quantize(Decimal(1), ROUND_HALF_UP))
        return f"€\u00a0{in_woorden(heel, Maat.AANTAL)}"
    return in_woorden(cel, maat)


BEREIK = re.compile(r"([0-9]+(?:,[0-9]+)?)% tot ([0-9]+(?:,[0-9]+)?)%")


def bereik(cel: Cel) -> tuple[float, float] | None:
    """Between what a percentage lies, where nobody knows it precisely (rules.telling.Aandeel)."""
    gevonden = BEREIK.fullmatch(cel) if isinstance(cel, str) else None
    return None if gevonden is None else (_float(gevonden[1]), _float(gevonden[2]))


def _float(tekst: str) -> float:
    return float(tekst.replace(",", "."))


def getal(cel: Cel) -> float | None:
    """What a chart draws; None where there is no number to draw: it is unknown or hidden."""
    return None if cel is None or isinstance(cel, str) else float(cel)
