"""Are we in time? How long it takes from receipt to decision, and how often within the term (M10, M11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.models import Aanvraag
from monitoring.kengetallen.tabellen import BELOFTEN, STUKKEN
from monitoring.kengetallen.tijd import Doorlooptijd, besloten_in, te_laat
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Verdeling
from monitoring.rules.periode import Periode, jaar_eerder

from .aanvraagbeelden import snelheid
from .aanvragen import bladbestand, cijferbestand, verdeeld
from .keuze import aanvragen_van, gekozen, sommen_van
from .naast import als_regels, kiest_scholen, tijdbeeld, tijdtabel
from .rijen import rijenpagina
from .wegen import naar

P = Permissie
TITELS = {
    "besloten": "Besloten aanvragen",
    "na-de-wet": "Besloten na de termijn van de wet",
    "na-de-belofte": "Besloten na de dag die wij beloven",
}
Weken = tuple[str, int, list[Decimal | None], str]


def _weken(tijd: Doorlooptijd, vraag: str = "") -> list[Weken]:
    """Per part its name, how many, in weeks: the mean, a quarter, the median, three quarters and the longest; and where
    its rows are."""
    uit = []
    for naam, titel in STUKKEN.items():
        een: Verdeling = getattr(tijd, naam)
        dagen = (een.gemiddeld, een.kwart, een.midden, een.driekwart, een.hoogste)
        adres = f"{naar('op_tijd', 'doorlooptijd', naam, 0)}?{vraag}" if een.aantal else ""
        uit.append((titel, een.aantal, [Verdeling.weken(dag) for dag in dagen], adres))
    return uit


@require_safe
@beleid(P.MONITORING_LEZEN)
def op_tijd(request: Verzoek) -> HttpResponse:
    """Both figures of the period, beside the year before."""
    keuze = gekozen(request)
    sommen = sommen_van(request, keuze)
    eerder = jaar_eerder(keuze.periode)
    context = {
        "keuze": keuze,
        "eerder": eerder,
        "nu": sommen.op_tijd(keuze.periode),
        "toen": sommen.op_tijd(eerder),
        "weken": _weken(sommen.doorlooptijd(keuze.periode), keuze.vraag),
        "weken_toen": _weken(sommen.doorlooptijd(eerder), replace(keuze, periode=eerder).vraag),
        "splitsbaar": True,
        "blad": verdeeld(keuze, sommen.op_tijd_per),
        "beeld": snelheid(keuze, sommen),
        "naast": tijdbeeld(request, keuze, sommen),
        "definities": [DEFINITIES["M11"], DEFINITIES["M10"]],
    }
    return render(request, "monitoring/op_tijd.html", context)


def _deel(rijen: QuerySet[Aanvraag], periode: Periode, deel: str) -> QuerySet[Aanvraag]:
    laat: dict[str, Callable[[], Q]] = {
        "besloten": Q,
        "na-de-wet": lambda: Q(pk__in=te_laat(rijen, periode, "wet")),
        "na-de-belofte": lambda: Q(pk__in=te_laat(rijen, periode, "beloofd")),
    }
    return besloten_in(rijen, periode).filter(laat[deel]())


@require_safe
@beleid(P.MONITORING_LEZEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """What was decided in the period, all or what was late."""
    if deel not in TITELS:
        raise Http404
    keuze = gekozen(request)
    gevonden = _deel(aanvragen_van(request, keuze), keuze.periode, deel)
    terug = f"{reverse('monitoring:op_tijd')}?{keuze.vraag}"
    return rijenpagina(request, keuze, gevonden, titel=TITELS[deel], terug=terug, terugtitel="Zijn we op tijd?")


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def op_tijd_excel(request: Verzoek) -> HttpResponse:
    """The same figures with their definitions; nobody is named."""
    keuze = gekozen(request)
    sommen = sommen_van(request, keuze)
    if deel := verdeeld(keuze, sommen.op_tijd_per):
        return bladbestand(request, keuze, deel)
    koppen = ("Deel", "Aantal", "Gemiddeld (weken)", "25%", "Mediaan", "75%", "Langste")
    blad: list[tuple[object, ...]] = [
        (titel, aantal, *("" if een is None else str(een).replace(".", ",") for een in getallen))
        for titel, aantal, getallen, _ in _weken(sommen.doorlooptijd(keuze.periode))
    ]
    blad += [(BELOFTEN[welke], een.breuk, een.als_procent) for welke, een in sommen.op_tijd(keuze.periode).items()]
    blad += als_regels(tijdtabel(request, keuze, sommen)) if kiest_scholen(keuze) else []
    return cijferbestand(request, keuze, "Op tijd", koppen, blad, ("M10", "M11"), naam="op-tijd")
