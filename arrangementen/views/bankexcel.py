"""Payment files and accounts as a spreadsheet: what their pages show; a number stays masked, as it is there."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.actions.rekeningen import Stand
from arrangementen.models import Betaalbestand
from kern.gebruikers.beleid import beleid
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.models.lijst import HOOGSTENS

from . import betaalbestanden, rekeningen
from .bank import MAG
from .budgetexcel import als_bestand
from .geldexcel import VOL

BESTANDKOPPEN = ("Bestand", "Betalen op", "Betalingen", "Samen", "Gemaakt op", "Door", "Stand", "Goedgekeurd door")
REKENINGKOPPEN = ("Van wie", "Soort", "Nu", "Op naam van", "Vanaf", "Nieuw", "Stand van het nieuwe nummer")


@require_safe
@beleid(*MAG, opnieuw_inloggen=True)
def betaalbestanden_excel(request: Verzoek) -> HttpResponse:
    """All payment files, the newest first; at most HOOGSTENS."""
    lijst = list(betaalbestanden.alle(request)[:HOOGSTENS])
    gezien_alle(lijst, door=request.user, op=timezone.now(), wat="geexporteerd")
    rijen = [*map(_bestand, lijst), *([VOL] if len(lijst) >= HOOGSTENS else [])]
    return als_bestand("Betaalbestanden", BESTANDKOPPEN, rijen, naam=f"betaalbestanden-{timezone.localdate()}")


def _bestand(rij: Betaalbestand) -> tuple[object, ...]:
    return (
        rij.bericht_id,
        rij.uitvoeren_op,
        rij.regels_aantal,
        rij.bedrag,
        timezone.localdate(rij.gemaakt_op),
        rij.gemaakt_door.naam,
        rij.stand,
        rij.goedgekeurd_door.naam if rij.goedgekeurd_door else "",
    )


@require_safe
@beleid(*MAG, opnieuw_inloggen=True)
def rekeningen_excel(request: Verzoek) -> HttpResponse:
    """Everybody who can be paid, with the masked number that holds and the one that waits."""
    lijst = rekeningen.alle(request)
    bekend = [rij for _, stand in lijst for rij in (stand.geldig, stand.open) if rij]
    gezien_alle(bekend, door=request.user, op=timezone.now(), wat="geexporteerd")
    rijen = [(wie.naam, wie.soort, *_rekening(stand)) for wie, stand in lijst]
    return als_bestand("Rekeningnummers", REKENINGKOPPEN, rijen, naam=f"rekeningnummers-{timezone.localdate()}")


def _rekening(stand: Stand) -> tuple[object, ...]:
    nu, nieuw = stand.geldig, stand.open
    return (
        nu.gemaskeerd if nu else "Nog geen",
        nu.tenaamstelling if nu else "",
        nu.vanaf if nu else "",
        nieuw.gemaskeerd if nieuw else "",
        "Wacht op bevestiging" if nieuw else "",
    )
