"""What is still missing before the first TLV; and where there is no SWV yet, founding it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from inrichting.forms import OprichtForm
from inrichting.rules.nieuw import klaar, punten
from inrichting.stand import feiten_van
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.actions.oprichten import swv_oprichten
from scholen.models import Samenwerkingsverband, Sector
from scholen.onderdelen import is_uit, uit_vandaag


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.INSTELLINGEN_BEHEREN)
def nieuw(request: Verzoek) -> HttpResponse:
    """Per SWV the points with what is done; POST founds an SWV in a sector that has none here."""
    eigen = list(Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"))
    form = None
    if len({swv.sector for swv in eigen}) < len(Sector):
        form = OprichtForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _opgericht(request, form):
            return redirect("inrichting:nieuw")
    blokken = []
    for swv in eigen:
        feiten = feiten_van(swv, timezone.localdate())
        alle = [een for een in punten(feiten) if not is_uit(reverse(een.adres), uit_vandaag(request))]
        open_ = [een for een in alle if een.nodig and not een.klaar]
        later = [een for een in alle if not een.nodig and not een.klaar]
        blokken.append((swv, klaar(feiten), open_, later, [een for een in alle if een.klaar]))
    return render(request, "inrichting/nieuw.html", {"blokken": blokken, "form": form})


def _opgericht(request: Verzoek, form: OprichtForm) -> bool:
    code, naam = form.cleaned_data["code"], form.cleaned_data["naam"]
    wie: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    try:
        swv_oprichten(**wie, code=code, gegevens={"naam": naam})
    except NietMogelijk as reden:
        form.add_error("code", str(reden))
        return False
    messages.success(request, "Opgericht. Hieronder staat wat nog nodig is.")
    return True
