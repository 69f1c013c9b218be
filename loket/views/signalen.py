"""Signals of the steunpunt: the list, one signal, and writing one down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import signaal as acties
from loket.forms.signaal import SignaalFilter, SignaalForm, TerugnemenForm
from loket.models.signaal import Signaal, SignaalQuerySet
from scholen.models import Gemeente, Samenwerkingsverband, School

from .eigen_swv import swvs_van

P = Permissie
PER_PAGINA = 50


def _zichtbaar(request: Verzoek) -> SignaalQuerySet:
    rijen: SignaalQuerySet = Signaal.objects.visible_to(request.user, P.SIGNAAL_OPSCHRIJVEN)
    return rijen.select_related("gemeente", "school", "opgeschreven_door", "swv")


@require_safe
@beleid(P.SIGNAAL_OPSCHRIJVEN)
def signalen(request: Verzoek) -> HttpResponse:
    """All that count, the last first; by theme, who said it and over which days."""
    alle = _zichtbaar(request)
    nu = {een for swv in swvs_van(request) for een in acties.themas(swv, timezone.localdate())}
    filters = SignaalFilter(
        request.GET,
        themas=sorted(nu | {*alle.order_by().values_list("thema", flat=True).distinct()}),
        rijen=alle,
    )
    rijen = filters.toepassen(alle).order_by("-dag", "-pk")
    vraag = request.GET.copy()
    vraag.pop("pagina", None)
    context = {
        "filters": filters,
        "gefilterd": any(vraag.values()),
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
    }
    return render(request, "loket/signalen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.SIGNAAL_OPSCHRIJVEN)
@eenmaal
def signaal_nieuw(request: Verzoek) -> HttpResponse:
    """Write one down."""
    swv = swvs_van(request)[0]
    form = SignaalForm(request.POST or None, **_keuzes(request, swv))
    if gelukt(request, form, acties.signaal_opschrijven, swv, meld="Het signaal is opgeschreven."):
        return redirect("loket:signalen")
    return render(request, "loket/signaal_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.SIGNAAL_OPSCHRIJVEN)
def signaal(request: Verzoek, public_id: str) -> HttpResponse:
    """Read one, put it right, or take it back."""
    rij = get_object_or_404(_zichtbaar(request), public_id=public_id)
    actie, data, vandaag = request.POST.get("actie", ""), request.POST or None, timezone.localdate()
    begin = {naam: getattr(rij, naam) for naam in ("thema", "van", "tekst", "dag", "gemeente", "school")}
    wijzigen = SignaalForm(data if actie == "wijzigen" else None, initial=begin, **_keuzes(request, rij.swv, rij))
    terug = TerugnemenForm(data if actie == "terugnemen" else None, vandaag=vandaag)
    if gelukt(request, wijzigen, acties.signaal_wijzigen, rij, meld="Het signaal is gewijzigd."):
        return redirect("loket:signaal", public_id)
    if gelukt(request, terug, acties.signaal_terugnemen, rij):
        messages.success(request, "Het signaal is teruggenomen. Het telt niet meer mee.")
        return redirect("loket:signalen")
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now())
    return render(request, "loket/signaal.html", {"signaal": rij, "wijzigen": wijzigen, "terug": terug})


def _keuzes(request: Verzoek, swv: Samenwerkingsverband, rij: Signaal | None = None) -> dict[str, Any]:
    """What the form offers: the themes of today, also one that a row has from before, and the schools of the region."""
    vandaag = timezone.localdate()
    scholen = School.objects.visible_to(request.user).filter(deelnames__swv=swv).distinct()
    gemeenten = Gemeente.objects.visible_to(request.user).filter(scholen__in=scholen).distinct()
    return {
        "themas": dict.fromkeys([*([rij.thema] if rij else []), *acties.themas(swv, vandaag)]),
        "scholen": scholen.order_by("naam", "brin6"),
        "gemeenten": gemeenten.order_by("naam"),
        "vandaag": vandaag,
    }
