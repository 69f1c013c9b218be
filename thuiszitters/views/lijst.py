"""The board: a list or columns, what stands still on top, in words, with four tabs and filters (ux.md §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.models.lijst import Begrensd, tellingen
from thuiszitters.forms.bord import BordFilter, Keuzes, kale_vraag
from thuiszitters.models import Bordweergave, Casus, bord
from thuiszitters.models.casus import CasusQuerySet

from .beeld import MET, Beeld, beelden
from .dubbel import aantal_paren

P = Permissie
PER_PAGINA, PER_KOLOM = 25, 8
WEERGAVEN = {"actief": "Actief", "deels": "Deels naar school", "nazorg": "Nazorg", "afgesloten": "Afgesloten"}
LEEG = {
    "actief": "Er zijn nu geen thuiszitters.",
    "deels": "Er is nu niemand die deels naar school gaat.",
    "nazorg": "Er is nu niemand in nazorg.",
    "afgesloten": "Er is nog niets afgesloten.",
}


@dataclass(frozen=True)
class Kolom:
    """One column of the board: its first cases, how many there are in it, and the address of all of them."""

    naam: str
    beelden: Sequence[Beeld]
    aantal: int
    adres: str

    @property
    def meer(self) -> int:
        return self.aantal - len(self.beelden)


@require_safe
@beleid(P.THUISZITTER_LEZEN)
def thuiszitters(request: Verzoek) -> HttpResponse:
    """Who does not go to school, of whom this user sees."""
    vandaag = timezone.localdate()
    zichtbaar = Casus.objects.visible_to(request.user, P.THUISZITTER_LEZEN)
    keuze = request.GET.get("weergave", "")
    weergave = keuze if keuze in WEERGAVEN else "actief"
    als_bord = request.GET.get("beeld") == "bord" and weergave != "afgesloten"
    filters = BordFilter(request.GET, gebruiker=request.user, vandaag=vandaag, keuzes=Keuzes.van(request.user, vandaag))
    delen = {naam: _deel(zichtbaar, naam, vandaag) for naam in WEERGAVEN}
    rijen = filters.toepassen(delen[weergave])
    inhoud = _kolommen if als_bord else _dicht if weergave == "afgesloten" else _lijst
    erbij, getoond = inhoud(request, rijen, filters, vandaag)
    gezien_alle([een.casus for een in getoond], door=request.user, op=timezone.now(), wat="thuiszitters_gezien")
    aantallen = tellingen(request.user, delen)
    tabs = [(zin, _adres(request.GET, weergave=naam), aantallen[naam]) for naam, zin in WEERGAVEN.items()]
    context = {
        "tabs": [(*tab, naam == weergave) for naam, tab in zip(WEERGAVEN, tabs, strict=True)],
        "weergave": weergave,
        "als_bord": als_bord,
        "naar_bord": _adres(request.GET, beeld="bord"),
        "naar_lijst": _adres(request.GET, beeld=""),
        "titel": WEERGAVEN[weergave],
        "leeg": LEEG[weergave],
        "mag_tellen": request.user.heeft(P.THUISZITTER_TELLEN),
        "filters": filters,
        "chips": [(woorden, _adres(request.GET, **{naam: ""})) for naam, woorden in filters.chips()],
        "weergaven": Bordweergave.objects.visible_to(request.user).order_by("naam", "pk"),
        "nu_vraag": kale_vraag(request.GET.urlencode()),
        "wis": _adres(request.GET, alleen=("weergave", "beeld")),
        "mag_melden": request.user.heeft(P.THUISZITTER_MELDEN),
        "dubbelen": aantal_paren(request.user) if request.user.heeft(P.THUISZITTER_MELDEN) else 0,
    }
    return render(request, "thuiszitters/thuiszitters.html", context | erbij)


def _adres(vraag: QueryDict, *, alleen: Sequence[str] | None = None, **anders: str) -> str:
    """The address of this board with something else; "" leaves a filter out."""
    nieuw = vraag.copy()
    for naam, waarde in anders.items():
        nieuw[naam] = waarde
    for naam in list(nieuw):
        if alleen is not None and naam not in alleen:
            del nieuw[naam]
    return f"?{kale_vraag(nieuw.urlencode())}"


def _in_volgorde(request: Verzoek, plekken: Sequence[bord.Plek], vandaag: date) -> list[Beeld]:
    """These cases as they stand today, in this order."""
    met = Casus.objects.visible_to(request.user).select_related("leerling", "school", "swv", "protocol", "regievoerder")
    rijen = met.prefetch_related(*MET).in_bulk([een.casus for een in plekken])
    return beelden(request, [rijen[een.casus] for een in plekken if een.casus in rijen], vandaag)


def _lijst(
    request: Verzoek, rijen: CasusQuerySet, filters: BordFilter, vandaag: date
) -> tuple[dict[str, Any], list[Beeld]]:
    gevraagd = request.GET.get("pagina", "")
    nummer = int(gevraagd) if gevraagd.isdecimal() and len(gevraagd) < 6 else 1
    plekken = bord.lijst(rijen, filters.keuze, vandaag, van=(max(nummer, 1) - 1) * PER_PAGINA, aantal=PER_PAGINA)
    if not plekken and nummer > 1:
        nummer, plekken = 1, bord.lijst(rijen, filters.keuze, vandaag, van=0, aantal=PER_PAGINA)
    pagina = _pagina(plekken[0].totaal if plekken else 0, nummer)
    getoond = _in_volgorde(request, plekken, vandaag)
    stil = [een for een in getoond if een.alarm]
    return {"pagina": pagina, "stil": stil, "rijen": [een for een in getoond if not een.alarm]}, getoond


def _pagina(aantal: int, nummer: int) -> Page[Any]:
    """A page of a list that the database cut already."""
    return Paginator(range(aantal), PER_PAGINA).get_page(nummer)


def _dicht(
    request: Verzoek, rijen: CasusQuerySet, filters: BordFilter, vandaag: date
) -> tuple[dict[str, Any], list[Beeld]]:
    met = rijen.select_related("leerling", "school", "swv", "protocol", "regievoerder").prefetch_related(*MET)
    pagina = Begrensd(met.order_by("-gesloten_op", "-pk"), PER_PAGINA).get_page(request.GET.get("pagina"))
    getoond = beelden(request, list(pagina), vandaag)
    return {"pagina": pagina, "stil": [], "rijen": getoond}, getoond


def _kolommen(
    request: Verzoek, rijen: CasusQuerySet, filters: BordFilter, vandaag: date
) -> tuple[dict[str, Any], list[Beeld]]:
    plekken = bord.kolommen(rijen, filters.keuze, vandaag, aantal=PER_KOLOM)
    getoond = {een.casus.pk: een for een in _in_volgorde(request, plekken, vandaag)}
    kolommen = []
    for nummer, (naam, _) in enumerate(bord.GROEPEN):
        hier = [een for een in plekken if een.groep == nummer]
        alle = _adres(request.GET, beeld="", groep=str(nummer))
        in_kolom = [getoond[een.casus] for een in hier if een.casus in getoond]
        kolommen.append(Kolom(naam, in_kolom, hier[0].totaal if hier else 0, alle))
    return {"kolommen": kolommen, "totaal": sum(een.aantal for een in kolommen)}, list(getoond.values())


def _deel(alles: CasusQuerySet, weergave: str, vandaag: date) -> CasusQuerySet:
    if weergave == "afgesloten":
        return alles.afgesloten()
    return {"actief": alles.actief, "deels": alles.deels, "nazorg": alles.zonder_verzuim}[weergave](vandaag)
