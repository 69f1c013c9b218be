"""Budgets and their lines as a spreadsheet: what is on the page, after logging in again, and written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.budgetstand import Bekend
from arrangementen.models import Boeking
from arrangementen.rules.boekingen import GEHEEL, Stand
from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien, gezien_alle
from kern.termijnen.schooljaar import notatie

from .boekingen import regels_van
from .budgetten import periode, pot_of_404, potten_van

P = Permissie
HOOGSTENS = 20_000
STANDKOPPEN = (
    "Begroot",
    "Toegekend",
    "Vrij",
    "Uitbetaald",
    "Nog te betalen",
    "Verantwoord",
    "Nog te verantwoorden",
)
REGELKOPPEN = (
    "Datum",
    "Soort",
    "Bedrag",
    "Deel eerste kalenderjaar",
    "Deel tweede kalenderjaar",
    "School",
    "BRIN",
    "Kenmerk",
    "Omschrijving",
    "Grootboek",
    "Kostenplaats",
)


@require_safe
@beleid(P.BUDGET_LEZEN, opnieuw_inloggen=True)
def budgetten_excel(request: Verzoek) -> HttpResponse:
    """The overview of a school year, or of one of its calendar years."""
    keuze = periode(request)
    potten = Bekend(request.user).rijen(potten_van(request, keuze.schooljaar))
    gezien_alle(potten, door=request.user, op=timezone.now(), wat="geexporteerd")
    rijen = [
        (pot.naam, pot.van_wie, pot.grootboek, pot.kostenplaats, *standcellen(pot.stand_in(keuze.deel)))
        for pot in potten
    ]
    koppen = ("Budget", "Voor wie", "Grootboek", "Kostenplaats", *STANDKOPPEN)
    return als_bestand("Budgetten", koppen, rijen, naam=f"budgetten-{notatie(keuze.schooljaar)}-{keuze.deel}")


@require_safe
@beleid(P.BUDGET_LEZEN, opnieuw_inloggen=True)
def boekingen_excel(request: Verzoek, public_id: str) -> HttpResponse:
    """The lines of one budget, of one kind or all; at most HOOGSTENS, and then the last line says so."""
    pot = pot_of_404(request, public_id)
    gezien(pot, door=request.user, op=timezone.now(), wat="geexporteerd")
    regels = list(regels_van(request, request.GET.get("wat", "")).filter(pot=pot)[:HOOGSTENS])
    vol = [(f"Dit bestand stopt na {HOOGSTENS} boekingen. Kies een soort boeking voor de rest.",)]
    slot: list[tuple[object, ...]] = [*vol] if len(regels) >= HOOGSTENS else []
    rijen = [(*_regel(rij), pot.grootboek, pot.kostenplaats) for rij in regels]
    return als_bestand("Boekingen", REGELKOPPEN, [*rijen, *slot], naam=f"boekingen-{notatie(pot.schooljaar)}")


def standcellen(stand: Stand) -> tuple[object, ...]:
    """The amounts in the order of STANDKOPPEN."""
    return (
        stand.begroot,
        stand.toegekend,
        stand.vrij,
        stand.betaald,
        stand.nog_te_betalen,
        stand.verantwoord,
        stand.nog_te_verantwoorden,
    )


def als_bestand(titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[object]], *, naam: str) -> HttpResponse:
    """A spreadsheet to download."""
    antwoord = HttpResponse(rekenblad(titel, koppen, rijen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    return antwoord


def _regel(rij: Boeking) -> tuple[object, ...]:
    eerste, geheel = rij.telt_als("eerste"), rij.telt_als(GEHEEL)
    return (
        rij.boekdatum,
        rij.get_soort_display(),
        geheel,
        eerste,
        geheel - eerste,
        rij.school.naam if rij.school else "",
        rij.school.brin6 if rij.school else "",
        rij.kenmerk,
        rij.omschrijving,
    )
