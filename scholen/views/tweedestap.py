"""For a colleague who lost the phone or key of the second step."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.actions import tweedestap as acties
from scholen.forms.tweedestap import TweedeStapForm


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.FACTOR_HERSTELLEN, opnieuw_inloggen=True)
def tweede_stap(request: Verzoek, public_id: str) -> HttpResponse:
    """Say which known number was called, and take the second step away; or read why that cannot be."""
    vandaag = timezone.localdate()
    leden = acties.werkt_hier(request.user, vandaag).select_related("gebruiker")
    lid = get_object_or_404(leden, public_id=public_id)
    form = TweedeStapForm(
        request.POST if request.method == "POST" else None, nummers=acties.bekende_nummers(lid.gebruiker, vandaag)
    )
    meld = f"De tweede stap van {lid.gebruiker.naam} is weg. Bij het inloggen komt er een nieuwe."
    if gelukt(request, form, acties.tweede_stap_weghalen, lid, meld=meld):
        return redirect("scholen:leden")
    context = {"lid": lid, "form": form, "waarom_niet": acties.waarom_niet(lid.gebruiker, request.user, vandaag)}
    return render(request, "scholen/tweede_stap.html", context)
