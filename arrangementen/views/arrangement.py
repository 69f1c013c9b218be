"""Arrangementen as a list, for a school its own and for the SWV all of them, and one with all that belongs to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.actions import evalueren, verlengen, wijzigen
from arrangementen.actions.beslissen import waarom_niet
from arrangementen.actions.stoppen import mag_stoppen
from arrangementen.actions.terugblik import hulp_van_school
from arrangementen.forms.arrangement import ArrangementFilter
from arrangementen.models import (
    Arrangement,
    Arrangementvraag,
    Beeindiging,
    Beslissing,
    Deelname,
    Doel,
    Evaluatie,
    Groepsschool,
)
from arrangementen.models.arrangement import ArrangementQuerySet
from arrangementen.rules.arrangement import TOON, WOORDEN, Toestand
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import PERMISSIES, Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.models import Arrangementuitkomst
from loket.scopes.arrangement import bezwaar_tot

from .doen import knoppen, lijsten

P = Permissie
PER_PAGINA = 25
WEERGAVEN = {
    "gevraagd": "Te beoordelen",
    "begint": "Begint nog",
    "loopt": "Loopt",
    "voorbij": "Voorbij",
    "alles": "Alles",
}


@dataclass(frozen=True)
class Rij:
    """One line of the list. wie: the pupils in it that this viewer sees, or what the group is."""

    arrangement: Arrangement
    wie: str
    woord: str
    toon: str
    van: date
    tot: date
    bedrag: Any


@require_safe
@beleid(P.ARRANGEMENT_LEZEN)
def arrangementen(request: Verzoek) -> HttpResponse:
    """Tabs with counts, filters by GET, one page of rows: always the same number of queries."""
    filters, weergave, delen = gekozen(request)
    lijst = delen[weergave].select_related("aanbod", "school", "aanvraag", "beeindiging")
    pagina = Paginator(lijst.order_by("-id"), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "tabs": _tabs(request, {naam: deel.count() for naam, deel in delen.items()}, weergave),
        "weergave": weergave,
        "titel": WEERGAVEN[weergave],
        "filters": filters,
        "pagina": pagina,
        "rijen": rijen(list(pagina), request.user, timezone.localdate()),
        "mag_vragen": request.user.heeft(P.ARRANGEMENT_VRAGEN),
        "lijsten": lijsten(request.user),
        "vraag": f"?{request.GET.urlencode()}",
    }
    return render(request, "arrangementen/arrangementen.html", context)


def gekozen(request: Verzoek) -> tuple[ArrangementFilter, str, dict[str, ArrangementQuerySet]]:
    """The filters of this address, its tab, and what each tab holds; page and spreadsheet ask the same."""
    vandaag = timezone.localdate()
    zichtbaar = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_LEZEN)
    keuze = request.GET.get("weergave", "")
    staf = request.user.heeft(P.ARRANGEMENT_TOEKENNEN)
    weergave = keuze if keuze in WEERGAVEN else ("gevraagd" if staf else "loopt")
    filters = ArrangementFilter(request.GET, zichtbaar=zichtbaar, vandaag=vandaag)
    rijen_ = filters.toepassen(zichtbaar)
    return filters, weergave, {naam: _deel(request.user, rijen_, naam, vandaag) for naam in WEERGAVEN}


def _deel(wie: Gebruiker, alles: ArrangementQuerySet, weergave: str, vandaag: date) -> ArrangementQuerySet:
    bekend, einden = Beslissing.objects.visible_to(wie), Beeindiging.objects.visible_to(wie)
    return {
        "gevraagd": lambda: alles.gevraagd(bekend),
        "begint": lambda: alles.begint_nog(vandaag, bekend),
        "loopt": lambda: alles.lopend(vandaag, bekend, einden),
        "voorbij": lambda: alles.voorbij(vandaag, bekend, einden),
        "alles": alles.all,
    }[weergave]()


def _tabs(request: Verzoek, aantallen: dict[str, int], nu: str) -> list[tuple[str, str, int, bool]]:
    vraag = request.GET.copy()
    vraag.pop("pagina", None)
    tabs = []
    for naam, woorden in WEERGAVEN.items():
        vraag["weergave"] = naam
        tabs.append((woorden, f"?{vraag.urlencode()}", aantallen[naam], naam == nu))
    return tabs


def rijen(lijst: list[Arrangement], wie: Gebruiker, vandaag: date) -> list[Rij]:
    """These arrangementen as lines, with the pupils that this viewer sees. Four queries, however many."""
    zonder_geheim(lijst, wie)
    namen: dict[int, list[str]] = defaultdict(list)
    deelnames = Deelname.objects.visible_to(wie).filter(arrangement__in=lijst).select_related("leerling")
    for een in deelnames.order_by("pk"):
        namen[een.arrangement_id].append(een.leerling.naam)
    vragen = Arrangementvraag.objects.visible_to(wie).filter(arrangement__in=lijst)
    groepen = {een.arrangement_id: een.groep for een in vragen}
    return [_rij(een, namen[een.pk], groepen.get(een.pk, ""), vandaag) for een in lijst]


def _rij(een: Arrangement, namen: list[str], groep: str, vandaag: date) -> Rij:
    stand, uit = een.toestand(vandaag), getattr(een, "beslissing", None)
    wat = uit if uit is not None and uit.van is not None else een
    wie = ", ".join(namen) if len(namen) <= 2 else f"{len(namen)} leerlingen"
    return Rij(
        arrangement=een,
        wie=groep or wie or een.get_voor_display(),
        woord=WOORDEN[stand],
        toon=TOON.get(stand, "neutraal"),
        van=wat.van,
        tot=wat.tot,
        bedrag=wat.bedrag,
    )


@require_safe
@beleid(P.ARRANGEMENT_LEZEN)
def arrangement(request: Verzoek, public_id: str) -> HttpResponse:
    """One arrangement: what was asked, what came of it, and what can be done with it now."""
    rij = haal(request, public_id)
    bekeken(request, rij)
    return render(request, "arrangementen/arrangement.html", kop(request, rij) | _inhoud(request, rij))


@require_safe
@beleid(P.ARRANGEMENT_LEZEN)
def van_aanvraag(request: Verzoek, public_id: str) -> HttpResponse:
    """From an aanvraag at the desk to its arrangement."""
    zichtbaar = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_LEZEN)
    rij = get_object_or_404(zichtbaar, aanvraag__public_id=public_id)
    return redirect("arrangementen:arrangement", rij.public_id)


def haal(request: Verzoek, public_id: str, permissie: Permissie = P.ARRANGEMENT_LEZEN) -> Arrangement:
    """The arrangement, if this user may see it through a role that carries the right; else 404."""
    zichtbaar = Arrangement.objects.visible_to(request.user, permissie)
    rij: Arrangement = get_object_or_404(
        zichtbaar.select_related("aanbod", "school", "swv", "aanvraag__leerling", "beeindiging"),
        public_id=public_id,
    )
    zonder_geheim([rij], request.user)
    return rij


def bekeken(request: Verzoek, rij: Arrangement) -> None:
    """Log that this user looked, at each child that is on the page (R-PRIV-08)."""
    rol = next((rol for rol in sorted(request.user.rollen) if P.ARRANGEMENT_LEZEN in PERMISSIES[rol]), "")
    kinderen: list[Any] = list(
        Deelname.objects.visible_to(request.user).filter(arrangement=rij).select_related("leerling")
    )
    for ding in kinderen or [rij]:
        gezien(ding, door=request.user, op=timezone.now(), wat="arrangement_ingezien", rol=rol)


def kop(request: Verzoek, rij: Arrangement) -> dict[str, Any]:
    """The context of the head of an arrangement."""
    vandaag = timezone.localdate()
    stand = rij.toestand(vandaag)
    return {
        "arrangement": rij,
        "stand": WOORDEN[stand],
        "toon": TOON.get(stand, "neutraal"),
        "vandaag": vandaag,
        "wie": rijen([rij], request.user, vandaag)[0].wie,
    }


def _vervolg(wie: Gebruiker, rij: Arrangement) -> Arrangement | None:
    """What came in its place, when this reader knows that it did."""
    if not rij.is_gewijzigd:
        return None
    return Arrangement.objects.visible_to(wie).filter(vorige=rij, aanleiding=Arrangement.Aanleiding.WIJZIGING).first()


def _inhoud(request: Verzoek, rij: Arrangement) -> dict[str, Any]:
    wie, stand = request.user, rij.toestand(timezone.localdate())
    uit = getattr(rij, "beslissing", None)
    antwoord = Arrangementuitkomst.objects.visible_to(wie).filter(aanvraag=rij.aanvraag, is_besluit=True)
    loopt = stand in {Toestand.GEPLAND, Toestand.IN_UITVOERING}
    return {
        "vraag": Arrangementvraag.objects.visible_to(wie).filter(arrangement=rij).first(),
        "doelen": Doel.objects.visible_to(wie).filter(arrangement=rij),
        "deelnames": Deelname.objects.visible_to(wie).filter(arrangement=rij).select_related("leerling", "school"),
        "scholen_erbij": Groepsschool.objects.visible_to(wie).filter(arrangement=rij).select_related("school"),
        "beslissing": uit,
        "is_besluit": rij.aanvraag is not None and antwoord.exists(),
        "bezwaar_tot": bezwaar_tot(wie, rij.aanvraag) if rij.aanvraag else None,
        "kan_beslissen": uit is None and not waarom_niet(rij, rij.bedrag * 0, door=wie, op=timezone.now()),
        "kan_stoppen": loopt and not hasattr(rij, "beeindiging") and mag_stoppen(rij, door=wie),
        "kan_wijzigen": not wijzigen.waarom_niet(rij, door=wie, op=timezone.now()),
        "terugblik": not stand.loopt_of_komt and hulp_van_school(wie, rij, timezone.localdate()),
        "vervolg": _vervolg(wie, rij),
        "doen": knoppen(wie, rij, uit),
        "mag_geld": wie.heeft(P.BUDGET_LEZEN),
        "evaluaties": Evaluatie.objects.visible_to(wie).filter(arrangement=rij).order_by("-dag", "-pk"),
        "kan_evalueren": not evalueren.waarom_niet(rij, door=wie, vandaag=timezone.localdate()),
        "kan_verlengen": not verlengen.waarom_niet(rij, door=wie, op=timezone.now()),
    }
