"""How allauth behaves here: closed sign-up, encrypted TOTP secrets, failures counted per account in the database."""

from __future__ import annotations

import time
from copy import copy
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from . import actions
from .models import Gebruiker
from .sessies import ZEKER, heeft_factor, tweede_stap_gezet, zeker_genoeg

TE_VAAK = _("Te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw, of stel een nieuw wachtwoord in.")
MAX_FOUT = 5
FOUT_VENSTER = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation only."""
        return False

    def is_login_by_code_required(self, login: Any) -> bool:
        """Parents and pupils take a code by mail as second step, unless they chose TOTP or a passkey.

        So does who works here and whose second step was taken away, until there is a new one.
        """
        gebruiker = login.user
        if not isinstance(gebruiker, Gebruiker) or heeft_factor(gebruiker):
            return False
        if gebruiker.moet_sterk_inloggen and gebruiker.tweede_stap_weg_op is None:
            return False
        methoden = [regel["method"] for regel in get_authentication_records(self.request, gebruiker)]
        return not {"code", "mfa", ZEKER} & {*methoden}

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Setting up the first second step right after logging in needs no second password."""
        gebruiker = self.request.user
        if isinstance(gebruiker, Gebruiker) and not heeft_factor(gebruiker):
            regels = get_authentication_records(self.request, gebruiker)
            if any(regel["at"] >= time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for regel in regels):
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mails are Dutch whatever the page speaks: they hold nothing but a code or a link."""
        with translation.override(settings.LANGUAGE_CODE):
            super().send_mail(*args, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before the costly password check when this account failed too often (T20). Same words for all."""
        if actions.mislukt_aantal(credentials.get("email", ""), sinds=timezone.now() - FOUT_VENSTER) >= MAX_FOUT:
            raise ValidationError(TE_VAAK)
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        actions.mislukt_vastleggen(credentials.get("email", ""), op=timezone.now())
        super().authentication_failed(request, **credentials)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An organisation's log-in makes no accounts and gives no rights."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known by (provider, subject) or not at all: an e-mail address in a claim takes over no account (T28).

        A subject becomes known when somebody who is fully logged in ties it to the own account.
        """
        koppelt = sociallogin.state.get("process") == AuthProcess.CONNECT
        mag = koppelt and isinstance(request.user, Gebruiker) and tweede_stap_gezet(request)
        if not sociallogin.is_existing and not mag:
            raise ImmediateHttpResponse(redirect("account_signup"))
        rij = sociallogin.account
        if not koppelt and zeker_genoeg(rij.provider, rij.extra_data.get("id_token", {})):
            record_authentication(request, sociallogin.user, method=ZEKER, provider=rij.provider)

    def serialize_instance(self, instance: Model) -> dict[str, Any]:
        """Between two steps only fields are kept: what a user computed, such as roles, is computed anew."""
        kaal = copy(instance)
        velden = {veld.attname for veld in kaal._meta.concrete_fields}
        for naam in [naam for naam in vars(kaal) if naam not in velden and not naam.startswith("_")]:
            delattr(kaal, naam)
        return dict(super().serialize_instance(kaal))


class MfaAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest; the first key of VERSLEUTELSLEUTELS writes, all of them read."""

    def encrypt(self, text: str) -> str:
        return _sleutels().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sleutels().decrypt(encrypted_text.encode()).decode()


def _sleutels() -> MultiFernet:
    return MultiFernet([Fernet(sleutel) for sleutel in settings.VERSLEUTELSLEUTELS])
