"""The rows beneath one number on a page of figures (R-MON-07)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from arrangementen.models import Basisbedrag, Boeking
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.models import Stem
from loket.views.eigen_swv import swvs_van
from monitoring.herkomst.bron import Bron, Thuisbron
from monitoring.herkomst.wegen import herkomst
from monitoring.kengetallen import binnen, tijd
from monitoring.kengetallen import tabellen as t
from monitoring.kengetallen.aanvragen import tabel_per_maand, tabel_per_soort
from monitoring.kengetallen.verdeling import op_tijd_per, stroom_per
from monitoring.models import Woontelling
from monitoring.rules.afschermen import alle_rijen
from monitoring.rules.filter import Dimensie
from monitoring.rules.periode import jaar_eerder
from monitoring.rules.tabel import Rij, Tabel
from monitoring.rules.weergave import in_woorden
from thuiszitters.models import Casus

from . import bezwaar, geld, naast, ondersteuning, steunpunt, thuis
from .bladen import rijblad
from .keuze import Keuze, aanvragen_van, gekozen, sommen_van
from .vragen import alleen
from .wegen import TOTAAL

P = Permissie
Maken = Callable[[Verzoek, Keuze, str], list[Tabel]]


@dataclass(frozen=True)
class Pagina:
    """tabellen: those of this page, at least the one with this code. keuze: what it may be filtered by."""

    titel: str
    tabellen: Maken
    keuze: Callable[[Verzoek], Keuze] = gekozen
    mag: Permissie = P.MONITORING_LEZEN


def _aanvragen(request: Verzoek, keuze: Keuze, code: str) -> list[Tabel]:
    rijen, periode = aanvragen_van(request, keuze), keuze.periode
    if code.startswith("stroom-per-"):
        return [stroom_per(rijen, periode, _dimensie(code), keuze.vandaag)]
    eerder = jaar_eerder(periode)
    per_maand = tabel_per_maand(rijen, periode, eerder, keuze.vandaag)
    return [
        t.stroomtabel(rijen, periode),
        t.soorttabel(rijen, periode),
        tabel_per_soort(rijen, periode, eerder),
        per_maand,
        *([naast.stroomtabel(request, keuze, sommen_van(request, keuze))] if naast.kiest_scholen(keuze) else []),
    ]


def _op_tijd(request: Verzoek, keuze: Keuze, code: str) -> list[Tabel]:
    rijen, periode = aanvragen_van(request, keuze), keuze.periode
    if code.startswith("tijd-per-"):
        return [op_tijd_per(rijen, periode, _dimensie(code), keuze.vandaag)]
    return [tijd.tabel_klassen(rijen, periode), t.tijdtabel(rijen, periode), t.op_tijdtabel(rijen, periode)]


def _dimensie(code: str) -> Dimensie:
    naam = code.rpartition("-")[2]
    if naam not in set(Dimensie):
        raise Http404
    return Dimensie(naam)


def _ondersteuning(request: Verzoek, keuze: Keuze, code: str) -> list[Tabel]:
    bron = _van_swv(request, keuze)
    return [
        *ondersteuning.reeksen(request, bron),
        *ondersteuning.tlvtabellen(bron),
        *ondersteuning.verwijzing(bron),
        *ondersteuning.woonplaatsen(request, bron),
    ]


PAGINAS: Mapping[str, Pagina] = {
    "aanvragen": Pagina("Aanvragen en besluiten", _aanvragen),
    "op_tijd": Pagina("Zijn we op tijd?", _op_tijd),
    "ondersteuning": Pagina("Hoe ontwikkelt de ondersteuning zich?", _ondersteuning),
    "geld": Pagina(geld.TITEL, lambda request, keuze, _: geld.tabellen(request, keuze), geld.keuze_van),
    "bezwaar": Pagina(bezwaar.TITEL, lambda request, keuze, _: bezwaar.tabellen(request, keuze)),
    "steunpunt": Pagina(
        steunpunt.TITEL,
        lambda request, keuze, _: steunpunt.tabellen(request, keuze),
        lambda request: alleen(request, *steunpunt.VELDEN),
    ),
    "thuiszitters": Pagina(
        thuis.TITEL,
        lambda request, keuze, _: thuis.tabellen(request, thuis.tellen(request, keuze)),
        alleen,
        P.THUISZITTER_TELLEN,
    ),
}
"""By the name of the address of a page."""


def _van_swv(request: Verzoek, keuze: Keuze) -> ondersteuning.Bron:
    """Of the SWV that the address names, else the first."""
    alle = ondersteuning.bronnen(request, keuze)
    return next((een for een in alle if een.swv.code == request.GET.get("swv")), alle[0])


def _bron(request: Verzoek, keuze: Keuze, pagina: str) -> Bron:
    """The rows that this viewer may count, as that page takes them."""
    van = _van_swv(request, keuze)
    boekingen = Boeking.objects.visible_to(request.user, P.MONITORING_LEZEN)

    @cache
    def thuisbron() -> Thuisbron:
        nu = thuis.tellen(request, keuze)
        return Thuisbron(nu.alle, nu.klassen, nu.gevallen)

    hier, scholen = naast.aantallen(request, keuze)
    return Bron(
        swv=van.swv,
        periode=keuze.periode,
        dag=van.tot,
        vandaag=keuze.vandaag,
        teldag=van.teldag,
        aanvragen=van.sommen.rijen if pagina == "ondersteuning" else aanvragen_van(request, keuze),
        tlvs=van.tlvs,
        hulp=geld.hulp_van(request, keuze),
        boekingen=boekingen.filter(binnen.scholen(keuze.filter, keuze.gebiedsdag, "school")),
        bezwaren=bezwaar.zaken_van(request, keuze),
        signalen=steunpunt.signalen_van(request, keuze),
        basis=Basisbedrag.objects.visible_to(request.user, P.MONITORING_LEZEN),
        stemmen=Stem.objects.visible_to(request.user, P.MONITORING_LEZEN),
        casussen=Casus.objects.visible_to(request.user, P.THUISZITTER_TELLEN).filter(swv__in=swvs_van(request)),
        aantallen=van.aantallen,
        thuis=thuisbron,
        allen=lambda: (aanvragen_van(request, naast.ruim(keuze)), scholen),
        hier=hier,
        woon=Woontelling.objects.visible_to(request.user, P.MONITORING_LEZEN),
    )


@require_safe
@beleid(P.MONITORING_LEZEN)
def getal(request: Verzoek, pagina: str, code: str, rij: str, kolom: int) -> HttpResponse:
    """The rows that are counted in this row and column of a table of that page."""
    van = PAGINAS.get(pagina)
    if van is None or not request.user.heeft(van.mag):
        raise Http404
    keuze = van.keuze(request)
    tabel, regel = _regel(van.tabellen(request, keuze, code), code, rij)
    gevonden = herkomst(_bron(request, keuze, pagina), tabel, regel, kolom) if kolom < len(tabel.kolommen) else None
    if gevonden is None:
        raise Http404
    kop = tabel.kolommen[kolom]
    context = {
        "keuze": keuze,
        "titel": f"{regel.naam}: {kop.kop}",
        "tabel": tabel,
        "getal": in_woorden(regel.cellen[kolom], kop.maat),
        "blad": rijblad(request, gevonden, kop),
        "terug": f"{reverse(f'monitoring:{pagina}')}?{keuze.vraag}",
        "terugtitel": van.titel,
    }
    return render(request, "monitoring/getal.html", context)


def _regel(tabellen: list[Tabel], code: str, sleutel: str) -> tuple[Tabel, Rij]:
    """The table with this code and its row with this key. 404 when there is none."""
    for een in tabellen:
        for rij in alle_rijen(een) if een.code == code else ():
            if (rij.sleutel or TOTAAL) == sleutel and (rij.sleutel or rij == een.totaal):
                return een, rij
    raise Http404
