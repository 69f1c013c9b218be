"""The pages of a pupil: seen by who has a case, written by the own school."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.actions import leerlingen as acties
from scholen.forms import BetrokkeneForm, LeerlingForm, NieuweLeerlingForm
from scholen.models import Adres, Betrokkene, Gezag, Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

SCHRIJVEN = Permissie.LEERLING_SCHRIJVEN


@require_safe
@beleid(Permissie.LEERLING_LEZEN)
def leerling(request: Verzoek, public_id: str) -> HttpResponse:
    """Who the child is, where it goes to school, and the people around it."""
    rij = get_object_or_404(Leerling.objects.visible_to(request.user, Permissie.LEERLING_LEZEN), public_id=public_id)
    vandaag = timezone.localdate()
    gezien(rij, door=request.user, op=timezone.now(), wat="leerling_gezien")
    adressen = Adres.objects.visible_to(request.user).geldig(vandaag).filter(betrokkene__gezag__leerling=rij)
    bij_wie = {adres.betrokkene_id: adres for adres in adressen}
    banden = Gezag.objects.visible_to(request.user).geldig(vandaag).filter(leerling=rij).select_related("betrokkene")
    context = {
        "leerling": rij,
        "mensen": [(band, bij_wie.get(band.betrokkene_id)) for band in banden.order_by("pk")],
        "inschrijvingen": Inschrijving.objects.visible_to(request.user)
        .filter(leerling=rij)
        .select_related("school")
        .order_by("-van"),
        "mag_schrijven": Leerling.objects.visible_to(request.user, SCHRIJVEN).filter(pk=rij.pk).exists(),
    }
    return render(request, "scholen/leerling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
@eenmaal
def leerling_nieuw(request: Verzoek) -> HttpResponse:
    """Add a pupil of the own school; the parents come next."""
    scholen = School.objects.visible_to(request.user).filter(pk__in=scholen_van(request.user, *SCHOOL_SCHRIJFT))
    keuzes = [(school.brin6, school.naam) for school in scholen.order_by("naam")]
    form = NieuweLeerlingForm(request.POST or None, scholen=keuzes, vandaag=timezone.localdate())
    if form.is_valid():
        gegevens = dict(form.cleaned_data)
        school = get_object_or_404(scholen, brin6=gegevens.pop("school"))
        try:
            rij = acties.leerling_toevoegen(door=request.user, op=timezone.now(), school=school, **gegevens)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"{rij.roepnaam} is toegevoegd. Voeg nu de ouders toe.")
            return redirect("scholen:betrokkene_nieuw", rij.public_id)
    return render(request, "scholen/leerling_formulier.html", {"form": form, "titel": "Leerling toevoegen"})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def leerling_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Change what is known of a pupil of the own school."""
    rij = _eigen(request, public_id)
    begin = {naam: getattr(rij, naam) for naam in LeerlingForm.base_fields}
    form = LeerlingForm(request.POST or None, initial=begin, vandaag=timezone.localdate())
    if form.is_valid():
        acties.leerling_wijzigen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        return redirect("scholen:leerling", rij.public_id)
    context = {"form": form, "titel": "Gegevens wijzigen", "leerling": rij}
    return render(request, "scholen/leerling_formulier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
@eenmaal
def betrokkene_nieuw(request: Verzoek, public_id: str) -> HttpResponse:
    """Add a parent or another person around the child."""
    rij = _eigen(request, public_id)
    form = BetrokkeneForm(request.POST or None)
    if form.is_valid():
        acties.betrokkene_toevoegen(
            rij, door=request.user, op=timezone.now(), vandaag=timezone.localdate(), **form.delen()
        )
        messages.success(request, "Toegevoegd. Is er nog een ouder? Voeg die ook toe.")
        return redirect("scholen:leerling", rij.public_id)
    return _formulier(request, rij, form, "Ouder of verzorger toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def betrokkene_wijzigen(request: Verzoek, public_id: str, betrokkene_id: str) -> HttpResponse:
    """Change a person, its address or its gezag, as of today."""
    rij, vandaag = _eigen(request, public_id), timezone.localdate()
    betrokkene, band = _bij(request, rij, betrokkene_id)
    adres = Adres.objects.visible_to(request.user).geldig(vandaag).filter(betrokkene=betrokkene).first()
    form = BetrokkeneForm(request.POST or None, initial=_begin(betrokkene, band, adres))
    if form.is_valid():
        acties.betrokkene_wijzigen(
            rij, betrokkene, door=request.user, op=timezone.now(), vandaag=vandaag, **form.delen()
        )
        return redirect("scholen:leerling", rij.public_id)
    return _formulier(request, rij, form, f"{betrokkene.naam} wijzigen")


@require_POST
@beleid(SCHRIJVEN)
def gezag_beeindigen(request: Verzoek, public_id: str, betrokkene_id: str) -> HttpResponse:
    """End what somebody is to the child, as of tomorrow."""
    rij = _eigen(request, public_id)
    betrokkene, _ = _bij(request, rij, betrokkene_id)
    acties.gezag_beeindigen(rij, betrokkene, door=request.user, op=timezone.now(), per=timezone.localdate())
    messages.success(request, "Vanaf morgen is deze persoon geen betrokkene meer.")
    return redirect("scholen:leerling", rij.public_id)


def _eigen(request: Verzoek, public_id: str) -> Leerling:
    """A pupil of the own school, with the right to write; else 404. Looking is logged (R-PRIV-08)."""
    rij = get_object_or_404(Leerling.objects.visible_to(request.user, SCHRIJVEN), public_id=public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="leerling_gezien")
    return rij


def _bij(request: Verzoek, rij: Leerling, betrokkene_id: str) -> tuple[Betrokkene, Gezag]:
    banden = Gezag.objects.visible_to(request.user, SCHRIJVEN).geldig(timezone.localdate()).select_related("betrokkene")
    band = get_object_or_404(banden, leerling=rij, betrokkene__public_id=betrokkene_id)
    return band.betrokkene, band


def _begin(betrokkene: Betrokkene, band: Gezag, adres: Adres | None) -> dict[str, Any]:
    begin = {}
    for naam in BetrokkeneForm.base_fields:
        for bron in (band if naam == "soort" else betrokkene, band, adres):
            if bron is not None and hasattr(bron, naam):
                begin[naam] = getattr(bron, naam)
                break
    return begin


def _formulier(request: Verzoek, rij: Leerling, form: BetrokkeneForm, titel: str) -> HttpResponse:
    return render(request, "scholen/betrokkene_formulier.html", {"form": form, "titel": titel, "leerling": rij})
