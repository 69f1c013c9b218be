"""Which children are at home? (M17)"""

from __future__ import annotations

from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from loket.scopes.aanvraag import HELE_SWV
from loket.views.eigen_swv import swvs_van
from monitoring.grafieken import gestapeld, liggend, lijn, staven
from monitoring.kengetallen import thuis as m
from monitoring.kengetallen.bronnen import telt_alles
from monitoring.kengetallen.standen import THUIS, bewaard
from monitoring.rules.cellen import bij_grafiek
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import maanden
from monitoring.rules.tabel import Maat, Tabel
from scholen.models import LeerlingAantal, Samenwerkingsverband
from scholen.scopes import SCHOOL_SCHRIJFT
from thuiszitters.models import Casus

from .beelden import Beeld, beeld
from .keuze import Keuze
from .vragen import Regel, alleen, bestand, lijst
from .wegen import weg, wegen

P = Permissie
TITEL = "Welke kinderen zitten thuis?"
DELEN = {"nu": "Kinderen thuis op de peildatum", "wet": "Thuiszitters volgens de wet op de peildatum"}


def tellen(request: Verzoek, keuze: Keuze) -> m.Thuis:
    """What this viewer sees of M17 in this period."""
    return m.tellen(request.user, swvs_van(request), keuze.periode, keuze.vandaag)


def tabellen(request: Verzoek, thuis: m.Thuis) -> list[Tabel]:
    """All tables of this page, as its file holds them."""
    return m.tabellen(Casus.objects.visible_to(request.user, P.THUISZITTER_TELLEN), thuis)


def geteld(request: Verzoek, keuze: Keuze, swvs: list[Samenwerkingsverband]) -> tuple[list[Tabel], m.Kort]:
    """The tables and what stands above them: as the worker kept it, for who may count every case of every own SWV."""
    alles = telt_alles(request.user, Casus, rollen=HELE_SWV, recht=P.THUISZITTER_TELLEN)
    alles = alles and request.user.rollen.isdisjoint(SCHOOL_SCHRIJFT)  # who also is of a school has those of that one
    if alles and (bewaard_ := bewaard(THUIS, keuze.periode, keuze.vandaag)):
        *alle, kort = bewaard_
        return alle, m.kort_uit(alle[-1], kort)
    thuis = m.tellen(request.user, swvs, keuze.periode, keuze.vandaag)
    alle = tabellen(request, thuis)
    return alle, m.kort_uit(alle[-1], m.korttabel(thuis))


@require_safe
@beleid(P.THUISZITTER_TELLEN)
def thuiszitters(request: Verzoek) -> HttpResponse:
    """How many, since when, why, and what they were offered."""
    keuze, swvs = alleen(request), swvs_van(request)
    alle, kort = geteld(request, keuze, swvs)
    dag, aantallen = min(keuze.periode.tot, keuze.vandaag), LeerlingAantal.objects.visible_to(request.user)
    duizend = m.per_duizend(kort.wijd.nu, dag, aantallen, swvs)
    naar_verloop = wegen("thuiszitters", keuze, alle[-1])
    context = {
        "keuze": keuze,
        "peildatum": dag,
        "titel": TITEL,
        "excel": reverse("monitoring:thuiszitters_excel"),
        "cijfers": [
            (
                "Kinderen thuis",
                kort.wijd.nu,
                f"{kort.wijd.erbij} erbij, {kort.wijd.eraf} eraf in deze periode",
                weg(naar_verloop, "nu", alle[-1], 1),
            ),
            ("Volgens de wet", kort.officieel.nu, "thuiszitters", weg(naar_verloop, "nu", alle[-1])),
            ("Per 1.000 leerlingen", bij_grafiek(duizend, Maat.AANTAL), "kinderen thuis", ""),
            ("Gemiddeld thuis", _weken(kort.weken), "in weken", ""),
            ("Aanbod binnen 3 maanden", kort.aanbod.als_procent, kort.aanbod.breuk, ""),
        ],
        "beelden": _beelden(keuze, alle),
        "definities": [DEFINITIES["M17"]],
    }
    return render(request, "monitoring/vraag.html", context)


def _weken(weken: Decimal | None) -> str:
    return "Nog geen" if weken is None else bij_grafiek(weken, Maat.WEKEN)


def _beelden(keuze: Keuze, alle: list[Tabel]) -> list[Beeld]:
    duur, per_maand, soort, reden, verloop = alle
    meer = len(maanden(keuze.periode)) > 1
    per = {een.code: wegen("thuiszitters", keuze, een) for een in alle}
    komt = "Een maand die nog komt, is niet bekend."
    diagnose = "Zoals bij de casus staat. Dit is nooit een diagnose."
    return [
        beeld(duur, gestapeld, regel="Kinderen op de peildatum.", adressen=per[duur.code]),
        beeld(per_maand, lijn if meer else staven, regel=komt, adressen=per[per_maand.code]),
        beeld(soort, liggend, regel="Op de peildatum.", adressen=per[soort.code]),
        beeld(reden, liggend, regel=diagnose, adressen=per[reden.code]),
        beeld(verloop, adressen=per[verloop.code], open=True, regel="Kies een getal voor de casussen erachter."),
    ]


@require_safe
@beleid(P.THUISZITTER_TELLEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The cases of who is counted on the reference day."""
    if deel not in DELEN:
        raise Http404
    keuze = alleen(request)
    thuis = tellen(request, keuze)
    nummers = {een.nummer: een for een in thuis.nu if deel == "nu" or een.officieel}
    casussen = Casus.objects.visible_to(request.user, P.THUISZITTER_TELLEN).filter(m.met_nummer(nummers))

    def regel(een: Casus) -> Regel:
        geteld = nummers[m.nummer(een.swv, een.kenmerk)]
        sinds = datum_voluit(geteld.sinds) if geteld.sinds else ""
        school = een.school.naam if een.school else ""
        return reverse("thuiszitters:casus", args=[een.public_id]), een.kenmerk, (school, sinds, str(geteld.weken))

    return lijst(
        request,
        keuze,
        casussen.select_related("school", "leerling", "swv").order_by("kenmerk"),
        titel=DELEN[deel],
        terug=(reverse("monitoring:thuiszitters"), TITEL),
        koppen=("Casus", "School", "Thuis sinds", "Weken"),
        regel=regel,
    )


@require_safe
@beleid(P.THUISZITTER_TELLEN, opnieuw_inloggen=True)
def thuiszitters_excel(request: Verzoek) -> HttpResponse:
    """The same tables as a file; nobody is named."""
    keuze = alleen(request)
    return bestand(request, keuze, TITEL, tabellen(request, tellen(request, keuze)), "thuiszitters")
