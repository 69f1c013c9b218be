"""Bank accounts: to which number we pay whom, and the second person who confirms a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import rekeningen as acties
from arrangementen.actions.rekeningen import Stand, standen
from arrangementen.forms.bank import AfwijzenForm, NagegaanForm, RekeningForm
from arrangementen.models import Factuur, Rekening
from arrangementen.models.rekening import sleutel
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Bestuur, Samenwerkingsverband, SchoolDeelname

from .bank import MAG, met_bestand_of_404
from .budgetten import budgettabs

P = Permissie
PER_PAGINA = 50


@dataclass(frozen=True)
class Eigenaar:
    """Somebody who is paid, or the SWV that pays. keuze: how a form and an address call this owner, without a name."""

    keuze: str
    naam: str
    soort: str
    wie: dict[str, Any]

    @property
    def sleutel(self) -> str:
        bestuur = self.wie.get("bestuur")
        return sleutel(bestuur.pk if bestuur else None, self.wie.get("leverancier", ""))


def eigenaren(request: Verzoek, swv: Samenwerkingsverband) -> Iterator[Eigenaar]:
    """Whose accounts this SWV keeps: its own, those of boards with schools here, and of who sent an invoice."""
    yield Eigenaar(swv.public_id, swv.naam, "Onze rekening", {"swv": swv})
    hier = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate()).filter(swv=swv)
    besturen = Bestuur.objects.visible_to(request.user).filter(
        Q(pk__in=hier.values("school__bestuur")) | Q(pk__in=swv.rekeningen.values("bestuur"))
    )
    for bestuur in besturen.order_by("naam", "pk"):
        keuze = f"{swv.public_id}-{bestuur.public_id}"
        yield Eigenaar(keuze, bestuur.naam, "Schoolbestuur", {"swv": swv, "bestuur": bestuur})
    stukken = Factuur.objects.visible_to(request.user).filter(swv=swv)
    for stuk in stukken.order_by("leverancier", "pk").distinct("leverancier"):
        wie = {"swv": swv, "leverancier": stuk.leverancier}
        yield Eigenaar(stuk.public_id, stuk.leverancier, "Leverancier", wie)


@require_safe
@beleid(*MAG)
def rekeningen(request: Verzoek) -> HttpResponse:
    """Everybody who can be paid, with the number that holds and the one that waits; masked."""
    context = {
        "tabs": budgettabs(request, "rekeningen"),
        "pagina": Paginator(alle(request), PER_PAGINA).get_page(request.GET.get("pagina")),
        "mag_invoeren": request.user.heeft(P.BUDGET_BEHEREN),
    }
    return render(request, "arrangementen/rekeningen.html", context)


def alle(request: Verzoek) -> list[tuple[Eigenaar, Stand]]:
    """Everybody who can be paid, those with a number that waits on top; 404 where no files are made."""
    vandaag = timezone.localdate()
    rijen: list[tuple[Eigenaar, Stand]] = []
    for swv in met_bestand_of_404(request):
        stand = standen(swv, vandaag)
        rijen += [(een, stand.get(een.sleutel, Stand())) for een in eigenaren(request, swv)]
    return sorted(rijen, key=lambda rij: rij[1].open is None)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def rekening_nieuw(request: Verzoek) -> HttpResponse:
    """Enter a number. Whose it is can be in the address, by a code."""
    alle = [een for swv in met_bestand_of_404(request) for een in eigenaren(request, swv)]
    begin = {"van": request.GET.get("van", ""), "vanaf": timezone.localdate()}
    keuzes = [(een.keuze, een.naam, een.wie) for een in alle]
    form = RekeningForm(request.POST or None, eigenaren=keuzes, initial=begin)

    def doen(*, van: dict[str, Any], **velden: Any) -> Rekening:
        return acties.rekening_invoeren(van["swv"], **{k: v for k, v in van.items() if k != "swv"}, **velden)

    if gelukt(request, form, doen):
        messages.success(request, "Ingevoerd. Het nummer geldt als een collega het heeft bevestigd.")
        return redirect("arrangementen:rekeningen")
    return render(request, "arrangementen/rekening_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG, opnieuw_inloggen=True)
def rekening(request: Verzoek, public_id: str) -> HttpResponse:
    """One number in full, with what was there before. Here a second person confirms it or turns it down."""
    swvs = met_bestand_of_404(request)
    alle = Rekening.objects.visible_to(request.user).filter(swv__in=swvs)
    verbonden = ("swv", "bestuur", "ingevoerd_door", "bevestigd_door", "afgewezen_door")
    rij = get_object_or_404(alle.select_related(*verbonden), public_id=public_id)
    actie, data = request.POST.get("actie", ""), request.POST or None
    nagegaan = NagegaanForm(data if actie == "bevestigen" else None, prefix="goed")
    afwijzen = AfwijzenForm(data if actie == "afwijzen" else None, prefix="niet")
    for form, doen, zin in (
        (nagegaan, acties.rekening_bevestigen, "Bevestigd. Vanaf de eerste dag wordt hierop betaald."),
        (afwijzen, acties.rekening_afwijzen, "Vastgelegd. Dit nummer wordt niet gebruikt."),
    ):
        if gelukt(request, form, doen, rij):
            messages.success(request, zin)
            return redirect("arrangementen:rekeningen")
    gezien(rij, door=request.user, op=timezone.now(), wat="rekening_ingezien")
    eerder = alle.filter(bestuur=rij.bestuur, leverancier=rij.leverancier, swv=rij.swv).exclude(pk=rij.pk)
    context = {
        "rekening": rij,
        "nu": standen(rij.swv, timezone.localdate()).get(rij.sleutel, Stand()).geldig,
        "eerder": eerder.select_related(*verbonden).order_by("-pk")[:20],
        "zelf": rij.ingevoerd_door_id == request.user.pk,
        "mag_bevestigen": request.user.heeft(P.BETALING_GOEDKEUREN),
        "nagegaan": nagegaan,
        "afwijzen": afwijzen,
    }
    return render(request, "arrangementen/rekening.html", context)
