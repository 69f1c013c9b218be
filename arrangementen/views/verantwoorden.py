"""Accounting: what a school has still to account for, sending it, and looking at what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import verantwoorden as acties
from arrangementen.forms.verantwoorden import BeoordeelForm, VerantwoordForm
from arrangementen.models import Arrangement, Potdeel, Verantwoording, Verantwoordingstuk
from arrangementen.rules.verantwoorden import apart
from kern.bestanden.antwoord import NietVrij, als_bijlage
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Instelling, Samenwerkingsverband

from .bladen import bladzijde
from .budgetten import budgettabs

P = Permissie


@dataclass(frozen=True)
class Taak:
    """One thing that a school accounts for. arrangement: none for all that goes together."""

    deel: Potdeel
    arrangement: Arrangement | None
    bedrag: Decimal


def taken(request: Verzoek) -> list[Taak]:
    """What the schools of this user have to account for, by SWV, school and year."""
    delen = Potdeel.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN).select_related("school", "pot__swv")
    per: dict[tuple[int, int, int], list[Potdeel]] = {}
    for deel in delen.order_by("-pot__schooljaar", "school__naam", "pk"):
        if deel.stand.nog_te_verantwoorden:
            per.setdefault((deel.pot.swv_id, deel.school_id, deel.pot.schooljaar), []).append(deel)
    uit = []
    for groep in per.values():
        eerste = groep[0]
        vanaf = vanaf_van(request, eerste.pot.swv)
        hulp = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN).filter(
            swv=eerste.pot.swv, school=eerste.school, schooljaar=eerste.pot.schooljaar, beslissing__bedrag__gt=vanaf
        )
        open_ = acties.open_van(hulp)
        uit += [Taak(eerste, een, open_[een.pk]) for een in hulp if open_[een.pk]]
        samen = acties.posten(eerste.school, eerste.pot.swv, eerste.pot.schooljaar, vanaf)
        if som := sum((een.open for een in samen), Decimal(0)):
            uit.append(Taak(eerste, None, som))
    return uit


def vanaf_van(request: Verzoek, swv: Samenwerkingsverband) -> Decimal:
    """Above which amount a grant is accounted for by itself."""
    instelling: Instelling = Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())
    return instelling.verantwoorden_vanaf


@require_safe
@beleid(P.ARRANGEMENT_VRAGEN)
def verantwoordtaken(request: Verzoek) -> HttpResponse:
    """What there is to account for, and what was sent."""
    context = {"taken": taken(request), "verstuurd": verstuurd(request)[:25]}
    return render(request, "arrangementen/verantwoordtaken.html", context)


def verstuurd(request: Verzoek) -> QuerySet[Verantwoording]:
    """What the schools of this user sent, the newest first."""
    alle = Verantwoording.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN)
    return alle.select_related("school", "arrangement").order_by("-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN)
@eenmaal
def verantwoord(request: Verzoek, public_id: str, wat: str) -> HttpResponse:
    """Account for one grant (wat: its number) or for all that goes together (wat: jaar).

    public_id: of a part of a budget, for its school and year.
    """
    delen = Potdeel.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN).select_related("school", "pot__swv")
    deel = get_object_or_404(delen, public_id=public_id)
    jaar, vanaf = deel.pot.schooljaar, vanaf_van(request, deel.pot.swv)
    hulp = None
    if wat != "jaar":
        alle = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN).filter(beslissing__isnull=False)
        alle = alle.filter(swv=deel.pot.swv).select_related("beslissing")
        hulp = get_object_or_404(alle, school=deel.school, schooljaar=jaar, kenmerk=wat)
        if not apart(hulp.beslissing.bedrag, vanaf):
            raise Http404
    posten = acties.posten(deel.school, deel.pot.swv, jaar, vanaf, hulp)
    form = VerantwoordForm(request.POST or None, request.FILES or None)
    velden: dict[str, Any] = {"swv": deel.pot.swv, "school": deel.school, "schooljaar": jaar, "arrangement": hulp}
    if gelukt(request, form, lambda **rest: acties.verantwoorden(**velden, **rest)):
        messages.success(request, "Verstuurd. Het samenwerkingsverband kijkt ernaar.")
        return redirect("arrangementen:verantwoordtaken")
    som = sum((een.open for een in posten), Decimal(0))
    context = {"deel": deel, "arrangement": hulp, "posten": posten, "som": som, "form": form}
    return render(request, "arrangementen/verantwoord.html", context)


@require_safe
@beleid(P.BUDGET_BEHEREN)
def verantwoordingen(request: Verzoek) -> HttpResponse:
    """What schools sent: to look at first, those of the sample on top."""
    alles, rijen = gekozen(request)
    context = {
        "tabs": budgettabs(request, "verantwoordingen"),
        "weergaven": [("Te bekijken", "?", None, not alles), ("Bekeken", "?weergave=klaar", None, alles)],
        "pagina": bladzijde(request, rijen),
        "klaar": alles,
    }
    return render(request, "arrangementen/verantwoordingen.html", context)


def gekozen(request: Verzoek) -> tuple[bool, QuerySet[Verantwoording]]:
    """Whether this address asks for what was looked at, and those rows in their order."""
    klaar = request.GET.get("weergave") == "klaar"
    rijen = Verantwoording.objects.visible_to(request.user, P.BUDGET_BEHEREN).select_related("school", "arrangement")
    if klaar:
        return klaar, rijen.exclude(uitkomst="").order_by("-pk")
    return klaar, rijen.filter(uitkomst="").order_by("-steekproef", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN, P.ARRANGEMENT_VRAGEN)
def verantwoording(request: Verzoek, public_id: str) -> HttpResponse:
    """What a school sent, with its receipts; the controller says whether it is right."""
    rijen = Verantwoording.objects.visible_to(request.user)
    verbonden = ("swv", "school", "arrangement", "ingediend_door", "beoordeeld_door")
    rij = get_object_or_404(rijen.select_related(*verbonden), public_id=public_id)
    mag = request.user.heeft(P.BUDGET_BEHEREN)
    form = BeoordeelForm(request.POST or None if mag else None)
    if gelukt(request, form, acties.verantwoording_beoordelen, rij):
        messages.success(request, "Vastgelegd.")
        return redirect("arrangementen:verantwoordingen")
    gezien(rij, door=request.user, op=timezone.now())
    instelling = Instelling.objects.visible_to(request.user).geldig(rij.swv, timezone.localdate())
    context = {
        "rij": rij,
        "over": rij.te_verantwoorden - rij.besteed,
        "mee": instelling.overschot_meenemen,
        "stukken": Verantwoordingstuk.objects.visible_to(request.user).filter(verantwoording=rij).order_by("pk"),
        "form": form if mag and not rij.uitkomst else None,
    }
    return render(request, "arrangementen/verantwoording.html", context)


@require_safe
@beleid(P.BUDGET_BEHEREN, P.ARRANGEMENT_VRAGEN)
def verantwoordingstuk(request: Verzoek, public_id: str) -> HttpResponseBase:
    """A receipt, as a download."""
    rij = get_object_or_404(
        Verantwoordingstuk.objects.visible_to(request.user).select_related("inhoud", "verantwoording__school"),
        public_id=public_id,
    )
    gezien(rij, door=request.user, op=timezone.now(), wat="gedownload")
    try:
        return als_bijlage(rij.inhoud, rij.naam)
    except NietVrij:
        messages.error(request, "Dit bestand wordt nog gecontroleerd op virussen. Probeer het straks opnieuw.")
        return redirect("arrangementen:verantwoording", rij.verantwoording.public_id)
