"""The pages for who reads another language: their address says which, so that nothing needs to be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from kern.brieven.talen import NEDERLANDS, TALEN

ANDERE = tuple(taal for taal in TALEN.values() if taal.code != NEDERLANDS)
View = Callable[..., HttpResponse]


def in_taal(view: View) -> View:
    """Decorator: speak the language of the address (`taal`), Dutch without one. The request ends in Dutch again."""

    @wraps(view)
    def gesproken(request: HttpRequest, *args: Any, taal: str = "", **kwargs: Any) -> HttpResponse:
        if taal and (taal == NEDERLANDS or taal not in TALEN):
            raise Http404
        if taal:
            translation.activate(taal)
        return view(request, *args, **kwargs)

    return gesproken


def taalpad(taal: str = "") -> str:
    """What comes before the address of a page in this language, or in the one that is spoken; nothing in Dutch."""
    taal = taal or translation.get_language() or NEDERLANDS
    return "" if taal == NEDERLANDS else f"/talen/{taal}"
