"""Figures for who works elsewhere: a board and a school of their own schools, a gemeente of its residents.

None of them sees a row beneath. What they see and until when, rules/kijker and rules/stand say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import schooljaar
from monitoring.actions.publicatie import AFGESCHERMD, openbare, publiceert, uitgave
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.binnen import met_woongemeente
from monitoring.kengetallen.bronnen import (
    aantal_scholen,
    casussen_te_tellen,
    eigen_gemeenten,
    eigen_scholen,
    kijker_van,
    swvs_van,
    te_tellen,
)
from monitoring.kengetallen.thuis import gemeentetabel, geteld
from monitoring.kengetallen.verdeling import genoemd, op_tijd_per, stroom_buiten
from monitoring.models import Rapport
from monitoring.rules import stand
from monitoring.rules.afschermen import Uitgave
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.filter import Dimensie
from monitoring.rules.kijker import Zicht, van_een_dag, van_scholen, van_totalen
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.rapport import rond
from monitoring.rules.tabel import Rij, Tabel
from scholen.models import Gemeente, Instelling, Samenwerkingsverband

from .aanvragen import cijferbestand
from .keuze import Keuze, Optie
from .tabellen import Cijferblad

P = Permissie


@dataclass(frozen=True)
class Gevonden:
    """What the page and the file show. precies: whether small numbers are in it."""

    keuze: Keuze
    tabellen: list[Tabel]
    precies: bool = False
    gemeenten: tuple[Optie, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Of what they mean, each once."""
        return tuple(dict.fromkeys(code for een in self.tabellen for code in een.definities))


def _stand(request: Verzoek) -> Keuze:
    vandaag = timezone.localdate()
    return Keuze(stand.gekozen(request.GET.get("periode", ""), vandaag), vandaag)


def standen(keuze: Keuze) -> list[Optie]:
    """What there is to choose from."""
    alle = stand.te_kiezen(keuze.vandaag)
    return [(een.code, een.naam[0].upper() + een.naam[1:], een == keuze.periode) for een in alle]


def _naast(request: Verzoek, keuze: Keuze, swvs: Iterable[Samenwerkingsverband], **van: str) -> list[Uitgave]:
    """What this reader has too, of days around these: the reports about the same, and the set for everybody."""
    eigen = Rapport.objects.visible_to(request.user).filter(soort__in=AFGESCHERMD, klaar_op__isnull=False, **van)
    codes = [een.code for een in rond(van_schooljaar(schooljaar(keuze.periode.van)))]
    rijen = eigen.filter(periode__in=codes).select_related("swv", "bestuur", "school", "gemeente")
    voor_iedereen = [openbare(een).filter(periode__in=codes) for een in swvs if publiceert(een, keuze.vandaag)]
    alle = [*rijen, *(rij for sets in voor_iedereen for rij in sets)]
    return [uitgave(een) for een in sorted(alle, key=lambda een: (een.klaar_op, een.pk))]


def _van_scholen(request: Verzoek) -> Gevonden:
    """The own schools by name, beside the mean of the region. Whoever has no school has no page."""
    keuze = _stand(request)
    kijker, eigen = kijker_van(request.user, keuze.vandaag), eigen_scholen(request.user, keuze.vandaag)
    namen = dict(eigen.values_list("brin6", "naam"))
    if not namen:
        raise Http404
    swvs = swvs_van(eigen, keuze.vandaag)
    rijen, aantal = ingediend(te_tellen(swvs)), aantal_scholen(swvs, keuze.vandaag)
    naast = [] if kijker.precies else _naast(request, keuze, swvs)
    over = " ".join(f"bestuur {pk}" for pk in sorted({*eigen.order_by().values_list("bestuur", flat=True)} - {None}))
    tabellen = []
    for maken in (stroom_buiten, op_tijd_per):
        reeks = [
            genoemd(maken(rijen, een, Dimensie.SCHOOL, keuze.vandaag), een) for een in stand.tot_en_met(keuze.periode)
        ]
        tabellen.append(van_scholen(reeks, kijker, namen, aantal=aantal, naast=naast, over=over))
    return Gevonden(keuze, tabellen, precies=kijker.zicht == Zicht.SCHOOL)


