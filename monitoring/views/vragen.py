"""What the pages of one question share: their file, and the list of rows beneath one of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from monitoring.rules.tabel import Tabel

from .aanvragen import cijferbestand
from .keuze import Keuze, Veld, gekozen
from .rijen import PER_PAGINA
from .tabellen import Cijferblad

Regel = tuple[str, str, Sequence[str]]
"""Where a row leads, what it is called, and its other cells."""


def alleen(request: Verzoek, *velden: str, meer: Sequence[Veld] = ()) -> Keuze:
    """The choice of the address, with no more to filter by than these. meer: lists that only this page has."""
    return replace(gekozen(request, meer, velden), per=None)


def bestand(request: Verzoek, keuze: Keuze, titel: str, tabellen: Iterable[Tabel], naam: str) -> HttpResponse:
    """All tables of a page beneath each other, and below them what they mean."""
    rijen: list[tuple[object, ...]] = []
    codes: dict[str, None] = {}
    for een in tabellen:
        rijen += [(een.titel,), (een.kop, *(kolom.kop for kolom in een.kolommen)), *Cijferblad(een).vlak, ()]
        codes |= dict.fromkeys(een.definities)
    return cijferbestand(request, keuze, titel.rstrip("?"), ("Cijfers",), rijen, tuple(codes), naam=naam)


def lijst(
    request: Verzoek,
    keuze: Keuze,
    rijen: QuerySet[Any],
    *,
    titel: str,
    terug: tuple[str, str],
    koppen: Sequence[str],
    regel: Callable[[Any], Regel],
) -> HttpResponse:
    """The rows beneath one number. terug: the page it stands on and its title. Each child on it is a look at it."""
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
    gezien_alle(list(pagina), door=request.user, op=timezone.now(), wat="monitoring_gezien")
    regels = [regel(een) for een in pagina]
    context = {
        "keuze": keuze,
        "titel": titel,
        "pagina": pagina,
        "koppen": koppen,
        "regels": [(adres, naam, [*zip(koppen[1:], cellen, strict=True)]) for adres, naam, cellen in regels],
        "terug": f"{terug[0]}?{keuze.vraag}",
        "terugtitel": terug[1],
    }
    return render(request, "monitoring/lijst.html", context)
