"""Which own SWVs make payment files: without any, the pages about them do not exist and no menu names them."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.rekeningen import betaalbestand_aan
from arrangementen.models import Betaalbestand, Rekening
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Samenwerkingsverband

Tab = tuple[str, str, int | None, bool]

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


def banktabs(request: Verzoek, huidig: str) -> list[Tab]:
    """The parts of the budgets about payment files, with how many wait for this user as the second person."""
    swvs = met_bestand(request)
    if not swvs:
        return []
    tellen: dict[str, int | None] = {"betaalbestanden": None, "rekeningen": None}
    if request.user.heeft(Permissie.BETALING_GOEDKEUREN):
        bestanden = Betaalbestand.objects.visible_to(request.user).filter(swv__in=swvs).open()
        nummers = Rekening.objects.visible_to(request.user).filter(swv__in=swvs).open()
        tellen["betaalbestanden"] = bestanden.exclude(gemaakt_door=request.user).count() or None
        tellen["rekeningen"] = nummers.exclude(ingevoerd_door=request.user).count() or None
    namen = {"betaalbestanden": "Betaalbestanden", "rekeningen": "Rekeningnummers"}
    return [(namen[een], reverse(f"arrangementen:{een}"), aantal, een == huidig) for een, aantal in tellen.items()]
