"""What a session has shown: which steps of logging in it took, and when, whatever way it came in."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from .models import Gebruiker

FACTOREN = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
ZEKER = "zekerheid"
"""A step of logging in, beside those of the library: the provider for families said that it made sure enough."""
DEMO = "demo"
"""Session key of a log-in with a button of the demo; worth nothing outside it."""
OEFENEN = "oefenen"
"""Session key of a log-in with a ticket from the real portal; worth nothing outside the one for practice."""


def heeft_factor(gebruiker: Gebruiker) -> bool:
    """Whether this account has TOTP or a passkey. Recovery codes alone are none."""
    return bool(is_mfa_enabled(gebruiker, FACTOREN))


def tweede_stap_gezet(request: HttpRequest) -> bool:
    """Whether this session itself showed a second step: TOTP or a passkey, or for families a code by mail too.

    A provider that says it made sure enough of a family (zeker_genoeg) did so itself.

    Setting up a first factor in this very session counts: that proved the password and the new factor.
    """
    assert isinstance(request.user, Gebruiker)
    if is_demo(request):
        return True
    stappen = {record["method"] for record in get_authentication_records(request, request.user)}
    if "mfa" in stappen:
        return True
    if not request.user.moet_sterk_inloggen and (ZEKER in stappen or ("code" in stappen and len(stappen) > 1)):
        return True
    return _net_ingesteld(request, request.user)


def zeker_genoeg(provider: str, claims: dict[str, Any]) -> bool:
    """Whether these claims are of the provider for families and say one of the levels that the settings name."""
    return provider == "gezin" and claims.get("acr") in settings.OIDC_GEZIN_ZEKERHEID


def pas_ingelogd(request: HttpRequest) -> bool:
    """Whether this session logged in or proved itself at most five minutes ago (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    assert isinstance(request.user, Gebruiker)
    if is_demo(request):
        return True
    momenten = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(momenten) and time.time() - max(momenten) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def is_demo(request: HttpRequest) -> bool:
    """A session of a demo button: it counts only where the demo is on, and on this very machine.

    Or of a ticket, which counts only in the portal for practice: nobody there is real.
    """
    if settings.OEFENEN and request.session.get(OEFENEN):
        return True
    return bool(settings.DEMO and request.session.get(DEMO) and op_deze_machine(request))


def op_deze_machine(request: HttpRequest) -> bool:
    """Whether the request came to a loopback name from a loopback address, and not through a proxy."""
    naam = request.get_host().rsplit(":", 1)[0]
    van = request.META.get("REMOTE_ADDR", "")
    return (
        naam in ("localhost", "127.0.0.1")
        and van in ("127.0.0.1", "::1")
        and "HTTP_X_FORWARDED_FOR" not in request.META
    )


def _net_ingesteld(request: HttpRequest, gebruiker: Gebruiker) -> bool:
    records = get_authentication_records(request, gebruiker)
    if not records or any(record["method"] == "password_reset" for record in records):
        return False
    sinds = min(record["at"] for record in records)
    factoren = list(Authenticator.objects.filter(user=gebruiker, type__in=FACTOREN))
    return bool(factoren) and all(factor.created_at.timestamp() >= sinds for factor in factoren)
