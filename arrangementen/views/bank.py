"""Which own SWVs make payment files: without any, the pages about them do not exist and no menu names them."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from arrangementen.actions.rekeningen import betaalbestand_aan
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Samenwerkingsverband

MAG = (Permissie.BUDGET_BEHEREN, Permissie.BETALING_GOEDKEUREN)
"""Who makes files and enters numbers, and who approves them."""


def met_bestand(request: Verzoek) -> list[Samenwerkingsverband]:
    """The own SWVs that make payment files, for who has something to do with them."""
    if not any(map(request.user.heeft, MAG)):
        return []
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    vandaag = timezone.localdate()
    return [swv for swv in eigen if betaalbestand_aan(swv, vandaag)]


def met_bestand_of_404(request: Verzoek) -> list[Samenwerkingsverband]:
    """The same; without any Http404."""
    if rijen := met_bestand(request):
        return rijen
    raise Http404
