"""The TLV register: every verklaring with its state, what ends this school year, and one TLV with all that happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import tlv as acties
from loket.forms.register import PlaatsenForm, RegisterFilter, TerugplaatsenForm, TlvZoekForm, tlv_zoekvraag
from loket.models import (
    GELDIG,
    LOPEND,
    STANDWOORDEN,
    Bekendmaking,
    Bezwaarbekendmaking,
    Bezwaarzaak,
    Intrekking,
    Tlv,
    hersteld,
    stand_van,
)
from loket.models.tlv import alle_gebeurtenissen
from loket.rules.bezwaar import Stand, onherroepelijk_op
from scholen.models import Instelling, Samenwerkingsverband

from .registerlijst import TOON, WEERGAVEN, aantallen, aflopend, momenten, register, rijen
from .zaak import bekeken
from .zoekopdracht import gezocht, onthouden

P = Permissie
LEZEN = (P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
PER_PAGINA = 25


@require_safe
@beleid(*LEZEN)
def tlvs(request: Verzoek) -> HttpResponse:
    """Tabs with counts, filters by GET, one page of rows: always the same number of queries."""
    vandaag = timezone.localdate()
    instelling = instelling_van(request)
    alles = register(request.user, instelling, vandaag)
    telling = aantallen(alles, vandaag)
    zoek = gezocht(request)
    weergave = WEERGAVEN.get(request.GET.get("weergave", ""), WEERGAVEN["alles" if zoek else "geldig"])
    jaren = alles.order_by("-schooljaar").values_list("schooljaar", flat=True).distinct()
    filters = RegisterFilter(request.GET, vandaag=vandaag, soorten=instelling.tlv_soorten, jaren=list(jaren))
    lijst = filters.toepassen(alles.filter(weergave.voorwaarde(vandaag)))
    if zoek:
        lijst = lijst.filter(tlv_zoekvraag(zoek))
    bladen = Paginator(lijst.select_related("leerling").order_by("-schooljaar", "-volgnummer", "pk"), PER_PAGINA)
    if not zoek and not filters.gekozen:
        bladen.count = telling[weergave.sleutel]
    pagina = bladen.get_page(request.GET.get("pagina"))
    context = {
        "weergave": weergave,
        "tabs": _tabs(telling, weergave.sleutel),
        "filters": filters,
        "chips": _chips(request.GET, filters, zoek),
        "wis": f"?weergave={weergave.sleutel}",
        "zoek": zoek,
        "pagina": pagina,
        "rijen": rijen(pagina, request.user),
        "mag_vergelijken": request.user.heeft(P.TLV_REGISTREREN),
        "maanden": instelling.tlv_ongebruikt_maanden,
    }
    return render(request, "loket/tlvs.html", context)


@require_POST
@beleid(*LEZEN)
def tlv_zoeken(request: Verzoek) -> HttpResponse:
    """Keep what was typed in the session; a number opens its TLV."""
    form = TlvZoekForm(request.POST)
    if not form.is_valid():
        return redirect("loket:tlvs")
    tekst = form.cleaned_data["q"].strip()
    if gevonden := Tlv.objects.visible_to(request.user).filter(nummer__iexact=tekst).first():
        return redirect("loket:tlv", gevonden.public_id)
    return redirect(f"{reverse('loket:tlvs')}?zoek={onthouden(request, tekst)}")


@require_safe
@beleid(*LEZEN)
def tlvs_aflopend(request: Verzoek) -> HttpResponse:
    """The radar: what ends this school year, per werkgebied, school and kind, with the dates to look again."""
    vandaag = timezone.localdate()
    instelling = instelling_van(request)
    regels = aflopend(register(request.user, instelling, vandaag), request.user, vandaag)
    context = {
        "regels": regels,
        "aantal": sum(een.aantal for een in regels),
        "open": sum(een.open for een in regels),
        "momenten": momenten(instelling, vandaag),
        "vandaag": vandaag,
    }
    return render(request, "loket/tlvs_aflopend.html", context)


@require_safe
@beleid(*LEZEN)
def tlv(request: Verzoek, public_id: str) -> HttpResponse:
    """One TLV: what it says, what happened to it, and what can happen to it now."""
    deze = haal_tlv(request, public_id)
    return render(request, "loket/tlv.html", tlvkop(request, deze) | _verloop(request, deze))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TLV_REGISTREREN)
def tlv_plaatsen(request: Verzoek, public_id: str) -> HttpResponse:
    """At which school the child goes to class by this TLV."""
    deze = haal_tlv(request, public_id)
    form = PlaatsenForm(request.POST or None, tlv=deze, vandaag=timezone.localdate())
    return _doen(request, deze, form, acties.plaatsen, "De plaatsing is vastgelegd.", "loket/tlv_plaatsen.html")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TLV_REGISTREREN)
def tlv_beeindigen(request: Verzoek, public_id: str) -> HttpResponse:
    """The child goes back to a regular school."""
    deze = haal_tlv(request, public_id)
    form = TerugplaatsenForm(request.POST or None, tlv=deze, vandaag=timezone.localdate())
    gelukt = "Vastgelegd: de leerling gaat terug en de TLV eindigt."
    return _doen(request, deze, form, acties.beeindigen, gelukt, "loket/tlv_beeindigen.html")


def haal_tlv(request: Verzoek, public_id: str) -> Tlv:
    """The TLV with what happened to it, if this user may see it. Looking is logged."""
    gebeurtenissen = Prefetch("gebeurtenissen", alle_gebeurtenissen())
    zichtbaar = Tlv.objects.visible_to(request.user).select_related(
        "leerling", "besluit__aanvraag__school", "besluit__genomen_door", "besluit__aanvraag__vorige_tlv"
    )
    rij: Tlv = get_object_or_404(zichtbaar.prefetch_related(gebeurtenissen), public_id=public_id)
    if request.method != "POST":
        bekeken(request, rij, next(recht for recht in LEZEN if request.user.heeft(recht)), "tlv_ingezien")
    return rij


def instelling_van(request: Verzoek) -> Instelling:
    """The settings of today."""
    swv = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")[0]
    return Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())


def tlvkop(request: Verzoek, deze: Tlv) -> dict[str, Any]:
    """The context of the head of a TLV."""
    vandaag = timezone.localdate()
    stand = deze.status(vandaag, signaal=instelling_van(request).signaal)
    return {"tlv": deze, "stand": stand, "toon": TOON[stand], "vandaag": vandaag}


def _verloop(request: Verzoek, deze: Tlv) -> dict[str, Any]:
    vandaag = timezone.localdate()
    brieven = list(
        Bekendmaking.objects.visible_to(request.user)
        .filter(besluit=deze.besluit, vervallen_op=None)
        .select_related("betrokkene", "school", "leerling")
        .order_by("pk")
    )
    stand = deze.status(vandaag)
    return {
        "brieven": brieven,
        **_onherroepelijk(request, deze, vandaag),
        "gebeurtenissen": list(deze.gebeurtenissen.all()),
        "vervolg": deze.vervolgaanvragen.visible_to(request.user).order_by("pk"),
        "mag_vastleggen": request.user.heeft(P.TLV_REGISTREREN),
        "intrekking": _intrekking(request, deze),
        "mag_intrekken": request.user.heeft(P.TLV_REGISTREREN) or request.user.heeft(P.BESLUIT_NEMEN),
        "kan_plaatsen": stand in LOPEND,
        "kan_beeindigen": stand in GELDIG,
    }


def _onherroepelijk(request: Verzoek, deze: Tlv, vandaag: date) -> dict[str, Any]:
    """Whether the decision can still change: a bezwaar or a court that runs keeps it open (afspraak 33)."""
    stand = stand_van(deze.besluit, vandaag)
    loopt = stand.stand in {Stand.IN_BEZWAAR, Stand.IN_BEROEP}
    beslissing = getattr(deze.besluit, "uit_bezwaar", None)
    brieven = Bezwaarbekendmaking.objects.visible_to(request.user).filter(beslissing=beslissing, vervallen_op=None)
    over = Q(pk=beslissing.zaak_id) if beslissing else Q(besluit__in=hersteld(deze.besluit))
    zaken = Bezwaarzaak.objects.visible_to(request.user).filter(over | Q(besluit__intrekking__tlv=deze))
    return {
        "besluitstand": STANDWOORDEN[stand.stand],
        "besluit_loopt": loopt,
        "onherroepelijk_op": onherroepelijk_op(stand.tot) if stand.tot and not loopt else None,
        "bezwaarbrieven": brieven.select_related("betrokkene", "school", "leerling").order_by("pk"),
        "bezwaarzaken": zaken.order_by("pk"),
    }


def _intrekking(request: Verzoek, deze: Tlv) -> Intrekking | None:
    """The withdrawal that runs or holds; None also when the last one lapsed after bezwaar."""
    lijst = Intrekking.objects.visible_to(request.user).filter(tlv=deze, gestopt_op=None)
    laatste = lijst.select_related("besluit").order_by("-pk").first()
    return laatste if laatste and (laatste.besluit is None or deze.ingetrokken) else None


def _doen(
    request: Verzoek, deze: Tlv, form: forms.Form, actie: Callable[..., Any], gelukt: str, sjabloon: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            actie(deze, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            return redirect("loket:tlv", deze.public_id)
    return render(request, sjabloon, tlvkop(request, deze) | {"form": form})


def _tabs(telling: dict[str, int], huidig: str) -> list[tuple[str, str, int, bool]]:
    adres = reverse("loket:tlvs")
    return [
        (een.naam, f"{adres}?weergave={sleutel}", telling[sleutel], sleutel == huidig)
        for sleutel, een in WEERGAVEN.items()
    ]


def _chips(vraag: QueryDict, filters: RegisterFilter, zoek: str) -> list[tuple[str, str]]:
    """What is filtered on, and the address without that one filter."""
    chips = []
    for naam, woorden in [*([("zoek", f"Zoeken: {zoek}")] if zoek else []), *filters.chips()]:
        zonder = vraag.copy()
        zonder.pop(naam, None)
        zonder.pop("pagina", None)
        chips.append((woorden, f"?{zonder.urlencode()}"))
    return chips
