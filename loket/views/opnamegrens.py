"""How often somebody may send a sound or film: each is made anew, which takes a processor for as long as it lasts."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

GRENS = "20/h/key"
TE_VAAK = "Er zijn in korte tijd veel opnames gestuurd. Probeer het over een uur nog een keer."


def mag_opnemen(request: HttpRequest, wie: str) -> bool:
    """Whether one more may be taken in now; counts it. wie: an account, or the print of a key."""
    return bool(consume(request, app="loket", action="opname", config={"opname": GRENS}, key=wie))
