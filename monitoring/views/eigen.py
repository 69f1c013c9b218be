"""Figures for who works elsewhere: a board and a school of their own schools, a gemeente of its residents.

None of them sees a row beneath. What they see and until when, rules/kijker and rules/stand say; it is read from what
was frozen then.
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
from monitoring.kengetallen.bronnen import aantal_scholen, eigen_gemeenten, eigen_scholen, kijker_van, swvs_van
from monitoring.kengetallen.bronnen import standen as bevroren
from monitoring.models import Rapport
from monitoring.rapporten.standen import thuis_van, van_gemeente
from monitoring.rapporten.standen import van_scholen as van_scholen_toen
from monitoring.rules import stand
from monitoring.rules.afschermen import Uitgave
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kijker import Zicht, van_een_dag, van_scholen, van_totalen
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.rapport import rond
from monitoring.rules.tabel import Tabel
from scholen.models import Samenwerkingsverband

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


Standen = dict[Samenwerkingsverband, list[Rapport]]
"""Of each SWV what was frozen at each stand up to the one that is shown, that one last. None of those without it."""


def _gekozen(request: Verzoek, swvs: Iterable[Samenwerkingsverband]) -> tuple[Keuze, Standen]:
    """The stand that the address asks for, and what was frozen of it."""
    vandaag, alle = timezone.localdate(), {een: list(bevroren(een).defer("tabellen", "precies")) for een in swvs}
    er = {rij.tijd.tot for rijen in alle.values() for rij in rijen}
    periode = stand.gekozen(request.GET.get("periode", ""), vandaag, er)
    tot = [een.tot for een in stand.tot_en_met(periode)]
    gevonden = {swv: [rij for rij in rijen if rij.tijd.tot in tot] for swv, rijen in alle.items()}
    gevonden = {swv: rijen for swv, rijen in gevonden.items() if rijen and rijen[-1].tijd.tot == periode.tot}
    dagen = [timezone.localdate(rijen[-1].klaar_op) for rijen in gevonden.values()]
    return Keuze(periode, max(dagen, default=vandaag)), gevonden


def standen(keuze: Keuze) -> list[Optie]:
    """What there is to choose from."""
    alle = stand.te_kiezen(timezone.localdate())
    return [(een.code, een.naam[0].upper() + een.naam[1:], een == keuze.periode) for een in alle]


def _naast(request: Verzoek, keuze: Keuze, swv: Samenwerkingsverband, **van: str) -> list[Uitgave]:
    """What this reader has too, of days around these: the reports about the same, and the set for everybody."""
    eigen = Rapport.objects.visible_to(request.user).filter(
        swv=swv, soort__in=AFGESCHERMD, klaar_op__isnull=False, **van
    )
    codes = [een.code for een in rond(van_schooljaar(schooljaar(keuze.periode.van)))]
    rijen = eigen.filter(periode__in=codes).select_related("swv", "bestuur", "school", "gemeente")
    voor_iedereen = openbare(swv).filter(periode__in=codes) if publiceert(swv, timezone.localdate()) else ()
    return [uitgave(een) for een in sorted([*rijen, *voor_iedereen], key=lambda een: (een.klaar_op, een.pk))]


def _met_naam(tabellen: list[Tabel], swv: Samenwerkingsverband, gevonden: Standen) -> list[Tabel]:
    """Of two SWVs each table says of which it is."""
    return tabellen if len(gevonden) < 2 else [replace(een, titel=f"{een.titel}, {swv.naam}") for een in tabellen]


def _van_scholen(request: Verzoek) -> Gevonden:
    """The own schools by name, beside the mean of the region. Whoever has no school has no page."""
    vandaag = timezone.localdate()
    kijker, eigen = kijker_van(request.user, vandaag), eigen_scholen(request.user, vandaag)
    if not eigen.exists():
        raise Http404
    keuze, gevonden = _gekozen(request, swvs_van(eigen, vandaag))
    over = " ".join(f"bestuur {pk}" for pk in sorted({*eigen.order_by().values_list("bestuur", flat=True)} - {None}))
    tabellen = []
    for swv, rijen in gevonden.items():
        namen = dict(eigen.filter(deelnames__swv=swv).values_list("brin6", "naam"))
        naast = [] if kijker.precies else _naast(request, keuze, swv)
        aantal = aantal_scholen([swv], keuze.periode.tot)
        for reeks in zip(*map(van_scholen_toen, rijen), strict=True):
            een = van_scholen(reeks, kijker, namen, aantal=aantal, naast=naast, over=over)
            tabellen += _met_naam([een], swv, gevonden)
    return Gevonden(keuze, tabellen, precies=kijker.zicht == Zicht.SCHOOL)


def _van_gemeente(request: Verzoek) -> Gevonden:
    """Totals of who lives in the own gemeente, by kind. Whoever has none has no page."""
    eigen = {een.code: een for een in eigen_gemeenten(request.user, timezone.localdate()).order_by("naam")}
    if not eigen:
        raise Http404
    hier = eigen.get(request.GET.get("gemeente", "")) or next(iter(eigen.values()))
    swvs = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    keuze, gevonden = _gekozen(request, swvs)
    over, tabellen = f"gemeente {hier.pk}", []
    for swv, rijen in gevonden.items():
        naast = _naast(request, keuze, swv, gemeente__code=hier.code)
        reeks = [van_gemeente(een, hier) for een in rijen]
        thuis = [een for een in [thuis_van(rijen[-1], hier)] if een]
        toen = [een for een in reeks if een] if reeks[-1] else []
        alle = [*(van_totalen(toen, naast, over) if toen else []), *van_een_dag(thuis, naast, over)]
        tabellen += _met_naam(alle, swv, gevonden)
    return Gevonden(keuze, tabellen, gemeenten=tuple((een.code, een.naam, een == hier) for een in eigen.values()))


def _pagina(request: Verzoek, gevonden: Gevonden, sjabloon: str) -> HttpResponse:
    context = {
        "keuze": gevonden.keuze,
        "standen": standen(gevonden.keuze),
        "bladen": [Cijferblad(een, vouwen=True) for een in gevonden.tabellen if een.rijen],
        "precies": gevonden.precies,
        "gemeenten": gevonden.gemeenten,
        "definities": [DEFINITIES[code] for code in gevonden.codes],
    }
    return render(request, sjabloon, context)


def _bestand(request: Verzoek, gevonden: Gevonden, naam: str) -> HttpResponse:
    """All tables below each other, as they stand on the page."""
    regels: list[tuple[object, ...]] = []
    for een in gevonden.tabellen:
        regels += [(een.titel,), (een.kop, *(kolom.kop for kolom in een.kolommen)), *Cijferblad(een).vlak]
        regels += [*((zin,) for zin in een.onder), ()]
    return cijferbestand(request, gevonden.keuze, "Cijfers", ("Cijfers",), regels, gevonden.codes, naam=naam)


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
