"""About quotes and invoices: which decision they are about, and whether they fit. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from kern.woorden import euro

KENMERK = re.compile(r"\b(AR|BA)[\s./_-]*(\d{4})[\s./_-]*(\d{4,6})\b", re.IGNORECASE)
"""AR: of an arrangement; BA: of the basisondersteuning of a school."""


def kenmerk_in(tekst: str) -> str:
    """The number of a decision in what a supplier wrote: "uw ref. ar 2026 0012" → AR-2026-0012; "" when none."""
    gevonden = KENMERK.search(tekst)
    return "-".join((gevonden[1].upper(), gevonden[2], gevonden[3])) if gevonden else ""


def oordeel(bedrag: Decimal, *, gekoppeld: bool, kenmerk: str, open_: Decimal) -> str:
    """Why this invoice cannot be paid as it is, in a sentence; "" when it can. open_: granted and not yet paid."""
    if not gekoppeld and not kenmerk:
        return "Er staat geen nummer van een beslissing op. Vraag de leverancier om het nummer, zoals AR-2026-0012."
    if not gekoppeld:
        return f"Er is geen toekenning met nummer {kenmerk}. Kijk het nummer na, of vraag de leverancier ernaar."
    if bedrag > open_:
        te_veel = euro(bedrag - open_)
        return f"Dit is {te_veel} meer dan er openstaat ({euro(open_)}). Vraag een andere factuur, of ken meer toe."
    return ""
