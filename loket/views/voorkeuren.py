"""Own columns, page size and saved views: chosen on the worklist, kept for this user."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import werkplek
from loket.forms.werkplek import VoorkeurForm, WeergaveForm
from loket.models.werkplek import BewaardeWeergave

P = Permissie
LIJSTEN = {"aanvragen": "loket:aanvragen", "werkvoorraad": "loket:werkvoorraad"}


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def voorkeuren(request: Verzoek) -> HttpResponse:
    """Columns and page size, for every list of this user."""
    form = VoorkeurForm(request.POST)
    if form.is_valid():
        werkplek.voorkeur_bewaren(door=request.user, op=timezone.now(), **form.cleaned_data)
        messages.success(request, "Je lijst staat nu zo ingesteld.")
    else:
        messages.error(request, "Kies kolommen en een aantal uit de lijst.")
    lijst = LIJSTEN.get(request.POST.get("lijst", ""), "loket:werkvoorraad")
    vraag = QueryDict(request.POST.get("terug", "")[:1000]).copy()
    vraag.pop("pagina", None)
    return redirect(f"{reverse(lijst)}?{vraag.urlencode()}".rstrip("?"))


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def weergave_bewaren(request: Verzoek) -> HttpResponse:
    form = WeergaveForm(request.POST, prefix="weergave")
    if not form.is_valid():
        for fouten in form.errors.values():
            messages.error(request, f"{fouten[0]}. De weergave is niet bewaard.")
        return _naar(QueryDict(request.POST.get("weergave-vraag", "")[:1000]))
    velden: dict[str, Any] = form.cleaned_data
    vraag = QueryDict(velden["vraag"]).copy()
    try:
        bewaard = werkplek.weergave_bewaren(
            door=request.user,
            op=timezone.now(),
            naam=velden["naam"],
            gedeeld=velden["voor"] == "iedereen",
            vraag=velden["vraag"],
        )
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, f"De weergave ‘{bewaard.naam}’ is bewaard.")
        vraag["bewaard"] = bewaard.public_id
    return _naar(vraag)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def weergave_verwijderen(request: Verzoek, public_id: str) -> HttpResponse:
    bewaard = get_object_or_404(BewaardeWeergave.objects.visible_to(request.user), public_id=public_id)
    try:
        werkplek.weergave_verwijderen(bewaard, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, f"De weergave ‘{bewaard.naam}’ is verwijderd.")
    return redirect("loket:werkvoorraad")


def _naar(vraag: QueryDict) -> HttpResponse:
    return redirect(f"{reverse('loket:werkvoorraad')}?{vraag.urlencode()}".rstrip("?"))
