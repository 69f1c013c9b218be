"""A parent tells that the child does not, or not wholly, go to school. The school and the SWV read it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Leerling
from thuiszitters.actions.doorgeven import doorgeven
from thuiszitters.actions.melden import Gegevens
from thuiszitters.actions.plekken import school_van, swv_voor
from thuiszitters.forms.ouders import OudersMeldForm
from thuiszitters.models import Melding
from thuiszitters.rules.melding import soort_van_ouders

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_DOORGEVEN)
def niet_naar_school(request: Verzoek, leerling_id: str) -> HttpResponse:
    """One page, in plain words. Of what others reported, or whether there is a case, it says nothing."""
    kinderen = Leerling.objects.visible_to(request.user, P.THUISZITTER_DOORGEVEN)
    kind: Leerling = get_object_or_404(kinderen, public_id=leerling_id)
    vandaag = timezone.localdate()
    form = OudersMeldForm(
        request.POST or None,
        initial={"sleutel": secrets.token_urlsafe(16)},
        geboortedatum=kind.geboortedatum,
        vandaag=vandaag,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _vertellen(request, kind, form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gettext("Dank u. De school en wij weten het nu. U hoort van ons."))
            return redirect("dossier:niet_naar_school", leerling_id)
    if request.method != "POST":
        gezien(kind, door=request.user, op=timezone.now(), wat="niet_naar_school_gezien")
    mijn = Melding.objects.visible_to(request.user, P.THUISZITTER_DOORGEVEN).filter(casus__leerling=kind)
    context = {"kind": kind, "form": form, "meldingen": mijn.order_by("-op", "-pk")}
    return render(request, "dossier/niet_naar_school.html", context)


def _vertellen(request: Verzoek, kind: Leerling, velden: dict[str, Any]) -> None:
    vandaag = timezone.localdate()
    school = school_van(kind, vandaag)
    gegevens = Gegevens(
        swv=swv_voor(school, kind.geboortedatum, vandaag),
        leerling=kind,
        school=school,
        herkomst=Melding.Herkomst.OUDERS,
        soort=soort_van_ouders(velden["reden"], velden["uren"], op_school=school is not None),
        van=velden["van"],
        uren=velden["uren"],
        reden=velden["reden"],
        gedaan=velden["gedaan"],
        ouders_op=vandaag,
    )
    doorgeven(gegevens, door=request.user, op=timezone.now(), sleutel=velden["sleutel"])
