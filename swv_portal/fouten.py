"""The error pages. Forbidden and unknown are one answer, so that nobody learns from it what exists."""

import logging
import secrets
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import requires_csrf_token

from kern.gebruikers.teruggeven import getypt, taal_van_de_pagina
from kern.thema import Keuzes, adres
from scholen.eigen import eigen_instelling
from scholen.models import Samenwerkingsverband
from swv_portal.context import keuzes

logger = logging.getLogger(__name__)
DUTCH = translation.override(settings.LANGUAGE_CODE)
"""This page is not translated, whatever the page spoke that failed: it must not call itself Arabic."""


@requires_csrf_token
@DUTCH
def niet_gevonden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404 and handler403: the same status and the same body, without a word from the exception."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@requires_csrf_token
def onbegrepen(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: a request that no browser sends from our pages."""
    return HttpResponse(_los("400.html", request), status=HTTPStatus.BAD_REQUEST)


@requires_csrf_token
def te_lang_open(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page was open too long, or cookies are off. What was typed in it is given back."""
    with translation.override(taal_van_de_pagina(request)):
        if request.user.is_authenticated and (terug := getypt(request)):
            context = {"kop": gettext("Deze pagina stond lang open"), "getypt": terug}
            return render(request, "gebruikers/nog_een_keer.html", context, status=HTTPStatus.FORBIDDEN)
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


@requires_csrf_token
def storing(request: HttpRequest) -> HttpResponse:
    """handler500: says what to do and a code that is in the log beside the trace; never the trace itself."""
    code = secrets.token_hex(4).upper()
    logger.error("shown to the user as error %s", code)
    return HttpResponse(_los("500.html", request, code=code), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _los(sjabloon: str, request: HttpRequest, **context: str) -> str:
    """The page without context processors: it must also work when the session or the database does not."""
    try:
        swv = eigen_instelling(request).swv
        thema_url = adres(keuzes(swv))
    except DatabaseError:
        swv, thema_url = Samenwerkingsverband(naam="Samenwerkingsverband passend onderwijs"), adres(Keuzes())
    return render_to_string(sjabloon, {"swv": swv, "thema_url": thema_url, **context})
