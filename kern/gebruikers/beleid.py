"""Who may come to a view at all. Which rows they find there, visible_to says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from .rollen import Permissie

openbaar = "openbaar"
ingelogd = "ingelogd"


def beleid(*wie: Permissie | str, opnieuw_inloggen: bool = False) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Declare who may come: openbaar, ingelogd, or any of these rights; without one the page does not exist (404)."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def met_beleid(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            rechten = [recht for recht in wie if isinstance(recht, Permissie)]
            if rechten and not any(request.user.heeft(recht) for recht in rechten):  # type: ignore[union-attr]
                raise Http404
            return view(request, *args, **kwargs)

        met_beleid.beleid = wie  # type: ignore[attr-defined]
        return met_beleid

    return decorator
