"""Beheer of the catalogue: the list, a new kind of support, changing and ending one, and tariffs per school year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import aanbod as acties
from arrangementen.forms.aanbod import AanbodForm, OvernemenForm, StopForm, TariefForm
from arrangementen.models import Aanbod, Tarief
from arrangementen.rules.aanbod import duur_in_woorden, schooljaren
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import notatie, schooljaar

P = Permissie


@require_safe
@beleid(P.AANBOD_BEHEREN)
def aanbod_beheer(request: Verzoek) -> HttpResponse:
    """Everything there is or will be with its tariff of this school year, then what has ended."""
    vandaag = timezone.localdate()
    alle = Aanbod.objects.visible_to(request.user).select_related("swv").order_by("niveau", "naam", "pk")
    lijst = [(een, tarieven[0]) for een, tarieven in _met_tarieven(request, alle, (schooljaar(vandaag),))]
    context = {
        "lopend": [paar for paar in lijst if paar[0].tot is None or paar[0].tot >= vandaag],
        "gestopt": [paar for paar in lijst if paar[0].tot is not None and paar[0].tot < vandaag],
        "jaar": notatie(schooljaar(vandaag)),
        "vandaag": vandaag,
    }
    return render(request, "arrangementen/aanbod_beheer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANBOD_BEHEREN)
def aanbod_nieuw(request: Verzoek) -> HttpResponse:
    """Write a new kind of support in the catalogue."""
    form = AanbodForm(request.POST or None, vandaag=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties.aanbod_toevoegen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het aanbod is toegevoegd. Stel nu het tarief vast.")
            return redirect("arrangementen:aanbod_een", rij.public_id)
    return render(request, "arrangementen/aanbod_formulier.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANBOD_BEHEREN)
def aanbod_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Write its words, conditions and who grants anew."""
    rij = get_object_or_404(Aanbod.objects.visible_to(request.user), public_id=public_id)
    form = AanbodForm(request.POST or None, vandaag=timezone.localdate(), aanbod=rij)
    if gelukt(request, form, acties.aanbod_wijzigen, rij, meld="Bewaard."):
        return redirect("arrangementen:aanbod_een", public_id)
    return render(request, "arrangementen/aanbod_formulier.html", {"form": form, "aanbod": rij})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANBOD_BEHEREN)
def aanbod_een(request: Verzoek, public_id: str) -> HttpResponse:
    """One kind of support: all its tariffs, a new one, and its end."""
    rij = get_object_or_404(Aanbod.objects.visible_to(request.user).select_related("swv"), public_id=public_id)
    vandaag, actie, data = timezone.localdate(), request.POST.get("actie", ""), request.POST or None
    jaren = schooljaren(vandaag)
    begin = {"schooljaar": schooljaar(vandaag)}
    tarief = TariefForm(data if actie == "tarief" else None, jaren=jaren, initial=begin, prefix="tarief")
    einde = StopForm(data if actie == "einde" else None, prefix="einde", initial={"tot": rij.tot or vandaag})
    for form, doen, zin in (
        (tarief, acties.tarief_vaststellen, "Het tarief is vastgesteld."),
        (einde, acties.aanbod_beeindigen, "Dit aanbod stopt op deze dag."),
    ):
        if gelukt(request, form, doen, rij, meld=zin):
            return redirect("arrangementen:aanbod_een", public_id)
    tarieven = Tarief.objects.visible_to(request.user).filter(aanbod=rij).select_related("vastgesteld_door")
    context = {
        "aanbod": rij,
        "duur": duur_in_woorden(rij.weken),
        "tarieven": [(notatie(een.schooljaar), een) for een in tarieven.order_by("-schooljaar", "-versie")],
        "tarief": tarief,
        "einde": einde,
        "gestopt": rij.tot is not None and rij.tot < vandaag,
    }
    return render(request, "arrangementen/aanbod_een.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANBOD_BEHEREN)
def tarieven(request: Verzoek) -> HttpResponse:
    """All tariffs of three school years beside each other, and last year's taken over with a percentage."""
    vandaag = timezone.localdate()
    jaren = schooljaren(vandaag)
    form = OvernemenForm(request.POST or None, jaren=jaren[1:], initial={"schooljaar": jaren[2]})
    if request.method == "POST" and form.is_valid():
        try:
            aantal = acties.tarieven_overnemen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            _zeggen(request, aantal, form.cleaned_data["schooljaar"])
            return redirect("arrangementen:tarieven")
    lopend = Aanbod.objects.visible_to(request.user).exclude(tot__lt=vandaag).order_by("niveau", "naam", "pk")
    context = {"form": form, "jaren": [notatie(jaar) for jaar in jaren], "rijen": _met_tarieven(request, lopend, jaren)}
    return render(request, "arrangementen/tarieven.html", context)


def _zeggen(request: Verzoek, aantal: int, jaar: int) -> None:
    if aantal:
        wat = "1 tarief" if aantal == 1 else f"{aantal} tarieven"
        messages.success(request, f"{wat} voor {notatie(jaar)} overgenomen van het jaar ervoor.")
    else:
        messages.info(request, f"Er was niets over te nemen voor {notatie(jaar)}.")


def _met_tarieven(
    request: Verzoek, rijen: Any, jaren: tuple[int, ...]
) -> list[tuple[Aanbod, list[tuple[str, Tarief | None]]]]:
    """Each kind of support with per school year its words and the tariff in force."""
    alle = Tarief.objects.visible_to(request.user).filter(schooljaar__in=jaren)
    bekend = {(een.aanbod_id, een.schooljaar): een for een in alle.geldend()}
    return [(rij, [(notatie(jaar), bekend.get((rij.pk, jaar))) for jaar in jaren]) for rij in rijen]
