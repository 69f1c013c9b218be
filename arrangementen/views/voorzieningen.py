"""Voorzieningen: how full they are, who waits, and offering, taking or declining a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import plaatsen as acties
from arrangementen.models import Aanbod, Deelname, Plaatsing, Vorm
from arrangementen.rules import plaatsen as regels
from arrangementen.rules.uren import kort
from arrangementen.scopes.uitvoering import einde_bekend, loopt_voor
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle

P, Stand = Permissie, Plaatsing.Stand
STAF = (P.ARRANGEMENT_TOEKENNEN, P.AANVRAAG_CONTROLEREN)


@dataclass(frozen=True)
class Regel:
    """One voorziening in the list. vrij: None when each school has its own places."""

    aanbod: Aanbod
    bezet: int
    vrij: int | None
    wacht: int
    mijn: int


@require_safe
@beleid(*STAF, P.ARRANGEMENT_VRAGEN)
def voorzieningen(request: Verzoek) -> HttpResponse:
    """Every voorziening with places: taken and free today, and how many wait."""
    context = {
        "regels": regels_vandaag(request, timezone.localdate()),
        "staf": any(map(request.user.heeft, STAF)),
    }
    return render(request, "arrangementen/voorzieningen.html", context)


def regels_vandaag(request: Verzoek, vandaag: date) -> list[Regel]:
    """Every voorziening of today with its counts, by name."""
    rijen = Aanbod.objects.visible_to(request.user).filter(vorm=Vorm.PLAATS, plaatsen__isnull=False)
    return [_regel(request, een, vandaag) for een in rijen.geldig(vandaag).order_by("naam", "pk")]


def _regel(request: Verzoek, aanbod: Aanbod, vandaag: date) -> Regel:
    zichtbaar = Plaatsing.objects.visible_to(request.user).filter(aanbod=aanbod)
    vrij = None if aanbod.op_elke_school else acties.vrij_vandaag(aanbod, vandaag)
    bezet = zichtbaar.op(vandaag).count() if vrij is None else (aanbod.plaatsen or 0) - vrij
    wacht = acties.wachtlijst(aanbod, vandaag)
    return Regel(aanbod, bezet, vrij, wacht.count(), wacht.visible_to(request.user).count())


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*STAF, P.ARRANGEMENT_VRAGEN)
def voorziening(request: Verzoek, public_id: str) -> HttpResponse:
    """One voorziening: who has a place, the weeks to come, and who waits, in the order of asking."""
    vandaag = timezone.localdate()
    aanbod = haal_voorziening(request, public_id)
    if request.method == "POST":
        _doen(request, aanbod)
        return redirect("arrangementen:voorziening", public_id)
    plaatsen = geplaatst(request, aanbod, vandaag)
    lijst, aantal_wacht = wachtend(request, aanbod, vandaag)
    kinderen = [*(een.deelname for een in plaatsen), *(een for _, een, _ in lijst)]
    gezien_alle(kinderen, door=request.user, op=timezone.now(), wat="voorziening_ingezien")
    context = {
        "aanbod": aanbod,
        "plaatsen": plaatsen,
        "wacht": lijst,
        "aantal_wacht": aantal_wacht,
        "vrij": None if aanbod.op_elke_school else acties.vrij_vandaag(aanbod, vandaag),
        "weken": _weken(request, aanbod, vandaag),
        "jaren": _door_de_jaren(request, aanbod),
        "staf": any(map(request.user.heeft, STAF)),
        "mag_bieden": request.user.heeft(P.ARRANGEMENT_TOEKENNEN),
        "vandaag": vandaag,
    }
    return render(request, "arrangementen/voorziening.html", context)


def haal_voorziening(request: Verzoek, public_id: str) -> Aanbod:
    """The voorziening with places that this user may see; else 404."""
    rijen = Aanbod.objects.visible_to(request.user).filter(vorm=Vorm.PLAATS, plaatsen__isnull=False)
    aanbod: Aanbod = get_object_or_404(rijen, public_id=public_id)
    return aanbod


def geplaatst(request: Verzoek, aanbod: Aanbod, vandaag: date) -> list[Plaatsing]:
    """Who has a place or was offered one, of those that this user sees."""
    loopt = Q(tot__gte=vandaag) | Q(deelname__arrangement__in=loopt_voor(request.user).values("pk"))
    zichtbaar = Plaatsing.objects.visible_to(request.user).filter(loopt, aanbod=aanbod)
    rijen = list(
        zichtbaar.houdt_bezet()
        .select_related("deelname__leerling", "deelname__school", "deelname__arrangement")
        .order_by("deelname__school__naam", "van", "pk")
    )
    einde_bekend(rijen, request.user)
    return rijen


def wachtend(request: Verzoek, aanbod: Aanbod, vandaag: date) -> tuple[list[tuple[int, Deelname, bool]], int]:
    """Who waits of those that this user sees, each with its number and whether it said no; and how many in all."""
    alle = list(acties.wachtlijst(aanbod, vandaag).values_list("pk", flat=True))
    rijen = acties.wachtlijst(aanbod, vandaag).visible_to(request.user)
    wacht = rijen.select_related("leerling", "school", "arrangement__beslissing", "arrangement__aanvraag")
    nee = Plaatsing.objects.visible_to(request.user).filter(aanbod=aanbod, stand=Stand.AFGEZIEN)
    zei_nee = {*nee.values_list("deelname", flat=True)}
    return [(alle.index(een.pk) + 1, een, een.pk in zei_nee) for een in wacht], len(alle)


def _weken(request: Verzoek, aanbod: Aanbod, vandaag: date) -> list[tuple[str, int]]:
    """How many places are taken in each of the weeks to come, when they are counted as one; for staff."""
    if aanbod.op_elke_school or not any(map(request.user.heeft, STAF)):
        return []
    per = regels.per_week(vandaag, acties.periodes(aanbod, vandaag))
    return [(f"Vanaf {kort(week)}", aantal) for week, aantal in per]


def _door_de_jaren(request: Verzoek, aanbod: Aanbod) -> list[Any]:
    """How many pupils a place was asked for in each school year, and how many got one (C14); for staff."""
    if not any(map(request.user.heeft, STAF)):
        return []
    kreeg = Exists(Plaatsing.objects.visible_to(request.user).filter(deelname=OuterRef("pk"), stand=Stand.BEZET))
    rijen = Deelname.objects.visible_to(request.user).filter(arrangement__aanbod=aanbod)
    per_jaar = rijen.values(schooljaar=F("arrangement__schooljaar"))
    return list(per_jaar.annotate(gevraagd=Count("pk"), kreeg=Count("pk", filter=kreeg)).order_by("-schooljaar"))


def _doen(request: Verzoek, aanbod: Aanbod) -> None:
    """What the button said; a sentence tells what came of it."""
    actie, _, wie = request.POST.get("actie", "").partition(":")
    nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    try:
        if actie == "bied":
            wachtend = Deelname.objects.visible_to(request.user).filter(arrangement__aanbod=aanbod)
            plaats = acties.plaats_aanbieden(get_object_or_404(wachtend, public_id=wie), **nu)
            zin = f"De plaats is aangeboden. Graag antwoord uiterlijk {kort(plaats.antwoord_voor)}."
        elif actie in ("ja", "nee", "vervalt"):
            rijen = Plaatsing.objects.visible_to(request.user).filter(aanbod=aanbod)
            zin = _antwoord(get_object_or_404(rijen, public_id=wie), actie, nu)
        else:
            raise Http404
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, zin)


def _antwoord(plaats: Plaatsing, actie: str, nu: dict[str, Any]) -> str:
    if actie == "vervalt":
        acties.plaats_vervalt(plaats, **nu)
        return "De plaats is weer vrij voor de volgende."
    acties.plaats_beantwoorden(plaats, **nu, ja=actie == "ja")
    return "De leerling heeft de plaats." if actie == "ja" else "De plaats is niet aangenomen, en is weer vrij."
