"""Beheer of keys for other programs: which there are, making one, and revoking it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.views.eigen_swv import swvs_van
from monitoring.actions import sleutel as acties
from monitoring.actions.rapport import betrokkenen
from monitoring.forms.sleutel import IntrekForm, Lezer, SleutelForm
from monitoring.models import ApiSleutel
from monitoring.models.sleutel import WIE
from monitoring.rules.rapport import Over, Tijdvak, lopend
from scholen.models import Gemeente, School

P = Permissie
GROEPEN = {
    Over.SWV: "Het hele samenwerkingsverband",
    Over.BESTUUR: "Een schoolbestuur",
    Over.GEMEENTE: "Een gemeente",
}


@require_safe
@beleid(P.API_BEHEREN)
def sleutels(request: Verzoek) -> HttpResponse:
    """All keys; those that still open something first."""
    vandaag = timezone.localdate()
    alle = ApiSleutel.objects.visible_to(request.user).select_related("swv", "bestuur", "gemeente", "gemaakt_door")
    context = {
        "geldig": [een for een in alle if een.geldt(vandaag)],
        "voorbij": [een for een in alle if not een.geldt(vandaag)],
    }
    return render(request, "monitoring/sleutels.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.API_BEHEREN, opnieuw_inloggen=True)
def sleutel_nieuw(request: Verzoek) -> HttpResponse:
    """Make a key. What it reads is on the page that answers and nowhere else."""
    nu = timezone.now()
    form = SleutelForm(request.POST or None, lezers=_lezers(request), vandaag=timezone.localdate(nu))
    if request.method == "POST" and form.is_valid():
        try:
            rij, geheim = acties.sleutel_maken(door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error("tot", str(reden))
        else:
            return render(request, "monitoring/sleutel_gemaakt.html", {"sleutel": rij, "geheim": geheim})
    return render(request, "monitoring/sleutel_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.API_BEHEREN, opnieuw_inloggen=True)
def sleutel(request: Verzoek, public_id: str) -> HttpResponse:
    """One key: what it opens and when it was used last; revoke it."""
    rijen = ApiSleutel.objects.visible_to(request.user)
    rij = get_object_or_404(
        rijen.select_related("swv", "bestuur", "gemeente", "gemaakt_door", "ingetrokken_door"), public_id=public_id
    )
    form = IntrekForm(request.POST if request.method == "POST" else None)
    if gelukt(request, form, acties.sleutel_intrekken, rij, meld="De sleutel is ingetrokken en werkt niet meer."):
        return redirect("monitoring:sleutel", public_id)
    context = {"sleutel": rij, "form": form, "geldt": rij.geldt(timezone.localdate())}
    return render(request, "monitoring/sleutel.html", context)


def _lezers(request: Verzoek) -> list[Lezer]:
    """Of whom a key can read: each own SWV, and the boards and gemeenten of its schools today."""
    maand = lopend(Tijdvak.MAAND, timezone.localdate())
    return [
        Lezer(f"{over}:{swv.code}:{_code(een)}", GROEPEN[over], een, swv)
        for over in WIE
        for swv in swvs_van(request)
        for een in betrokkenen(swv, over, maand)
        if not isinstance(een, School)
    ]


def _code(wie: object) -> str:
    return wie.code if isinstance(wie, Gemeente) else str(getattr(wie, "public_id", ""))
