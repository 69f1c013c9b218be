"""The code with which a family comes into the portal. It exists on paper, and nowhere else (ADR 22). Pure.

A row keeps only a print of its code. The code itself is worked out again, from the id of that row and a secret of the
server, when the letter is printed: who has the database, a backup or the stored PDF has no code.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from .echtheid import ALFABET
from .echtheid import opgeschoond as _opgeschoond

PAD = "/meekijken/"
"""Where the page is; it is printed, so it never moves."""
LENGTE = 12
"""60 bits, beside five tries per code and the limits of the page."""


def code_van(sleutel: str, id_: str) -> str:
    """The code of the row with this id: 12 characters that nobody can work out without the secret."""
    bits = int.from_bytes(_hmac(sleutel, f"meekijken:code:{id_}")[:8], "big")
    return "".join(ALFABET[bits >> (5 * plek) & 31] for plek in range(LENGTE))


def afdruk_van(sleutel: str, code: str) -> str:
    """What a row keeps of its code. With a secret in it: 60 bits alone could be found by trying."""
    return _hmac(sleutel, f"meekijken:afdruk:{code}").hex()


def code_terug(sleutels: Iterable[str], id_: str, afdruk: str) -> str:
    """The code of a row once more, also after the secret was replaced; "" when none of these secrets made it."""
    for sleutel in sleutels:
        code = code_van(sleutel, id_)
        if hmac.compare_digest(afdruk_van(sleutel, code), afdruk):
            return code
    return ""


def leesbaar(code: str) -> str:
    """7K4M92QDW3XA as it is printed: 7K4M-92QD-W3XA."""
    return "-".join(code[plek : plek + 4] for plek in range(0, LENGTE, 4))


def opgeschoond(getypt: str) -> str:
    """What somebody typed as a code, see echtheid.opgeschoond."""
    return _opgeschoond(getypt, LENGTE)


def adres(site: str, code: str) -> str:
    """What the QR code holds. The code stands behind the #: no browser sends that to a server, so it is in no log."""
    return f"{site}{PAD}#{leesbaar(code)}"


def _hmac(sleutel: str, tekst: str) -> bytes:
    return hmac.new(sleutel.encode(), tekst.encode(), hashlib.sha256).digest()
