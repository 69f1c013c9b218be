"""The questions that the figures answer: their key figures, and of each question its most telling chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from arrangementen.models import Pot
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.views.eigen_swv import swvs_van
from monitoring.grafieken import gestapeld, liggend
from monitoring.kengetallen import geld, signalen
from monitoring.kengetallen.bezwaar import afloop_van
from monitoring.rules.cellen import bij_grafiek
from monitoring.rules.kengetal import vergeleken
from monitoring.rules.periode import jaar_eerder
from monitoring.rules.tabel import Maat
from scholen.models import Onderdeel
from scholen.onderdelen import uit_vandaag

from . import thuis
from .aanvraagbeelden import snelheid, soortbeeld
from .beelden import Beeld, beeld
from .bezwaar import stroom_van
from .keuze import Keuze, gekozen, sommen_van
from .ondersteuning import eerste_beeld
from .wegen import naar, wegen

P = Permissie
Cijfer = tuple[str, object, str, str]
"""Label, value, in words what it is compared with, and where its rows are ("": nowhere)."""
REGIO = "Van de hele regio: een keuze van scholen telt hier niet mee."


def _vraag(naam: str, titel: str, keuze: Keuze, een: Beeld, regel: str = "") -> Beeld:
    """The chart of a question, as a card with that question above it, which leads to its page."""
    return replace(een, kop=titel, adres=f"{reverse(f'monitoring:{naam}')}?{keuze.vraag}", regel=regel or een.regel)


def _aanvragen(request: Verzoek, keuze: Keuze) -> tuple[list[Cijfer], Iterator[Beeld]]:
    """M08 to M11: what came and what became of it."""
    sommen, eerder = sommen_van(request, keuze), jaar_eerder(keuze.periode)
    alle, tijd = sommen.stromen(keuze.periode, eerder), sommen.op_tijd(keuze.periode)["beloofd"]
    nu, toen = alle.som(0), alle.som(1)
    toegekend, was = nu.toegekend + nu.afwijkend, toen.toegekend + toen.afwijkend
    open_ = f"{naar('aanvragen', 'aanvragen', 'open_eind', 0)}?{keuze.vraag}" if nu.open_eind else ""
    gegeven = f"{reverse('monitoring:ondersteuning_rijen', args=['toegekend'])}?{keuze.vraag}" if toegekend else ""
    laat = tijd.breuk and f"{tijd.rest} van {tijd.noemer} na de beloofde dag"
    cijfers: list[Cijfer] = [
        ("Open aanvragen", nu.open_eind, vergeleken(nu.open_eind, toen.open_eind), open_),
        ("Op tijd besloten", tijd.als_procent, laat, ""),
        ("Toegekend", toegekend, vergeleken(toegekend, was), gegeven),
    ]

    def beelden() -> Iterator[Beeld]:
        gevraagd = "Hoeveel wordt er gevraagd en toegekend?"
        yield _vraag("aanvragen", gevraagd, keuze, soortbeeld(keuze, alle))
        yield _vraag("op_tijd", "Zijn we op tijd?", keuze, snelheid(keuze, sommen))

    return cijfers, beelden()


def _geld(request: Verzoek, keuze: Keuze) -> tuple[Cijfer, Beeld]:
    """M16: the budgets of the school year."""
    potten = Pot.objects.visible_to(request.user, P.MONITORING_LEZEN)
    stand = geld.stand(potten, keuze.periode)
    deel, euro = geld.verplicht(stand), [bij_grafiek(een, Maat.EURO) for een in (stand.toegekend, stand.begroot)]
    cijfer = ("Budget toegekend", deel.als_procent, f"{euro[0]} van {euro[1]}" if deel.noemer else "", "")
    tabel = geld.pottabel(potten, keuze.periode)
    een = beeld(tabel, gestapeld, adressen=wegen("geld", keuze, tabel))
    return cijfer, _vraag(
        "geld", "Waar gaat het geld heen?", keuze, een, "Uitgegeven, toegezegd en nog vrij per budget."
    )


def _thuis(request: Verzoek, keuze: Keuze) -> tuple[Cijfer, Beeld]:
    """M17: who is at home on the last day."""
    alle, kort = thuis.geteld(request, keuze, swvs_van(request))
    hier = f"{naar('thuiszitters', 'verloop', 'nu', 1)}?{keuze.vraag}" if kort.wijd.nu else ""
    erbij = f"{kort.wijd.erbij} erbij, {kort.wijd.eraf} eraf in deze periode"
    cijfer = ("Kinderen thuis", kort.wijd.nu, erbij, hier)
    een = beeld(alle[0], gestapeld, adressen=wegen("thuiszitters", keuze, alle[0]))
    return cijfer, _vraag("thuiszitters", "Welke kinderen zitten thuis?", keuze, een, REGIO)


@require_safe
@beleid(P.MONITORING_LEZEN)
def overzicht(request: Verzoek) -> HttpResponse:
    """Of this school year, or the period in the address. Children at home only for who may count them."""
    keuze = gekozen(request)
    cijfers, aanvragen = _aanvragen(request, keuze)
    steun = _vraag("ondersteuning", "Hoe ontwikkelt de ondersteuning zich?", keuze, eerste_beeld(request, keuze))
    beelden = [steun, *aanvragen]
    uit = uit_vandaag(request)
    if request.user.heeft(P.THUISZITTER_TELLEN) and Onderdeel.THUISZITTERS not in uit:
        cijfer, een = _thuis(request, keuze)
        cijfers, beelden = [*cijfers, cijfer], [*beelden, een]
    if Onderdeel.BUDGETTEN not in uit:
        cijfer, een = _geld(request, keuze)
        cijfers, beelden = [*cijfers, cijfer], [*beelden, een]
    gehoord = beeld(signalen.thematabel(signalen.te_tellen(swvs_van(request)), keuze.periode), liggend, regel=REGIO)
    tabel = afloop_van(stroom_van(request, keuze))
    regel = "Naast een jaar eerder."
    afloop = beeld(tabel, liggend, regel=regel, adressen=wegen("bezwaar", keuze, tabel))
    context = {
        "keuze": keuze,
        "kaart": f"{reverse('monitoring:kaart')}?{keuze.vraag}",
        "mag_rapporten": request.user.heeft(P.RAPPORT_MAKEN),
        "cijfers": cijfers,
        "beelden": [
            *beelden,
            _vraag("bezwaar", "Bezwaar en gehoord worden", keuze, afloop),
            _vraag("steunpunt", "Wat hoort het steunpunt?", keuze, gehoord),
        ],
    }
    return render(request, "monitoring/overzicht.html", context)
