"""What a session has shown: which steps of logging in it took, and when."""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from .models import Gebruiker

FACTOREN = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
DEMO = "demo"
"""Session key of a log-in with a button of the demo; worth nothing outside it."""


def heeft_factor(gebruiker: Gebruiker) -> bool:
    """Whether this account has TOTP or a passkey. Recovery codes alone are none."""
    return bool(is_mfa_enabled(gebruiker, FACTOREN))


def tweede_stap_gezet(request: HttpRequest) -> bool:
    """Whether this session itself showed a second step: TOTP or a passkey, or for families a code by mail too."""
    assert isinstance(request.user, Gebruiker)
    stappen = {record["method"] for record in get_authentication_records(request, request.user)}
    if "mfa" in stappen:
        return True
    return not request.user.moet_sterk_inloggen and "code" in stappen and len(stappen) > 1


def pas_ingelogd(request: HttpRequest) -> bool:
    """Whether this session logged in or proved itself at most five minutes ago (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    assert isinstance(request.user, Gebruiker)
    momenten = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(momenten) and time.time() - max(momenten) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
