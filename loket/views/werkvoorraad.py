"""The worklist of the loket: what must be done, first what must be done first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.forms.werkplek import WeergaveForm
from loket.forms.werkvoorraad import LOKET_AAN_ZET, Keuzes, WerkvoorraadFilter, ZoekForm
from loket.models import Aanvraag
from loket.models.aanvraag import AanvraagQuerySet
from loket.models.lijst import aantal_in_woorden
from loket.models.werkplek import CIJFERS, BewaardeWeergave

from .bulk import bulk_context
from .gezinswerk import gezinswerk
from .lijst import Lijstvraag, lijst_context
from .overlegwerk import mijn_acties
from .weergaven import WEERGAVEN, Weergave, aantallen, bladen, waarneming
from .zoekopdracht import gezocht, onthouden

P = Permissie
VOORUIT = 100
"""How far "Volgende" looks ahead in the own work."""
WEERGAVEN_OP_PAGINA = 20
"""How many saved views stand above the list, the own ones first."""


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def werkvoorraad(request: Verzoek) -> HttpResponse:
    """Tabs with counts, filters by GET, one page of rows: always the same number of queries."""
    nu = timezone.localtime()
    vandaag, keuzes = nu.date(), Keuzes.van(nu.date())
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    standaard = WEERGAVEN["alles" if gezocht(request) else "mijn"]
    weergave = WEERGAVEN.get(request.GET.get("weergave", ""), standaard)
    namens = waarneming(request.user, vandaag)
    bewaard = _bewaard(request)
    eigen = {f"bewaard_{een.pk}": _lijst_van(een, request, zichtbaar, nu, keuzes, namens) for een in bewaard}
    telling = aantallen(zichtbaar, request.user, vandaag, namens, keuzes.collegas, eigen)
    vraag = Lijstvraag.uit(request, nu, sorteer="termijn", keuzes=keuzes)
    lijst = zichtbaar.filter(weergave.voorwaarde(request.user, vandaag, namens))
    context = lijst_context(request, vraag, lijst, namens=namens, weergave=weergave, aantal=telling[weergave.sleutel])
    open_ = next((een for een in bewaard if een.public_id == request.GET.get("bewaard")), None)
    context |= bulk_context(request, weergave, keuzes.collegas, telling)
    context["mijn_acties"] = mijn_acties(request.user)
    context["gezinswerk"] = gezinswerk(request.user)
    context |= {
        "weergave": weergave,
        "tabs": _tabs(bewaard, open_, weergave, telling),
        "bewaard": open_,
        "bewaren": WeergaveForm(initial={"vraag": context["vraag"], "voor": "mij"}, prefix="weergave"),
        "telling": telling,
        "namens": sorted(namens.values()),
        "groet": _groet(nu),
        "titel": "Werkvoorraad",
    }
    return render(request, "loket/werkvoorraad.html", context)


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def volgende(request: Verzoek) -> HttpResponse:
    """On to the next case that needs this user: after the one in the address, or the first of the own work."""
    vandaag = timezone.localdate()
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    mijn = WEERGAVEN["mijn"].voorwaarde(request.user, vandaag, waarneming(request.user, vandaag))
    lijst = zichtbaar.filter(mijn, status__in=sorted(LOKET_AAN_ZET))
    eerst = list(bladen(lijst, request.user, sorteer="termijn", vandaag=vandaag, per=VOORUIT).get_page(1))
    na = request.GET.get("na", "")
    hier = next((nummer for nummer, een in enumerate(eerst, 1) if een.public_id == na), 0)
    rest = [een for een in eerst[hier:] + eerst[:hier] if een.public_id != na]
    if not rest:
        messages.success(request, "Er is niets meer dat op jou wacht.")
        return redirect("loket:werkvoorraad")
    return redirect("loket:behandelen", rest[0].public_id)


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def aanvragen(request: Verzoek) -> HttpResponse:
    """Every aanvraag that was submitted, finished ones too, newest first."""
    nu = timezone.localtime()
    vraag = Lijstvraag.uit(request, nu, sorteer="nummer", keuzes=Keuzes.van(nu.date()))
    lijst = Aanvraag.objects.visible_to(request.user)
    context = lijst_context(request, vraag, lijst, namens=waarneming(request.user, nu.date()))
    return render(request, "loket/aanvragen.html", context | {"titel": "Aanvragen", "toon_behandelaar": True})


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def zoeken(request: Verzoek) -> HttpResponse:
    """Keep what was typed in the session: no name comes in an address (afspraak 20). A number opens its case."""
    form = ZoekForm(request.POST)
    if not form.is_valid():
        return redirect("loket:aanvragen")
    tekst = form.cleaned_data["q"]
    gevonden = Aanvraag.objects.visible_to(request.user).op_nummer(tekst).first()
    if gevonden:
        return redirect("loket:behandelen", gevonden.public_id)
    return redirect(f"{reverse('loket:aanvragen')}?zoek={onthouden(request, tekst)}")


def _bewaard(request: Verzoek) -> list[BewaardeWeergave]:
    """The saved views above the list: the own ones, then those of colleagues."""
    lijsten = BewaardeWeergave.objects.visible_to(request.user).exclude(vraag__startswith=CIJFERS)
    alle = lijsten.select_related("eigenaar").order_by("naam", "pk")
    return sorted(alle, key=lambda een: een.eigenaar_id != request.user.pk)[:WEERGAVEN_OP_PAGINA]


def _lijst_van(
    bewaard: BewaardeWeergave,
    request: Verzoek,
    zichtbaar: AanvraagQuerySet,
    nu: datetime,
    keuzes: Keuzes,
    namens: dict[int, str],
) -> AanvraagQuerySet:
    """The rows of a saved view, for this user: "Behandelaar: ik" is whoever looks."""
    vraag = QueryDict(bewaard.vraag)
    weergave = WEERGAVEN.get(vraag.get("weergave", ""), WEERGAVEN["alles"])
    filters = WerkvoorraadFilter(vraag, vandaag=nu.date(), gebruiker=request.user, keuzes=keuzes)
    return filters.toepassen(zichtbaar.filter(weergave.voorwaarde(request.user, nu.date(), namens)))


def _tabs(
    bewaard: list[BewaardeWeergave], open_: BewaardeWeergave | None, weergave: Weergave, telling: dict[str, int]
) -> list[tuple[Any, ...]]:
    """The built-in views, the saved ones, and everything last."""
    lijst = reverse("loket:werkvoorraad")
    vast = [
        (een.naam, f"{lijst}?weergave={sleutel}", aantal_in_woorden(telling[sleutel]), een == weergave and not open_)
        for sleutel, een in WEERGAVEN.items()
    ]
    eigen = [
        (
            een.naam,
            f"{lijst}?{een.vraag or 'weergave=alles'}&bewaard={een.public_id}",
            aantal_in_woorden(telling[f"bewaard_{een.pk}"]),
            een == open_,
        )
        for een in bewaard
    ]
    return [*vast[:-1], *eigen, vast[-1]]


def _groet(nu: datetime) -> str:
    return "Goedemorgen" if nu.hour < 12 else "Goedemiddag" if nu.hour < 18 else "Goedenavond"
