"""The door that every request passes: policy of the library's views, second step, session limits, headers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .beleid import Beleid, beleid_van, handhaven, openbaar
from .geluid import DICHT, met_speler
from .inlogpaden import BELEID, MET_FACTOR, STERKER, ZONDER_FACTOR
from .models import Gebruiker
from .sessies import heeft_factor, tweede_stap_gezet
from .verzoek import Sessie, Verzoek

Antwoorder = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": DICHT,
    "Reporting-Endpoints": f'csp="{settings.CSP_MELDING}"',
}
OEFENBESTAND = re.compile(r"(filename=\"?|filename\*=utf-8'')", re.IGNORECASE)
"""A file of the practice portal says so in its name, whatever page made it."""
SCHOONMAKEN = '"cache", "cookies", "storage"'


def headers(get_response: Antwoorder) -> Antwoorder:
    """Stands outermost, so that an answer of any other layer has these headers too: a file, a redirect, a refusal.

    Who carries a session gets nothing that a browser or proxy keeps, except what a view calls public in so many words
    (style, theme); an answer with a cookie or about an account is kept by nobody. Asks no database: a failure page
    needs headers too.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        antwoord = get_response(request)
        for naam, waarde in HEADERS.items():
            antwoord.setdefault(naam, waarde)
        eigen = settings.SESSION_COOKIE_NAME in request.COOKIES and "public" not in antwoord.get("Cache-Control", "")
        if eigen or antwoord.cookies or getattr(request, "over_account", False):
            antwoord["Cache-Control"] = "no-store"
        bestand = antwoord.get("Content-Disposition", "")
        if settings.OEFENEN and bestand.startswith("attachment"):
            antwoord["Content-Disposition"] = OEFENBESTAND.sub(r"\1OEFENEN-", bestand, count=1)
        if request.method == "POST" and request.path == reverse("account_logout"):
            antwoord["Clear-Site-Data"] = SCHOONMAKEN
        return antwoord

    return middleware


class Sessiegrens:
    """Ends a session that was idle too long or lasts too long: shorter for families than for staff (afspraak 21).

    And gives it a new key where it becomes worth more; logging in does so by itself.
    """

    def __init__(self, get_response: Antwoorder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Gebruiker) and not request.path.startswith(settings.STATIC_URL):
            nu = int(timezone.now().timestamp())
            stil, lang = settings.SESSIEGRENZEN["staf" if request.user.moet_sterk_inloggen else "gezin"]
            begin, gezien = request.session.setdefault("begonnen", nu), request.session.get("gezien", nu)
            if nu - gezien > stil or nu - begin > lang:
                logout(request)
            else:
                if nu - request.session.get("gezien", 0) >= 60:
                    request.session["gezien"] = nu
                over = min(stil, begin + lang - nu)
                cast("Verzoek", request).sessie = Sessie(
                    over,
                    reverse("gebruikers:sessie_verlengen"),
                    reverse("gebruikers:sessie_stand"),
                    salted_hmac("sessie", str(request.user.pk)).hexdigest()[:16],
                )
        antwoord = self.get_response(request)
        sessie: Sessie | None = getattr(request, "sessie", None)
        if sessie and request.headers.get("X-Autosave"):
            antwoord["X-Sessie"] = str(sessie.seconden)  # typing keeps the session, and its page counts along
        match = request.resolver_match
        if match and match.view_name in STERKER and request.method == "POST" and antwoord.status_code == 302:
            nieuwe_sleutel(request)
        return antwoord


def nieuwe_sleutel(request: HttpRequest) -> None:
    """Who knew the key from before has nothing; the list of own sessions goes along."""
    oud = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=oud).update(session_key=request.session.session_key)


class Poort:
    """The second step of each session, the policy of views that are not ours, and what a page with a player opens."""

    def __init__(self, get_response: Antwoorder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        return met_speler(antwoord) if getattr(request, "speler", False) else antwoord

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        assert match is not None
        eigen = beleid_van(view)
        request.over_account = not eigen  # type: ignore[attr-defined]
        waarde = eigen or van_bibliotheek(view, match)
        if openbaar not in waarde.wie and isinstance(request.user, Gebruiker):
            antwoord = _tweede_stap(request, request.user, match.view_name)
            if antwoord is not None:
                return antwoord
        return None if eigen else handhaven(request, waarde)


def van_bibliotheek(view: Callable[..., Any], match: ResolverMatch) -> Beleid:
    """The policy of a view of django-allauth, by its exact name. A view of nobody is closed."""
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    if module.startswith("allauth.") and match.view_name in BELEID:
        return BELEID[match.view_name]
    if settings.STRENG:
        raise ImproperlyConfigured(f"{match.view_name or match.route} does not say who may come")
    logger.error("a view does not say who may come: %s", match.view_name or match.route)
    raise Http404


def _tweede_stap(request: HttpRequest, gebruiker: Gebruiker, naam: str) -> HttpResponse | None:
    """None when this session showed what the roles ask for, or may go here without it (afspraak 21)."""
    if tweede_stap_gezet(request):
        return None
    if heeft_factor(gebruiker):
        if naam in MET_FACTOR:
            return None
        terug = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{reverse('mfa_reauthenticate')}{terug and '?'}{terug}")
    if gebruiker.moet_sterk_inloggen:
        return None if naam in ZONDER_FACTOR else redirect("gebruikers:beveiligen")
    logout(request)
    return redirect("account_login")
