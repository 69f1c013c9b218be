"""The protocol for everybody, and a running case that goes on by a newer version of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Samenwerkingsverband
from thuiszitters.actions.protocolbeheer import ACTUEEL, protocol_volgen, wordt
from thuiszitters.models import Protocol

from .beeld import nieuw_protocol
from .casus import een_casus

P = Permissie


@require_safe
@beleid(openbaar)
def protocol_openbaar(request: HttpRequest) -> HttpResponse:
    """What we do when a child does not go to school: the steps that hold today, of each own SWV (C81)."""
    vandaag = timezone.localdate()
    rijen = Protocol.objects.visible_to(request.user).prefetch_related("stappen")
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    protocollen = [rij for swv in eigen if (rij := rijen.geldig(swv, vandaag)) is not None]
    return render(request, "thuiszitters/protocol.html", {"protocollen": protocollen})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_BEGELEIDEN)
def casus_protocol(request: Verzoek, public_id: str) -> HttpResponse:
    """What changes for this case when it goes on by the version that holds now, and the button."""
    rij, nu = een_casus(request, public_id, P.THUISZITTER_BEGELEIDEN), timezone.now()
    nieuw = nieuw_protocol(request, rij, timezone.localdate(nu))
    if nieuw is None:
        messages.info(request, ACTUEEL)
        return redirect("thuiszitters:casus", public_id)
    if request.method == "POST":
        try:
            if request.POST.get("nieuw") != nieuw.public_id:
                raise NietMogelijk("Er geldt intussen een andere versie. Bekijk het opnieuw.")
            protocol_volgen(rij, door=request.user, op=nu, nieuw=nieuw)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("thuiszitters:casus_protocol", public_id)
        messages.success(request, f"Deze casus volgt nu versie {nieuw.versie}.")
        return redirect("thuiszitters:casus", public_id)
    namen = {een.protocolstap.sleutel: een.protocolstap.naam for een in rij.stappen.all()}
    wat, stappen = wordt(rij, nieuw), list(nieuw.stappen.all())
    gezien(rij, door=request.user, op=nu, wat="casus_gezien")
    context = {
        "casus": rij,
        "nieuw": nieuw,
        "blijft": [een for een in stappen if een.sleutel in wat.blijft],
        "erbij": [een for een in stappen if een.sleutel in wat.erbij],
        "vervalt": [namen[sleutel] for sleutel in wat.vervalt],
        "daarna": next((een for een in stappen if een.sleutel == wat.nu), None),
    }
    return render(request, "thuiszitters/casus_protocol.html", context)
