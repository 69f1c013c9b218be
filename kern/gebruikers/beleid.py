"""Who may come to a view at all. Which rows they find there, visible_to says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from .models import Gebruiker
from .rollen import Permissie
from .sessies import heeft_factor, pas_ingelogd
from .teruggeven import getypt, taal_van_de_pagina

View = Callable[..., HttpResponseBase]

openbaar = "openbaar"
ingelogd = "ingelogd"
niemand = "niemand"


@dataclass(frozen=True)
class Beleid:
    """wie: openbaar, ingelogd, niemand, or rights of which one is enough. opnieuw_inloggen: at most 5 minutes ago."""

    wie: tuple[Permissie | str, ...]
    opnieuw_inloggen: bool = False


def beleid(*wie: Permissie | str, opnieuw_inloggen: bool = False) -> Callable[[View], View]:
    """Declare and keep the policy of a view; without one of the rights the page does not exist (404)."""
    if not wie:
        raise ValueError("Noem openbaar, ingelogd, of een of meer rechten.")
    waarde = Beleid(wie, opnieuw_inloggen)

    def decorator(view: View) -> View:
        @wraps(view)
        def met_beleid(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return handhaven(request, waarde) or view(request, *args, **kwargs)

        met_beleid.beleid = waarde  # type: ignore[attr-defined]
        return met_beleid

    return decorator


def beleid_van(view: View) -> Beleid | None:
    """The policy that a view declared, also through other decorators; None when it declared none."""
    waarde: Beleid | None = getattr(view, "beleid", None)
    return waarde


def handhaven(request: HttpRequest, waarde: Beleid) -> HttpResponse | None:
    """None when this request may go on; an answer when it must log in first. Raises Http404 when it may not.

    A family whose role ended reads so, whatever it asked for.
    """
    if openbaar in waarde.wie:
        return None
    if niemand in waarde.wie:
        raise Http404
    if not isinstance(request.user, Gebruiker):
        return eerst_inloggen(request)
    rechten = [recht for recht in waarde.wie if isinstance(recht, Permissie)]
    if ingelogd not in waarde.wie and not any(request.user.heeft(recht) for recht in rechten):
        if request.user.was_gezin:
            return redirect("gebruikers:geen_dossier")
        raise Http404
    if waarde.opnieuw_inloggen and not pas_ingelogd(request):
        doel = "mfa_reauthenticate" if heeft_factor(request.user) else "account_reauthenticate"
        antwoord: HttpResponse = suspend_request(request, reverse(doel))
        return antwoord
    return None


def eerst_inloggen(request: HttpRequest) -> HttpResponse:
    """To the log-in page and back. An autosave gets an answer that its script understands, a form its words back."""
    if request.headers.get("X-Autosave"):
        return JsonResponse({"zin": "Je bent uitgelogd. Je tekst staat nog op je scherm."}, status=401)
    if terug := getypt(request):
        with translation.override(taal_van_de_pagina(request)):
            context = {"kop": gettext("Uitgelogd"), "getypt": terug, "inloggen": True}
            antwoord = render(request, "gebruikers/nog_een_keer.html", context, status=401)
        antwoord["Cache-Control"] = "no-store"
        return antwoord
    return redirect_to_login(request.get_full_path(), reverse("account_login"))
