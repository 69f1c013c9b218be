"""The list as a spreadsheet: exactly what is shown, after logging in again, and written down per child."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.forms.werkvoorraad import Keuzes
from loket.models import Aanvraag
from loket.models.lijst import HOOGSTENS

from .lijst import Lijstvraag
from .weergaven import WEERGAVEN, Rij, rijen, waarneming

P = Permissie
KOPPEN = (
    "Nummer",
    "Leerling",
    "School",
    "Plaats",
    "Soort",
    "Fase",
    "Aan zet",
    "Behandelaar",
    "Ontvangen op",
    "Uiterlijk op",
    "Stilgezet sinds",
    "Laatste gebeurtenis",
    "Op",
)


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN, opnieuw_inloggen=True)
def exporteren(request: Verzoek) -> HttpResponse:
    """The rows of this address, all pages, in its order; at most HOOGSTENS, and then the last line says so."""
    nu = timezone.localtime()
    vandaag, namens = nu.date(), waarneming(request.user, nu.date())
    vraag = Lijstvraag.uit(request, nu, sorteer="termijn", keuzes=Keuzes.van(vandaag))
    weergave = WEERGAVEN.get(request.GET.get("weergave", ""), WEERGAVEN["alles" if vraag.zoek else "mijn"])
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    lijst = zichtbaar.filter(weergave.voorwaarde(request.user, vandaag, namens))
    alle = vraag.bladen(request, lijst, per=HOOGSTENS, weergave=weergave)
    getoond = rijen(list(alle.get_page(1)), request.user, vandaag, namens)
    gezien_alle((rij.aanvraag for rij in getoond), door=request.user, op=nu, wat="geexporteerd")
    vol = [(f"Dit bestand stopt na {HOOGSTENS} aanvragen. Filter de lijst en download opnieuw voor de rest.",)]
    slot = vol if len(getoond) >= HOOGSTENS else []
    blad = rekenblad("Werkvoorraad", KOPPEN, [*map(_cellen, getoond), *slot])
    antwoord = HttpResponse(blad, content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="werkvoorraad-{vandaag:%Y-%m-%d}.xlsx"'
    return antwoord


def _cellen(rij: Rij) -> tuple[object, ...]:
    zaak, termijn = rij.aanvraag, rij.termijn
    return (
        zaak.kenmerk,
        zaak.leerling.naam if zaak.leerling else "",
        zaak.school.naam,
        zaak.school.plaats,
        zaak.get_soort_display(),
        zaak.get_status_display(),
        rij.aan_zet,
        zaak.behandelaar.naam if zaak.behandelaar else "",
        zaak.ontvangstdatum,
        rij.klaar_op or (termijn.uiterlijk if termijn else ""),
        termijn.stilgezet_sinds if termijn and not rij.klaar_op else "",
        rij.laatste,
        timezone.localdate(rij.laatste_op) if rij.laatste_op else "",
    )
