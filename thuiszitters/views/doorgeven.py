"""Leerplicht tells that a child of an own gemeente does not go to school, on one page."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Gemeente
from thuiszitters.actions.doorgeven import doorgeven, eigen_gemeenten
from thuiszitters.actions.melden import Gegevens, Kind
from thuiszitters.actions.plekken import swv_voor
from thuiszitters.forms.melden import LeerplichtMeldForm
from thuiszitters.models import Melding

from .melden import meldscholen

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_DOORGEVEN)
def melden_leerplicht(request: Verzoek) -> HttpResponse:
    """Whether the child was known here already is not told: who may see its case, finds it in the list."""
    if Rol.LEERPLICHT not in request.user.rollen:
        raise Http404
    scholen = meldscholen(request)
    gemeenten = eigen_gemeenten(request.user, timezone.localdate())
    form = LeerplichtMeldForm(
        request.POST or None,
        initial={"sleutel": secrets.token_urlsafe(16)},
        scholen=[(een.public_id, f"{een.naam}, {een.plaats}") for een in scholen],
        gemeenten=[(een.code, een.naam) for een in gemeenten],
        vandaag=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _doorgeven(request, form, {een.code: een for een in gemeenten})
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Dank je. De melding is bewaard en het samenwerkingsverband gaat ermee verder.")
            return redirect("thuiszitters:samen_lijst")
    return render(request, "thuiszitters/melden.html", {"form": form, "leerplicht": True})


def _doorgeven(request: Verzoek, form: LeerplichtMeldForm, gemeenten: dict[str, Gemeente]) -> None:
    velden = form.cleaned_data
    namen = ("roepnaam", "tussenvoegsel", "achternaam", "geboortedatum")
    school = get_object_or_404(meldscholen(request), public_id=velden["school"]) if velden["school"] else None
    gegevens = Gegevens(
        swv=swv_voor(school, velden["geboortedatum"], timezone.localdate()),
        leerling=Kind(**{naam: velden[naam] for naam in namen}),
        school=school,
        herkomst=Melding.Herkomst.LEERPLICHT,
        soort=velden["soort"],
        van=velden["van"],
        uren=velden["uren"],
        reden=velden["reden"],
        gedaan=velden["gedaan"],
        woongemeente=gemeenten[velden["woongemeente"]],
        ouders_op=velden["ouders_op"] if velden["ouders_weten"] else None,
        ouders_waarom_niet="" if velden["ouders_weten"] else velden["ouders_waarom_niet"],
    )
    doorgeven(gegevens, door=request.user, op=timezone.now(), sleutel=velden["sleutel"])
