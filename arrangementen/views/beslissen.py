"""Assessing what was asked, with the budget beside it, and stopping what was granted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import stoppen
from arrangementen.actions.beslissen import Uitkomst, arrangement_beslissen, waarom_niet
from arrangementen.actions.potten import pot_voor
from arrangementen.forms.beslissen import WOORDEN, BeslisForm, StoppenForm
from arrangementen.models import Arrangement, Arrangementvraag, Doel, Pot, Tarief
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek

from .arrangement import bekeken, haal, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_TOEKENNEN)
def arrangement_beoordelen(request: Verzoek, public_id: str) -> HttpResponse:
    """The question, what is free in the budget, and the decision."""
    rij = haal(request, public_id, P.ARRANGEMENT_TOEKENNEN)
    tarief = Tarief.objects.visible_to(request.user).filter(aanbod=rij.aanbod, schooljaar=rij.schooljaar).geldend()
    prijs = next((een.bedrag for een in tarief), None)
    form = BeslisForm(request.POST or None, arrangement=rij, tarief=prijs)
    if request.method == "POST" and form.is_valid():
        try:
            _beslissen(request, rij, form.cleaned_data)
        except NietMogelijk as reden:
            form.geweigerd(reden)
        else:
            messages.success(request, "Je beslissing is vastgelegd.")
            return redirect("arrangementen:arrangement", public_id)
    if request.method != "POST":
        bekeken(request, rij)
    context = kop(request, rij) | _naast(request, rij) | {"form": form, "tarief": prijs}
    return render(request, "arrangementen/beoordelen.html", context)


def _beslissen(request: Verzoek, rij: Arrangement, velden: dict[str, Any]) -> None:
    wat = Uitkomst(
        uitkomst=velden["uitkomst"],
        van=velden.get("van"),
        tot=velden.get("tot"),
        aantal=velden.get("aantal"),
        bedrag=velden.get("bedrag") or Decimal(0),
        woorden={naam: velden.get(naam) or "" for naam in WOORDEN},
    )
    arrangement_beslissen(rij, wat, door=request.user, op=timezone.now(), over_mag=velden["over_mag"])


def _naast(request: Verzoek, rij: Arrangement) -> dict[str, Any]:
    pot = pot_voor(swv=rij.swv, schooljaar=rij.schooljaar, school=rij.school, aanbod=rij.aanbod, dag=rij.van)
    zichtbaar = Pot.objects.visible_to(request.user).filter(pk=pot.pk).first() if pot else None
    return {
        "vraag": Arrangementvraag.objects.visible_to(request.user).filter(arrangement=rij).first(),
        "doelen": Doel.objects.visible_to(request.user).filter(arrangement=rij),
        "pot": zichtbaar,
        "waarom_niet": waarom_niet(rij, rij.bedrag, door=request.user, op=timezone.now()),
        "eerder": _eerder(request, rij),
    }


def _eerder(request: Verzoek, rij: Arrangement) -> list[Arrangement]:
    """Support that the same children had or asked before, newest first: was lighter help tried (C63)?"""
    kinderen = rij.deelnames.visible_to(request.user).values("leerling")
    zichtbaar = Arrangement.objects.visible_to(request.user).filter(deelnames__leerling__in=kinderen)
    return list(zichtbaar.exclude(pk=rij.pk).select_related("aanbod").distinct().order_by("-id")[:10])


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN)
def arrangement_stoppen(request: Verzoek, public_id: str) -> HttpResponse:
    """Stop before the last day, with what then falls free."""
    rij = haal(request, public_id)
    form = StoppenForm(request.POST or None, initial={"laatste_dag": _begin(rij, timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        try:
            stoppen.arrangement_stoppen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd wanneer de hulp stopt.")
            return redirect("arrangementen:arrangement", public_id)
    if request.method != "POST":
        bekeken(request, rij)
    return render(request, "arrangementen/stoppen.html", kop(request, rij) | {"form": form})


def _begin(rij: Arrangement, vandaag: date) -> date:
    """Today, or the nearest day in the period."""
    uit = getattr(rij, "beslissing", None)
    return min(max(vandaag, uit.van), uit.tot) if uit and uit.van and uit.tot else vandaag
