"""The worklist of the loket: what must be done, first what must be done first."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.forms.werkvoorraad import WerkvoorraadFilter, ZoekForm, zoekwoorden
from loket.models import Aanvraag
from loket.models.aanvraag import AanvraagQuerySet
from loket.models.lijst import aantal_in_woorden

from .weergaven import WEERGAVEN, aantallen, bladen, rijen

SORTEERBAAR = ("termijn", "leerling", "nummer")
PER_PAGINA = 25
ZOEKOPDRACHTEN = 20
"""How many searches a session remembers; older ones show everything again."""


@require_safe
@beleid(Permissie.AANVRAAG_CONTROLEREN)
def werkvoorraad(request: Verzoek) -> HttpResponse:
    """Tabs with counts, filters by GET, one page of rows: always the same number of queries."""
    nu = timezone.localtime()
    zichtbaar = Aanvraag.objects.visible_to(request.user, Permissie.AANVRAAG_CONTROLEREN)
    telling = aantallen(zichtbaar, request.user, nu.date())
    zoek = _zoekterm(request)
    weergave = WEERGAVEN.get(request.GET.get("weergave", ""), WEERGAVEN["alles" if zoek else "mijn"])
    lijst = zichtbaar.filter(weergave.voorwaarde(request.user, nu.date()))
    context = _lijst(request, lijst, zoek, nu, sorteer="termijn", aantal=telling[weergave.sleutel])
    tabs = [
        (
            een.naam,
            f"{reverse('loket:werkvoorraad')}?weergave={sleutel}",
            aantal_in_woorden(telling[sleutel]),
            een == weergave,
        )
        for sleutel, een in WEERGAVEN.items()
    ]
    context |= {"weergave": weergave, "tabs": tabs, "telling": telling, "groet": _groet(nu), "titel": "Werkvoorraad"}
    return render(request, "loket/werkvoorraad.html", context)


@require_safe
@beleid(Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN)
def aanvragen(request: Verzoek) -> HttpResponse:
    """Every aanvraag that was submitted, finished ones too, newest first."""
    nu = timezone.localtime()
    lijst = Aanvraag.objects.visible_to(request.user)
    context = _lijst(request, lijst, _zoekterm(request), nu, sorteer="nummer")
    return render(request, "loket/aanvragen.html", context | {"titel": "Aanvragen"})


@require_POST
@beleid(Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN)
def zoeken(request: Verzoek) -> HttpResponse:
    """Keep what was typed in the session: no name comes in an address (afspraak 20). A number opens its case."""
    form = ZoekForm(request.POST)
    if not form.is_valid():
        return redirect("loket:aanvragen")
    tekst = form.cleaned_data["q"]
    gevonden = Aanvraag.objects.visible_to(request.user).op_nummer(tekst).first()
    if gevonden:
        return redirect("loket:behandelen", gevonden.public_id)
    bewaard: dict[str, str] = request.session.get("zoekopdrachten", {})
    sleutel = secrets.token_urlsafe(9)
    request.session["zoekopdrachten"] = dict([*bewaard.items(), (sleutel, tekst)][-ZOEKOPDRACHTEN:])
    return redirect(f"{reverse('loket:aanvragen')}?{QueryDict(f'zoek={sleutel}').urlencode()}")


def _lijst(
    request: Verzoek, lijst: AanvraagQuerySet, zoek: str, nu: datetime, *, sorteer: str, aantal: int | None = None
) -> dict[str, Any]:
    """Filters, search and one page of rows of this list. aantal: how many there are without filters, if known."""
    vandaag = nu.date()
    filters = WerkvoorraadFilter(request.GET, vandaag=vandaag)
    lijst = filters.toepassen(lijst)
    if zoek:
        lijst = lijst.zoeken(zoekwoorden(zoek))
    gevraagd = request.GET.get("sorteer", "")
    sorteer = gevraagd if gevraagd.removeprefix("-") in SORTEERBAAR else sorteer
    alle = bladen(lijst, request.user, sorteer=sorteer, vandaag=vandaag, per=PER_PAGINA)
    if aantal is not None and not zoek and not filters.gekozen:
        alle.count = aantal
    pagina = alle.get_page(request.GET.get("pagina"))
    return {
        "filters": filters,
        "chips": _chips(request.GET, filters, zoek),
        "zoek": zoek,
        "wis": "?weergave=" + request.GET["weergave"] if request.GET.get("weergave") in WEERGAVEN else "?",
        "sortering": sorteer,
        "pagina": pagina,
        "rijen": rijen(list(pagina), request.user, vandaag),
        "vandaag": vandaag,
    }


def _zoekterm(request: Verzoek) -> str:
    bewaard: Mapping[str, str] = request.session.get("zoekopdrachten", {})
    return bewaard.get(request.GET.get("zoek", ""), "")


def _chips(vraag: QueryDict, filters: WerkvoorraadFilter, zoek: str) -> list[tuple[str, str]]:
    """What is filtered on, and the address without that one filter."""
    lijst = [("zoek", f"Zoeken: {zoek}")] if zoek else []
    chips = []
    for naam, woorden in [*lijst, *filters.chips()]:
        zonder = vraag.copy()
        zonder.pop(naam, None)
        zonder.pop("pagina", None)
        chips.append((woorden, f"?{zonder.urlencode()}"))
    return chips


def _groet(nu: datetime) -> str:
    return "Goedemorgen" if nu.hour < 12 else "Goedemiddag" if nu.hour < 18 else "Goedenavond"
