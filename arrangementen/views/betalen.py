"""Paying: for one grant, and the quotes and invoices that came in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import betalen as acties
from arrangementen.actions import facturen
from arrangementen.actions.rekeningen import betaalbestand_aan
from arrangementen.forms.betalen import BetaalForm, DatumForm, FactuurForm, KoppelForm, RedenForm
from arrangementen.models import Arrangement, Basisbedrag, Boeking, Factuur
from arrangementen.rules.boekingen import GEHEEL
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

from .bladen import bladzijde
from .budgetten import budgettabs

P = Permissie
WEERGAVEN: dict[str, tuple[str, dict[str, Any]]] = {
    "open": ("Te betalen", {"soort": "factuur", "betaling": None, "teruggestuurd": ""}),
    "betaald": ("Betaald", {"betaling__isnull": False}),
    "offertes": ("Offertes", {"soort": "offerte", "teruggestuurd": ""}),
    "terug": ("Teruggestuurd", {}),
}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def arrangement_betalen(request: Verzoek, public_id: str) -> HttpResponse:
    """Book that something was paid for this grant, or asked back."""
    rijen = Arrangement.objects.visible_to(request.user, P.BUDGET_BEHEREN).filter(beslissing__pot__isnull=False)
    rij = get_object_or_404(rijen.select_related("aanbod", "school", "beslissing__pot"), public_id=public_id)
    gegevens = {"rij": rij, "kenmerk": rij.kenmerk, "waarvoor": rij.aanbod.naam, "pot": rij.beslissing.pot}
    naar = reverse("arrangementen:budget_beslissing", args=[public_id])
    return _betaalpagina(request, rij, naar, gegevens | {"stand": rij.stand})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def basis_betalen(request: Verzoek, public_id: str) -> HttpResponse:
    """The same for the basisondersteuning of one school, under its own number."""
    rijen = Basisbedrag.objects.visible_to(request.user, P.BUDGET_BEHEREN).select_related("school", "ronde__pot")
    rij = get_object_or_404(rijen.met_stand(), public_id=public_id)
    pot = rij.ronde.pot
    lijnen = Boeking.objects.visible_to(request.user, P.BUDGET_BEHEREN).filter(basis=rij).order_by("boekdatum", "id")
    gegevens = {"rij": rij, "kenmerk": rij.kenmerk, "waarvoor": "Basisondersteuning", "pot": pot, "stand": rij.stand}
    gegevens["regels"] = [(een, een.telt_als(GEHEEL)) for een in lijnen]
    return _betaalpagina(request, rij, reverse("arrangementen:basis", args=[pot.public_id]), gegevens)


def _betaalpagina(request: Verzoek, rij: acties.Toegekend, naar: str, context: dict[str, Any]) -> HttpResponse:
    """Both forms of what was granted under one number. naar: where one goes after booking."""
    actie, data = request.POST.get("actie", ""), request.POST or None
    begin = {"datum": timezone.localdate()}
    betaal = BetaalForm(data if actie == "betalen" else None, prefix="betalen", initial=begin)
    terug = BetaalForm(data if actie == "terug" else None, prefix="terug", initial=begin)
    for form, doen, zin in (
        (betaal, acties.uitbetalen, "De betaling is geboekt."),
        (terug, acties.terugvorderen, "De terugvordering is geboekt."),
    ):
        if gelukt(request, form, doen, rij):
            messages.success(request, zin)
            return redirect(naar)
    gezien(rij, door=request.user, op=timezone.now())
    context |= {"naar": naar, "betaal": betaal, "terug": terug, "wacht": acties.nog_niet_verteld(rij)}
    context["bestand"] = betaalbestand_aan(context["pot"].swv, timezone.localdate())
    return render(request, "arrangementen/arrangement_betalen.html", context)


@require_safe
@beleid(P.BUDGET_BEHEREN)
def facturenlijst(request: Verzoek) -> HttpResponse:
    """The invoices to be paid, each with what stands in the way; and the others in tabs."""
    keuze, gevonden = gekozen(request)
    pagina = bladzijde(request, gevonden)
    verzwegen = facturen.zonder_brief(pagina)
    context = {
        "tabs": budgettabs(request, "facturen"),
        "weergaven": [
            (naam, f"?weergave={sleutel}", None, sleutel == keuze) for sleutel, (naam, _) in WEERGAVEN.items()
        ],
        "keuze": keuze,
        "pagina": pagina,
        "rijen": [
            (een, "" if een.betaling_id or een.teruggestuurd else facturen.waarom_niet(een, verzwegen))
            for een in pagina
        ],
    }
    return render(request, "arrangementen/facturen.html", context)


def gekozen(request: Verzoek) -> tuple[str, QuerySet[Factuur]]:
    """Which tab this address asks for, and what is in it, the newest first; page and spreadsheet ask the same."""
    keuze = request.GET.get("weergave", "")
    keuze = keuze if keuze in WEERGAVEN else "open"
    rijen = Factuur.objects.visible_to(request.user, P.BUDGET_BEHEREN).filter(**WEERGAVEN[keuze][1])
    if keuze == "terug":
        rijen = rijen.exclude(teruggestuurd="")
    return keuze, rijen.select_related("arrangement__school", "betaling").order_by("-datum", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def factuur_nieuw(request: Verzoek) -> HttpResponse:
    """Write down a quote or invoice."""
    form = FactuurForm(request.POST or None, initial={"soort": "factuur"})
    if rij := gelukt(request, form, facturen.factuur_vastleggen):
        return redirect("arrangementen:factuur", rij.public_id)
    return render(request, "arrangementen/factuur_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def factuur(request: Verzoek, public_id: str) -> HttpResponse:
    """One invoice: whether it fits with what was granted; pay it, match it by hand, or send it back."""
    rijen = Factuur.objects.visible_to(request.user, P.BUDGET_BEHEREN)
    verbonden = ("arrangement__school", "arrangement__aanbod", "betaling", "vastgelegd_door")
    rij = get_object_or_404(rijen.select_related(*verbonden), public_id=public_id)
    actie, data = request.POST.get("actie", ""), request.POST or None
    betaal = DatumForm(data if actie == "betalen" else None, prefix="betalen", initial={"datum": timezone.localdate()})
    koppel = KoppelForm(data if actie == "koppelen" else None, prefix="koppelen")
    terug = RedenForm(data if actie == "terug" else None, prefix="terug")
    for form, doen, zin in (
        (betaal, facturen.factuur_betalen, "De betaling is geboekt."),
        (koppel, facturen.factuur_koppelen, "De factuur hoort nu bij deze beslissing."),
        (terug, facturen.factuur_terugsturen, "Vastgelegd. Laat de leverancier weten waarom."),
    ):
        if gelukt(request, form, doen, rij):
            messages.success(request, zin)
            return redirect("arrangementen:factuur", public_id)
    klaar = rij.betaling_id is not None or bool(rij.teruggestuurd)
    context = {"factuur": rij, "betaal": betaal, "koppel": koppel, "terug": terug, "klaar": klaar}
    context["waarom"] = "" if klaar else facturen.waarom_niet(rij)
    return render(request, "arrangementen/factuur.html", context)
