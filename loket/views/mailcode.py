"""A code by mail that proves who reads an address: what the session keeps of it, and whether it is right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

MINUTEN = 10
POGINGEN = 5


def verstuurd(adres: str, code: str, op: datetime) -> dict[str, Any]:
    """What the session keeps of a code that went to this address; "" when none went, so that none is right."""
    return {"email": adres, "mail": _afdruk(code) if code else "", "gemaild": op.timestamp(), "fout": 0}


def klopt(staat: dict[str, Any], code: str, op: datetime) -> bool:
    """Whether this is the code of the mail, within its time and its tries."""
    vers = op.timestamp() - staat["gemaild"] < MINUTEN * 60 and staat["fout"] < POGINGEN
    return vers and constant_time_compare(staat["mail"], _afdruk(code))


def _afdruk(code: str) -> str:
    return salted_hmac("meekijken.mailcode", code).hexdigest()
