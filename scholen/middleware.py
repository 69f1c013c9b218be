"""Which pages this SWV has, which days are off, and pages of families in their language; all others are Dutch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from kern.brieven.talen import TALEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.termijnen.aangewezen import aangewezen
from scholen.actions.taal import taal_van
from scholen.eigen import eigen_instelling
from scholen.onderdelen import VOOR_GASTEN, is_uit, onderdeel_van, uit_vandaag

SESSIE = "taal"
"""In the session: so that it is gone with it on a computer that others use too."""
RUIMTE = "dossier"
DUTCH = frozenset(
    {
        "dossier:aanvraag_lezen",
        "dossier:keken",
    }
)
"""What the school wrote, under the headings of its own form; and who looked, in the words of the logbook."""
OP_WEG = frozenset(
    {
        "loket:meekijken",
        "loket:meekijken_taal",
        "loket:meekijken_email",
        "loket:meekijken_mailcode",
        "loket:meekijken_wachtwoord",
        "loket:meekijken_erbij",
        "loket:stem_zelf",
    }
)
"""Pages of somebody who has no account yet, and of a pupil alone on a device that was handed over."""

ACCOUNT = frozenset(
    {
        "account_change_password",
        "account_confirm_login_code",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_set_password",
        "gebruikers:geen_dossier",
        "gebruikers:weer_ingelogd",
        "loket:eigen_email",
        "loket:eigen_email_code",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "usersessions_list",
    }
)
"""Of everybody with an account; in another language for a family, and for who chose one on the way in."""


class Taal:
    """Speaks the language of the reader on the pages that are translated, for as long as the request lasts.

    Letters and what is kept are Dutch whatever the page speaks: a test freezes each of them in another language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or match.view_name in DUTCH:
            return
        familie = match.namespace == RUIMTE or match.view_name in OP_WEG
        if familie or (match.view_name in ACCOUNT and not _werkt_hier(request)):
            translation.activate(_taal(request))


class Dagen:
    """Terms of law go by the days that beheer says were designated, for as long as the request lasts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with aangewezen(lambda: eigen_instelling(request).aangewezen):
            return self.get_response(request)


class Onderdelen:
    """What an SWV switched off is not there: for nobody, whatever the role. Only such an address asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if (onderdeel_van(request.path) or VOOR_GASTEN.match(request.path)) and is_uit(
            request.path, uit_vandaag(request)
        ):
            raise Http404


def onthouden(request: HttpRequest, taal: str) -> None:
    """From now on this session speaks this language, this answer included. Raises KeyError for one we do not have."""
    request.session[SESSIE] = TALEN[taal].code
    translation.activate(taal)


def vergeten(request: HttpRequest) -> None:
    """The next who uses this device begins in Dutch again; this answer is still in the language that was chosen."""
    request.session.pop(SESSIE, None)


def gekozen_taal(request: HttpRequest) -> str:
    """The language that was chosen in this session; "" when none was."""
    return str(request.session.get(SESSIE, ""))


def _werkt_hier(request: HttpRequest) -> bool:
    return isinstance(request.user, Gebruiker) and request.user.moet_sterk_inloggen


def _taal(request: HttpRequest) -> str:
    bekend = request.session.get(SESSIE)
    if bekend not in TALEN:
        wie = request.user
        if not isinstance(wie, Gebruiker) or not (wie.heeft(Permissie.DOSSIER_LEZEN) or wie.was_gezin):
            return settings.LANGUAGE_CODE
        bekend = request.session[SESSIE] = taal_van(wie)
    return str(bekend)
