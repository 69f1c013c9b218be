"""How often somebody may send a sound, film or drawing: each is made anew, which takes a processor a while."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

GRENS = "20/h/key"
TE_VAAK = _("Er zijn in korte tijd veel opnames gestuurd. Probeer het over een uur nog een keer.")
TE_VEEL_TEKENINGEN = _("Er zijn in korte tijd veel tekeningen gestuurd. Probeer het over een uur nog een keer.")


def mag_opnemen(request: HttpRequest, wie: str, wat: str = "opname") -> bool:
    """Whether one more may be taken in now; counts it. wie: an account, or the print of a key.

    wat: opname (sound and film) or tekening, each counted apart.
    """
    return bool(consume(request, app="loket", action=wat, config={wat: GRENS}, key=wie))