def _van_gemeente(request: Verzoek) -> Gevonden:
    """Totals of who lives in the own gemeente, by kind. Whoever has none has no page."""
    keuze = _stand(request)
    eigen = dict(eigen_gemeenten(request.user, keuze.vandaag).order_by("naam").values_list("code", "naam"))
    if not eigen:
        raise Http404
    gevraagd = request.GET.get("gemeente", "")
    code = gevraagd if gevraagd in eigen else next(iter(eigen))
    rijen = met_woongemeente(ingediend(te_tellen())).filter(woongemeente=code)
    reeks = [
        [genoemd(maken(rijen, een, Dimensie.SOORT, keuze.vandaag), een) for maken in (stroom_buiten, op_tijd_per)]
        for een in stand.tot_en_met(keuze.periode)
    ]
    swvs = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)
    naast = _naast(request, keuze, swvs, gemeente__code=code)
    hier = eigen_gemeenten(request.user, keuze.vandaag).get(code=code)
    over = f"gemeente {hier.pk}"
    gemeenten = tuple((een, naam, een == code) for een, naam in eigen.items())
    tabellen = [*van_totalen(reeks, naast, over), *van_een_dag([_thuis(swvs, hier, keuze)], naast, over)]
    return Gevonden(keuze, tabellen, gemeenten=gemeenten)


def _thuis(swvs: Iterable[Samenwerkingsverband], hier: Gemeente, keuze: Keuze) -> Tabel:
    """Who of this gemeente is at home on the last day (M17), also when nobody is."""
    dag, lijnen = keuze.periode.tot, []
    for swv in swvs:
        instelling = Instelling.objects.geldig(swv, keuze.vandaag)
        lijnen += geteld(casussen_te_tellen(swv, hier), instelling, keuze.periode, dag).alle
    tabel = gemeentetabel(lijnen, dag)
    return replace(tabel, rijen=tabel.rijen or (Rij(hier.naam, (0, 0), hier.naam),), totaal=None)


def _pagina(request: Verzoek, gevonden: Gevonden, sjabloon: str) -> HttpResponse:
    context = {
        "keuze": gevonden.keuze,
        "standen": standen(gevonden.keuze),
        "bladen": [Cijferblad(een) for een in gevonden.tabellen],
        "precies": gevonden.precies,
        "gemeenten": gevonden.gemeenten,
        "definities": [DEFINITIES[code] for code in gevonden.codes],
    }
    return render(request, sjabloon, context)


def _bestand(request: Verzoek, gevonden: Gevonden, naam: str) -> HttpResponse:
    """All tables below each other, as they stand on the page."""
    eerste, *andere = gevonden.tabellen
    regels: list[tuple[object, ...]] = [*Cijferblad(eerste).vlak, *((zin,) for zin in eerste.onder)]
    for een in andere:
        regels += [(), (een.titel,), (een.kop, *(kolom.kop for kolom in een.kolommen)), *Cijferblad(een).vlak]
        regels += [(zin,) for zin in een.onder]
    koppen = (eerste.kop, *(kolom.kop for kolom in eerste.kolommen))
    return cijferbestand(request, gevonden.keuze, eerste.titel, koppen, regels, gevonden.codes, naam=naam)


@require_safe
@beleid(P.MONITORING_EIGEN)
def scholen(request: Verzoek) -> HttpResponse:
    """How are my schools doing, beside the mean school of the region?"""
    return _pagina(request, _van_scholen(request), "monitoring/scholen.html")


@require_safe
@beleid(P.MONITORING_EIGEN, opnieuw_inloggen=True)
def scholen_excel(request: Verzoek) -> HttpResponse:
    """The same as a spreadsheet."""
    return _bestand(request, _van_scholen(request), "mijn-scholen")


@require_safe
@beleid(P.MONITORING_GEMEENTE)
def gemeente(request: Verzoek) -> HttpResponse:
    """How is it with who lives in my gemeente?"""
    return _pagina(request, _van_gemeente(request), "monitoring/gemeente.html")


@require_safe
@beleid(P.MONITORING_GEMEENTE, opnieuw_inloggen=True)
def gemeente_excel(request: Verzoek) -> HttpResponse:
    """The same as a spreadsheet."""
    return _bestand(request, _van_gemeente(request), "gemeente")
