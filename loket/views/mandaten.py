"""Beheer of the mandaatregister: what holds now, what held before, giving, ending, and days of absence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import mandaat as acties
from loket.forms.mandaten import AfwezigForm, EindeForm, MandaatForm, soorten_in_woorden
from loket.models import Mandaat

P = Permissie


@require_safe
@beleid(P.MANDAAT_BEHEREN)
def mandaten(request: Verzoek) -> HttpResponse:
    """The register: in force or still to come first, then what has ended."""
    vandaag = timezone.localdate()
    alle = Mandaat.objects.visible_to(request.user).select_related("gebruiker", "plaatsvervanger", "swv")
    lijst = [(een, soorten_in_woorden(een)) for een in alle.order_by("gebruiker__naam", "van", "pk")]
    context = {
        "geldig": [paar for paar in lijst if paar[0].tot is None or paar[0].tot >= vandaag],
        "voorbij": [paar for paar in lijst if paar[0].tot is not None and paar[0].tot < vandaag],
        "vandaag": vandaag,
    }
    return render(request, "loket/mandaten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.MANDAAT_BEHEREN, opnieuw_inloggen=True)
def mandaat_nieuw(request: Verzoek) -> HttpResponse:
    """Write a line in the register."""
    nu = timezone.now()
    form = MandaatForm(request.POST or None, vandaag=timezone.localdate(nu))
    if request.method == "POST" and form.is_valid():
        try:
            acties.mandaat_geven(door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het mandaat staat in het register.")
            return redirect("loket:mandaten")
    return render(request, "loket/mandaat_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.MANDAAT_BEHEREN, opnieuw_inloggen=True)
def mandaat(request: Verzoek, public_id: str) -> HttpResponse:
    """One line: end it, or record when the holder is absent so that the stand-in decides."""
    rijen = Mandaat.objects.visible_to(request.user).select_related("gebruiker", "plaatsvervanger", "swv")
    rij = get_object_or_404(rijen, public_id=public_id)
    actie, data, vandaag = request.POST.get("actie", ""), request.POST or None, timezone.localdate()
    einde = EindeForm(data if actie == "einde" else None, prefix="einde", initial={"tot": vandaag})
    afwezig = AfwezigForm(data if actie == "afwezig" else None, prefix="afwezig")
    for form, doen, zin in (
        (einde, acties.mandaat_beeindigen, "Het mandaat eindigt op deze dag."),
        (afwezig, acties.afwezigheid_vastleggen, "Vastgelegd. De plaatsvervanger besluit op deze dagen."),
    ):
        if gelukt(request, form, doen, rij, meld=zin):
            return redirect("loket:mandaat", public_id)
    context = {
        "mandaat": rij,
        "soorten": soorten_in_woorden(rij),
        "einde": einde,
        "afwezig": afwezig,
        "voorbij": rij.tot is not None and rij.tot < vandaag,
        "afwezigheden": rij.afwezigheden.order_by("-van"),
    }
    return render(request, "loket/mandaat.html", context)
