"""Looking at a document without a program for it: a picture on a page, a PDF by the reader of the browser."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.antwoord import om_te_zien
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.models import Aanvraag, Bijlage, Status

VAN_HET_SWV = (Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN)


@require_safe
@beleid(ingelogd)
def bijlage_bekijken(request: Verzoek, public_id: str) -> HttpResponseBase:
    """The document: a picture with what it is, a PDF as it is, another kind as a download. What waits says so."""
    rijen = Bijlage.objects.visible_to(request.user)
    rij = get_object_or_404(
        rijen.select_related("inhoud", "aanvraag__leerling", "aanvraag__school"), public_id=public_id
    )
    beeld = rij.inhoud.is_vrij and rij.inhoud.soort.startswith("image/")
    if rij.inhoud.is_vrij:
        gezien(rij, door=request.user, op=timezone.now(), wat="bijlage_bekeken")
    if rij.inhoud.is_vrij and not beeld:
        return om_te_zien(rij.inhoud, rij.naam)
    terug, tekst = _terug(request, rij.aanvraag)
    context = {"bijlage": rij, "beeld": beeld, "terug": terug, "terug_tekst": tekst}
    return render(request, "loket/bijlage.html", context, status=200 if beeld else 423)


@require_safe
@beleid(ingelogd)
def bijlage_rij(request: Verzoek, public_id: str) -> HttpResponse:
    """The row of one document, for a page that waits for the scanner; it stops asking when the scan is done."""
    rijen = Bijlage.objects.visible_to(request.user).select_related("inhoud", "aanvraag")
    rij = get_object_or_404(rijen, public_id=public_id)
    eigen = Bijlage.objects.visible_to(request.user, Permissie.AANVRAAG_SCHRIJVEN).filter(pk=rij.pk).exists()
    weghalen = bool(request.GET.get("weghalen")) and rij.aanvraag.status == Status.CONCEPT and eigen
    return render(request, "loket/_bijlage.html", {"bijlage": rij, "weghalen": weghalen})


def _terug(request: Verzoek, aanvraag: Aanvraag) -> tuple[str, str]:
    """Where this reader finds the rest of the dossier."""
    if any(request.user.heeft(recht) for recht in VAN_HET_SWV):
        return reverse("loket:behandelen", args=[aanvraag.public_id]), "Terug naar de aanvraag"
    if request.user.heeft(Permissie.AANVRAAG_SCHRIJVEN):
        return reverse("loket:aanvraag", args=[aanvraag.public_id]), "Terug naar de aanvraag"
    return "/", "Terug"
