"""What a browser and a finder of a weakness tell us, and where."""

import json
import logging
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kern.gebruikers.beleid import beleid, openbaar
from scholen.eigen import eigen_instelling

logger = logging.getLogger(__name__)

HALF_JAAR = timedelta(days=182)
HOOGSTENS = 16_384
PER_ADRES = {"csp": "30/m/ip"}


@require_safe
@beleid(openbaar)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). An exercise does not send people to a real SWV."""
    swv = eigen_instelling(request).swv
    adres = "" if settings.DEMO or settings.OEFENEN or swv.fictief or not swv.email else f"mailto:{swv.email}"
    contact = settings.VEILIGHEID_CONTACT or adres
    if not contact:
        raise Http404
    regels = [
        f"Contact: {contact}",
        f"Expires: {geldig_tot():%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join([*regels, ""]), content_type="text/plain; charset=utf-8")


def geldig_tot() -> datetime:
    """Until when the contact holds: the day of the settings, else half a year from today."""
    dag = settings.VEILIGHEID_TOT
    tot = date.fromisoformat(dag) if dag else timezone.localdate() + HALF_JAAR
    return datetime.combine(tot, time(), UTC)


@csrf_exempt
@require_POST
@beleid(openbaar)
def csp_melding(request: HttpRequest) -> HttpResponse:
    """Where the content security policy reports to. Logs which rule refused which host, and never on which page.

    Anybody can post here, so a report is read as little as possible: a small number, short, and only known shapes.
    """
    if not consume(request, app="swv_portal", action="csp", config=PER_ADRES):
        return HttpResponse(status=429)
    for zin in overtredingen(request.body):
        logger.warning("content security policy: %s", zin)
    return HttpResponse(status=204)


def overtredingen(lichaam: bytes) -> list[str]:
    """At most five sentences, without anything by which a page or a person could be known."""
    try:
        meldingen = json.loads(lichaam) if len(lichaam) <= HOOGSTENS else []
    except (ValueError, RecursionError):
        return []
    delen = [deel.get("body") for deel in meldingen if isinstance(deel, dict)] if isinstance(meldingen, list) else []
    return [_zin(deel) for deel in delen if isinstance(deel, dict)][:5]


def _zin(inhoud: dict[str, Any]) -> str:
    regel, bron = str(inhoud.get("effectiveDirective", "")), str(inhoud.get("blockedURL", ""))
    try:
        waar = urlsplit(bron).hostname or bron
    except ValueError:
        waar = ""
    return f"{re.sub('[^a-z-]', '', regel)[:40]} weigert {re.sub('[^a-z0-9.-]', '', waar)[:80]}"
