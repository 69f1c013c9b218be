"""Four eyes: the colleague reads the decision with its letters, and says yes or what must be different."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.brieven.dagtekening import als_voorbeeld
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket import letters
from loket.actions.besluit import brieven_voorbeeld, ondertekenaar
from loket.actions.brief import woorden
from loket.actions.geadresseerden import Geadresseerde
from loket.actions.meelezen import beslissing_uit, meelezen_beoordelen
from loket.forms.meelezen import OordeelForm
from loket.models import Meelezing

from .besluit import brief_op_scherm
from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN, P.AANVRAAG_CONTROLEREN, opnieuw_inloggen=True)
def meelezen(request: Verzoek, public_id: str) -> HttpResponse:
    """Read and answer, once."""
    rij = _gevraagd(request, public_id)
    aanvraag = haal_zaak(request, rij.aanvraag.public_id)
    nu = timezone.now()
    form = OordeelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meelezen_beoordelen(rij, door=request.user, op=nu, **form.velden())
        except NietMogelijk as reden:
            form.add_error(None if form.velden()["akkoord"] else "opmerking", str(reden))
        else:
            messages.success(request, "Dank je wel. Je collega krijgt bericht.")
            return redirect("loket:behandelen", aanvraag.public_id)
    bekeken(request, aanvraag, P.LEERLING_LEZEN, "dossier_ingezien")
    context = kop(aanvraag, request.user, nu)
    context |= {"meelezing": rij, "form": form, "beslissing": beslissing_uit(rij), "brieven": _brieven(rij)}
    return render(request, "loket/meelezen.html", context)


@require_safe
@beleid(P.BESLUIT_NEMEN, P.AANVRAAG_CONTROLEREN)
def meelezen_brief(request: Verzoek, public_id: str, nummer: int) -> HttpResponse:
    """One letter as it would be if this is approved and signed."""
    rij = _gevraagd(request, public_id)
    brieven = _brieven(rij)
    if not 1 <= nummer <= len(brieven):
        raise Http404
    bekeken(request, rij.aanvraag, P.LEERLING_LEZEN, "brief_bekeken")
    html = als_voorbeeld(woorden(brieven[nummer - 1][1]).html)
    return brief_op_scherm(html, reverse("loket:meelezen", args=[public_id]))


def _gevraagd(request: Verzoek, public_id: str) -> Meelezing:
    mijn = Meelezing.objects.visible_to(request.user).filter(gevraagd_aan=request.user)
    rij: Meelezing = get_object_or_404(
        mijn.select_related("aanvraag__instelling", "gevraagd_door"), public_id=public_id
    )
    return rij


def _brieven(rij: Meelezing) -> list[tuple[Geadresseerde, letters.Besluitbrief]]:
    """The letters of exactly what was asked, signed by who asked."""
    beslissing, door, vandaag = beslissing_uit(rij), rij.gevraagd_door, timezone.localdate()
    assert isinstance(door, Gebruiker)
    tekent, _ = ondertekenaar(rij.aanvraag, beslissing, door=door, dag=vandaag)
    return brieven_voorbeeld(rij.aanvraag, beslissing, tekent=tekent, besluitdatum=vandaag)
