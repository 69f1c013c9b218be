"""The ticket with which somebody goes from the real portal to the one for practice: signed, one minute, once.

It says a role and nothing about a person: over there one is somebody made up with that role (docs/adr/0051).
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from .rollen import Rol

SECONDEN = 60
ZOUT = "kern.gebruikers.oefenen"


def kaartje(rol: Rol) -> str:
    """A new ticket for this role. Each is another one, so that it can be used up."""
    return _ondertekenaar().sign_object([rol.value, secrets.token_urlsafe(16)])


def rol_van(tekst: str) -> Rol | None:
    """The role that this ticket is for, and the ticket is used up. None when it is old, used or not of ours.

    When the cache does not answer nobody comes in: better that than twice.
    """
    try:
        rol, eenmalig = _ondertekenaar().unsign_object(tekst, max_age=SECONDEN)
        gevonden = Rol(rol)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return gevonden if cache.add(f"oefenkaartje:{eenmalig}", 1, SECONDEN * 2) else None


def _ondertekenaar() -> signing.TimestampSigner:
    return signing.TimestampSigner(key=settings.OEFEN_SLEUTEL, salt=ZOUT, fallback_keys=[])
