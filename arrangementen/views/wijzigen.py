"""Changing help that runs, with the budget and what was given so far beside it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import wijzigen as acties
from arrangementen.actions.meenemen import rest_van
from arrangementen.actions.potten import pot_voor
from arrangementen.actions.uren import geschreven
from arrangementen.forms.beslissen import WijzigForm
from arrangementen.models import Arrangement, Pot, Tarief, Toekenning, Vorm
from arrangementen.rules.arrangement import vrij_bij_stoppen
from arrangementen.rules.uren import getal, uren
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek

from .arrangement import bekeken, haal, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN)
def arrangement_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """What comes in the place of this help, or why it cannot be changed."""
    rij = haal(request, public_id)
    if request.method != "POST":
        bekeken(request, rij)
    context = kop(request, rij)
    nu = timezone.now()
    sleutel = request.POST.get("sleutel", "")
    al = Arrangement.objects.visible_to(request.user).filter(vorige=rij, sleutel=sleutel).first() if sleutel else None
    if al is not None:
        return redirect("arrangementen:arrangement", al.public_id)
    if reden := acties.waarom_niet(rij, door=request.user, op=nu):
        return render(request, "arrangementen/wijzigen.html", context | {"waarom_niet": reden})
    prijs = _tarief(request, rij)
    begin = _begin(rij)
    form = WijzigForm(
        request.POST or None, arrangement=rij, tarief=prijs, sleutel=secrets.token_urlsafe(16), begin=begin
    )
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        wat = acties.Wijziging(
            van=velden["van"],
            tot=velden["tot"],
            bedrag=velden["bedrag"],
            motivering=velden["motivering"],
            aantal=velden.get("aantal"),
        )
        try:
            nieuw = acties.arrangement_wijzigen(
                rij, wat, door=request.user, op=nu, sleutel=velden["sleutel"], over_mag=velden["over_mag"]
            )
        except NietMogelijk as mis:
            form.geweigerd(mis)
        else:
            messages.success(request, "De hulp is gewijzigd. Hieronder staat wat ervoor in de plaats komt.")
            return redirect("arrangementen:arrangement", nieuw.public_id)
    context |= {"form": form, "tarief": prijs} | _naast(request, rij, begin)
    return render(request, "arrangementen/wijzigen.html", context)


def _tarief(request: Verzoek, rij: Arrangement) -> Decimal | None:
    """What one costs. Not of a place or material: its tariff is of a whole year, and what changes is of the rest."""
    if rij.aanbod.vorm in {Vorm.PLAATS, Vorm.MATERIAAL}:
        return None
    tarieven = Tarief.objects.visible_to(request.user).filter(aanbod=rij.aanbod, schooljaar=rij.schooljaar)
    return next((een.bedrag for een in tarieven.geldend()), None)


def _begin(rij: Arrangement) -> dict[str, Any]:
    """From tomorrow what is left: the hours that were not given, or the money of the days after today."""
    uit = rij.beslissing
    assert uit.van is not None
    assert uit.tot is not None
    vandaag = timezone.localdate()
    van = min(max(vandaag, uit.van) + timedelta(days=1), uit.tot)
    bedrag = vrij_bij_stoppen(uit.bedrag, van=uit.van, tot=uit.tot, laatste_dag=van - timedelta(days=1))
    return {"van": van, "tot": uit.tot, "aantal": rest_van(rij), "bedrag": bedrag}


def _naast(request: Verzoek, rij: Arrangement, begin: dict[str, Any]) -> dict[str, Any]:
    pot = pot_voor(swv=rij.swv, schooljaar=rij.schooljaar, school=rij.school, aanbod=rij.aanbod, dag=begin["van"])
    zelf = rij.aanbod.toekenning == Toekenning.SCHOOLBESTUUR
    return {
        "beslissing": rij.beslissing,
        "pot": Pot.objects.visible_to(request.user).filter(pk=pot.pk).first() if pot else None,
        "gegeven": getal(uren(geschreven(rij))) if rij.aanbod.vorm == Vorm.UREN else "",
        "vrij": begin["bedrag"],
        "zelf": zelf,
        "zonder_antwoord": acties.zonder_antwoord(rij),
        "wordt_besluit": rij.aanvraag is not None and acties.wordt_besluit(rij, timezone.localdate()),
    }
