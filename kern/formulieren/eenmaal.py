"""One form, sent once: a second click, or the browser sending it again, writes nothing and gets the first answer.

The script of the page stops a second click, but not everybody has it, and a phone on a bad line sends again by itself.
A row that a form makes has no status that could refuse the second one, as a transition has.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.crypto import salted_hmac

View = Callable[..., HttpResponseBase]
ONTHOUDEN = 60
"""Seconds that the same form, with the same words in it, is taken for the same click."""
WACHTEN = 5
"""Seconds that the second waits for the first; after that it goes its own way: rather twice than lost."""
VELD_VAN_DE_PAGINA = "csrfmiddlewaretoken"


def eenmaal(view: View) -> View:
    """Let a view that makes a row do so once per form. The token in it differs each time the page is shown.

    Goes below @beleid. Only what ended in a redirect counts as done: with an error on the page one sends it again.
    """

    @wraps(view)
    def met_eenmaal(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or VELD_VAN_DE_PAGINA not in request.POST:
            return view(request, *args, **kwargs)
        sleutel = _afdruk(request)
        if not cache.add(sleutel, "", ONTHOUDEN) and (naar := _antwoord_van_eerste(sleutel)):
            return HttpResponseRedirect(naar)
        try:
            antwoord = view(request, *args, **kwargs)
        except BaseException:
            _vergeten(sleutel)
            raise
        if isinstance(antwoord, HttpResponseRedirect):
            # Not before it is written for good: the second may not be told that something is there which is not.
            transaction.on_commit(lambda: cache.set(sleutel, antwoord.url, ONTHOUDEN), robust=True)
        else:
            _vergeten(sleutel)
        return antwoord

    return met_eenmaal


def _antwoord_van_eerste(sleutel: str) -> str:
    """Where the first went; "" when it was refused or takes too long."""
    einde = time.monotonic() + WACHTEN
    while time.monotonic() < einde:
        naar = cache.get(sleutel)
        if naar or naar is None:
            return naar or ""
        time.sleep(0.05)
    return ""


def _vergeten(sleutel: str) -> None:
    with suppress(Exception):  # the cache is away: the answer of the view matters more
        cache.delete(sleutel)


def _afdruk(request: HttpRequest) -> str:
    """A print of who sends what where. Keyed, so that the words cannot be guessed from it."""
    velden = [(naam, waarden) for naam, waarden in sorted(request.POST.lists())]
    bestanden = [
        (naam, [(een.name, een.size) for een in request.FILES.getlist(naam)]) for naam in sorted(request.FILES)
    ]
    sessie = request.session.session_key or ""
    print_ = salted_hmac(
        "kern.formulieren.eenmaal", repr((sessie, request.path, velden, bestanden)), algorithm="sha256"
    )
    return f"eenmaal:{print_.hexdigest()}"
