"""Numbers in text that look like a burgerservicenummer. The portal holds none (R-PRIV-04), so it warns. Pure."""

from __future__ import annotations

import re

from stdnum.nl import bsn

NEGEN_CIJFERS = re.compile(r"(?<!\d)\d{9}(?!\d)|(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)")
"""Nine digits in one piece, or with one space, point or dash here and there when no longer number goes on from it."""


def lijkt_op_bsn(tekst: str) -> bool:
    """Whether a number in this text passes the eleven test of a BSN; a phone number of ten digits does not count."""
    return any(bsn.is_valid(re.sub(r"\D", "", gevonden)) for gevonden in NEGEN_CIJFERS.findall(tekst))
