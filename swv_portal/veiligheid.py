"""What a browser and a finder of a weakness tell us, and where."""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kern.gebruikers.beleid import beleid, openbaar

logger = logging.getLogger(__name__)

HOOGSTENS = 16_384
PER_ADRES = {"csp": "30/m/ip"}


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
