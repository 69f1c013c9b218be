"""Post or portal: what staff writes down after a signed form, and what a parent or pupil chooses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.geadresseerden import Geadresseerde, geadresseerden
from loket.actions.kanaal import Wie, gekozen_door, heeft_account, kanaal_kiezen
from loket.forms.post import KanaalForm
from loket.models.kanaal import Kanaalkeuze

from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BRIEF_VERZENDEN)
def kanaal(request: Verzoek, public_id: str) -> HttpResponse:
    """Each addressee of this case: what goes through the portal, and writing down what a signed form says."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    nu = timezone.now()
    mensen = geadresseerden(aanvraag, timezone.localdate(nu)) if aanvraag.leerling else []
    kaarten = [_kaart(request, aan, timezone.localdate(nu)) for aan in mensen]
    for een in kaarten:
        if een["form"].is_bound and _bewaard(request, een["wie"], een["form"]):
            messages.success(request, f"Bewaard voor {een['naam']}. Dit geldt vanaf de volgende brief.")
            return redirect("loket:kanaal", public_id)
    if request.method == "POST" and not any(een["form"].is_bound for een in kaarten):
        messages.error(request, "Deze persoon krijgt geen brieven (meer) in deze zaak. Er is niets bewaard.")
        return redirect("loket:kanaal", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.BRIEF_VERZENDEN)
    context = kop(aanvraag, request.user, nu) | {"kaarten": kaarten}
    context["form"] = next((een["form"] for een in kaarten if een["form"].is_bound), None)
    return render(request, "loket/kanaal.html", context)


def _kaart(request: Verzoek, aan: Geadresseerde, vandaag: date) -> dict[str, Any]:
    wie = aan.school or aan.betrokkene or aan.leerling
    assert wie is not None
    keuzes = gekozen_door(wie)
    mijn = request.method == "POST" and request.POST.get("wie") == wie.public_id
    form = KanaalForm(
        request.POST if mijn else None,
        wie=wie.public_id,
        school=aan.school is not None,
        portaal=[een.soort for een in keuzes if een.kanaal == "portaal"],
        post=any(een.kanaal == "post" for een in keuzes),
    )
    return {
        "wie": wie,
        "naam": wie.naam,
        "aan": aan.aan,
        "keuzes": keuzes,
        "form": form,
        "account": heeft_account(wie, vandaag),
    }


def _bewaard(request: Verzoek, wie: Wie, form: KanaalForm) -> bool:
    if not form.is_valid():
        return False
    velden = form.cleaned_data
    try:
        kanaal_kiezen(
            wie,
            door=request.user,
            op=timezone.now(),
            portaal=velden["portaal"],
            hoe=Kanaalkeuze.Hoe.FORMULIER,
            post=velden.get("post", False),
        )
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True
