"""Files of a return that was fixed: for whom, which way, and written down."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.rekenblad import SOORT, Aantal, rekenbladen, veilige_cel
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from thuiszitters.actions.opgave import opgave_delen
from thuiszitters.forms.opgave import EXACT, VOOR, BestandForm
from thuiszitters.models import Opgave
from thuiszitters.rules.klein import DREMPEL
from thuiszitters.rules.uitvoer import Uitvoertabel, exact, open_tabel, voor_anderen

from .cijfers import TELT, Cijfers
from .opgave import vast

P = Permissie


@require_safe
@beleid(P.THUISZITTER_TELLEN, opnieuw_inloggen=True)
def opgave_bestand(request: Verzoek, public_id: str) -> HttpResponse:
    """A file of this return. Who it is for, decides whether small numbers are hidden, and is written down."""
    rijen = Opgave.objects.visible_to(request.user).select_related("swv", "vastgelegd_door")
    rij = get_object_or_404(rijen, public_id=public_id)
    form = BestandForm(request.GET)
    if not form.is_valid():
        messages.error(request, "Kies voor wie het bestand is, en wat voor bestand je wilt.")
        return redirect("thuiszitters:opgave_vast", public_id)
    voor, vorm = form.cleaned_data["voor"], form.cleaned_data["vorm"]
    opgave_delen(rij, door=request.user, op=timezone.now(), voor=voor, vorm=vorm)
    tabellen = [toelichting(rij, voor), *inhoud(vast(request, rij), voor)]
    naam = f"thuiszitters-{rij.swv.code.lower()}-{rij.dag.isoformat()}-{voor}"
    return _excel(tabellen, naam) if vorm == "xlsx" else _csv(tabellen, naam)


def inhoud(cijfers: Cijfers, voor: str) -> list[Uitvoertabel]:
    """The tables of the file: exact with the forms for a legal ground, else with small numbers hidden."""
    if voor not in EXACT:
        return voor_anderen(cijfers.regels, cijfers.klassen)
    uit = [
        Uitvoertabel(
            formulier.naam,
            (kop, *(een.titel for een in formulier.kolommen)),
            [(naam, *aantallen) for naam, aantallen in rijen],
        )
        for formulier, kop, rijen in cijfers.ingevuld()
    ]
    verloop = [(naam, een.was, een.erbij, een.eraf, een.nu) for naam, een in cijfers.verloop]
    uit.append(Uitvoertabel("Erbij en eraf", ("Wie telt", "Was", "Erbij", "Eraf", "Nu"), verloop))
    uit += [open_tabel(een, een.titel) for een in cijfers.tabellen("wijd")]
    return [*uit, exact(cijfers.regels, cijfers.klassen)]


def toelichting(rij: Opgave, voor: str) -> Uitvoertabel:
    """Source, days and rules, so that the figures can be read without us (R-MON-07)."""
    klein = (
        f"Aantallen onder {DREMPEL} staan als <{DREMPEL}. Met × is er een getal bij verborgen, zodat het niet uit te "
        "rekenen is."
    )
    if voor in EXACT:
        klein = "Precieze getallen: er is een wettelijke grond."
    regels = [
        ("Samenwerkingsverband", f"{rij.swv.naam} ({rij.swv.code})"),
        ("Teldag", datum_voluit(rij.dag)),
        ("Vergeleken met", datum_voluit(rij.vorige)),
        ("Vastgelegd op", datum_voluit(timezone.localdate(rij.vastgelegd_op))),
        ("Voor", VOOR[voor].partition(":")[0]),
        ("Kleine aantallen", klein),
        ("Volgens de wet", TELT["officieel"] + ": absoluut verzuim, of langer dan vier weken ongeoorloofd thuis."),
        ("Schoolvakantie in de duur", "telt mee" if rij.vakantie_meetellen else "telt niet mee"),
        ("Bron", "Casussen in het portaal"),
        ("Controlegetal", rij.controlegetal),
    ]
    if voor in EXACT:
        regels.append(("Onterecht gemeld, niet geteld", str(rij.weggelaten)))
    return Uitvoertabel("Toelichting", ("Wat", "Waarde"), regels)


def _excel(tabellen: Sequence[Uitvoertabel], naam: str) -> HttpResponse:
    bladen = [
        (f"{nummer} {een.titel}"[:31], een.koppen, [[_getal(cel) for cel in rij] for rij in een.rijen])
        for nummer, een in enumerate(tabellen)
    ]
    antwoord = HttpResponse(rekenbladen(bladen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    return antwoord


def _getal(cel: str | int) -> object:
    return Aantal(cel) if isinstance(cel, int) else cel


def _csv(tabellen: Sequence[Uitvoertabel], naam: str) -> HttpResponse:
    """All tables under each other, each with its title and an empty line after it."""
    tekst = StringIO()
    schrijver = csv.writer(tekst, delimiter=";")
    for een in tabellen:
        schrijver.writerow([veilige_cel(een.titel)])
        schrijver.writerow([veilige_cel(kop) for kop in een.koppen])
        schrijver.writerows([[veilige_cel(cel) for cel in rij] for rij in een.rijen])
        schrijver.writerow([])
    antwoord = HttpResponse("\ufeff" + tekst.getvalue(), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.csv"'
    return antwoord
