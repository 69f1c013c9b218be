"""The lists of money as a spreadsheet: what its page shows, all of it, after logging in again, and written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.actions import facturen
from arrangementen.models import Arrangement, Factuur, Verantwoording
from arrangementen.rules.boekingen import Stand
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from kern.termijnen.schooljaar import notatie
from loket.models.lijst import HOOGSTENS
from scholen.models import Samenwerkingsverband

from . import betalen, budgetsplits, verantwoorden
from .budgetexcel import als_bestand
from .budgetten import periode

P = Permissie
UITGAVEKOPPEN = ("Toegekend", "Uitbetaald", "Nog te betalen", "Verantwoord", "Nog te verantwoorden")
VOL = (f"Dit bestand stopt na {HOOGSTENS} regels. De oudste staan er niet in.",)
FACTUURKOPPEN = (
    "Soort",
    "Nummer",
    "Leverancier",
    "Datum",
    "Kenmerk",
    "School",
    "Bedrag",
    "Stand",
    "Betaald op",
    "Uitleg",
)
VERANTWOORDKOPPEN = (
    "Wat",
    "School",
    "BRIN",
    "Verstuurd op",
    "Te verantwoorden",
    "Besteed",
    "Over",
    "Steekproef",
    "Stand",
)


@require_safe
@beleid(P.BUDGET_BEHEREN, opnieuw_inloggen=True)
def facturen_excel(request: Verzoek) -> HttpResponse:
    """The invoices and quotes of this tab, each with what stands in the way; at most HOOGSTENS."""
    keuze, rijen = betalen.gekozen(request)
    lijst = list(rijen[:HOOGSTENS])
    gezien_alle(lijst, door=request.user, op=timezone.now(), wat="geexporteerd")
    verzwegen = facturen.zonder_brief(lijst)
    cellen = [*(_factuur(een, verzwegen) for een in lijst), *([VOL] if len(lijst) >= HOOGSTENS else [])]
    return als_bestand("Facturen en offertes", FACTUURKOPPEN, cellen, naam=f"facturen-{keuze}-{_vandaag()}")


def _factuur(rij: Factuur, verzwegen: set[int]) -> tuple[object, ...]:
    hulp, betaling = rij.arrangement, rij.betaling
    waarom = "" if betaling or rij.teruggestuurd else facturen.waarom_niet(rij, verzwegen)
    stand = "Betaald" if betaling else "Teruggestuurd" if rij.teruggestuurd else "Klopt niet" if waarom else "Klopt"
    return (
        rij.get_soort_display(),
        rij.nummer,
        rij.leverancier,
        rij.datum,
        hulp.kenmerk if hulp else "",
        hulp.school.naam if hulp else "",
        rij.bedrag,
        stand,
        betaling.boekdatum if betaling else "",
        rij.teruggestuurd or waarom,
    )


@require_safe
@beleid(P.BUDGET_BEHEREN, opnieuw_inloggen=True)
def verantwoordingen_excel(request: Verzoek) -> HttpResponse:
    """What schools sent, of this tab; at most HOOGSTENS."""
    klaar, rijen = verantwoorden.gekozen(request)
    lijst = list(rijen[:HOOGSTENS])
    gezien_alle(lijst, door=request.user, op=timezone.now(), wat="geexporteerd")
    cellen = [*map(_verantwoording, lijst), *([VOL] if len(lijst) >= HOOGSTENS else [])]
    naam = f"verantwoordingen-{'bekeken' if klaar else 'te-bekijken'}-{_vandaag()}"
    return als_bestand("Verantwoordingen", VERANTWOORDKOPPEN, cellen, naam=naam)


def _verantwoording(rij: Verantwoording) -> tuple[object, ...]:
    return (
        _waarvoor(rij.arrangement, rij.schooljaar),
        rij.school.naam,
        rij.school.brin6,
        timezone.localdate(rij.ingediend_op),
        rij.te_verantwoorden,
        rij.besteed,
        rij.te_verantwoorden - rij.besteed,
        "Ja" if rij.steekproef else "Nee",
        rij.get_uitkomst_display().capitalize() if rij.uitkomst else "Te bekijken",
    )


@require_safe
@beleid(P.BUDGET_LEZEN, opnieuw_inloggen=True)
def besturen_excel(request: Verzoek) -> HttpResponse:
    """Per board what its schools got, in the period of the page."""
    return _groepen(request, "Schoolbestuur", budgetsplits.per_bestuur, naam="besturen")


@require_safe
@beleid(P.BUDGET_LEZEN, opnieuw_inloggen=True)
def werkgebieden_excel(request: Verzoek) -> HttpResponse:
    """Per werkgebied the same."""
    return _groepen(request, "Werkgebied", budgetsplits.per_werkgebied, naam="werkgebieden")


@require_safe
@beleid(P.BUDGET_LEZEN, opnieuw_inloggen=True)
def bestuur_excel(request: Verzoek, public_id: str) -> HttpResponse:
    """What each school of one board got of which budget."""
    keuze = periode(request)
    bestuur, rijen = budgetsplits.van_bestuur(request, public_id, keuze)
    gezien_alle([een for een, _ in rijen], door=request.user, op=timezone.now(), wat="geexporteerd")
    cellen = [(een.school.naam, een.school.brin6, een.pot.naam, *_uitgaven(stand)) for een, stand in rijen]
    koppen = ("School", "BRIN", "Budget", *UITGAVEKOPPEN)
    bestand = f"budgetten-bestuur-{bestuur.nummer}-{notatie(keuze.schooljaar)}-{keuze.deel}"
    return als_bestand("Schoolbestuur", koppen, cellen, naam=bestand)


@require_safe
@beleid(P.ARRANGEMENT_VRAGEN, opnieuw_inloggen=True)
def verantwoordtaken_excel(request: Verzoek) -> HttpResponse:
    """What the own schools have still to account for, and after that what they sent; at most HOOGSTENS of those."""
    taken = verantwoorden.taken(request)
    lijst = list(verantwoorden.verstuurd(request)[:HOOGSTENS])
    gezien_alle([*(een.deel for een in taken), *lijst], door=request.user, op=timezone.now(), wat="geexporteerd")
    nog = [(_waarvoor(een.arrangement, een.deel.pot.schooljaar), een.deel.school, een.bedrag) for een in taken]
    cellen = [
        *((wat, school.naam, school.brin6, "", som, "", "", "", "Te verantwoorden") for wat, school, som in nog),
        *map(_verantwoording, lijst),
        *([VOL] if len(lijst) >= HOOGSTENS else []),
    ]
    return als_bestand("Verantwoorden", VERANTWOORDKOPPEN, cellen, naam=f"verantwoorden-{_vandaag()}")


def _waarvoor(hulp: Arrangement | None, jaar: int) -> str:
    return hulp.kenmerk if hulp else f"Schooljaar {notatie(jaar)}"


def _groepen(request: Verzoek, kop: str, rijen: Callable[..., list[Any]], *, naam: str) -> HttpResponse:
    keuze = periode(request)
    gezien_alle(
        Samenwerkingsverband.objects.visible_to(request.user), door=request.user, op=timezone.now(), wat="geexporteerd"
    )
    cellen = [(groep.naam, groep.scholen, *_uitgaven(stand)) for groep, stand in rijen(request, keuze)]
    bestand = f"budgetten-{naam}-{notatie(keuze.schooljaar)}-{keuze.deel}"
    return als_bestand(f"Per {kop.lower()}", (kop, "Scholen", *UITGAVEKOPPEN), cellen, naam=bestand)


def _uitgaven(stand: Stand) -> tuple[object, ...]:
    """The amounts in the order of UITGAVEKOPPEN."""
    return (
        stand.toegekend,
        stand.betaald,
        stand.nog_te_betalen,
        stand.verantwoord,
        stand.nog_te_verantwoorden,
    )


def _vandaag() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"
