"""Numbers in text that look like a burgerservicenummer. The portal holds none (R-PRIV-04), so it warns. Pure."""

from __future__ import annotations

import re

from stdnum.nl import bsn

NEGEN_CIJFERS = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)")
"""Nine digits in a row, with at most one space, point or dash between them, that are not part of a longer number."""


def lijkt_op_bsn(tekst: str) -> bool:
    """Whether a number in this text passes the eleven test of a BSN; a phone number of ten digits does not count."""
    return any(bsn.is_valid(re.sub(r"\D", "", gevonden)) for gevonden in NEGEN_CIJFERS.findall(tekst))
