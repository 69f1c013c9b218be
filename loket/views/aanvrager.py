"""Another school for one aanvraag (the desk), and a school that is succeeded by another (beheer)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.aanvrager import aanvrager_wijzigen, opvolging, opvolging_fouten, school_opvolgen
from loket.actions.overgang import overgang
from loket.forms.aanvrager import AanvragerForm, OpvolgerForm

from .zaak import haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def aanvrager(request: Verzoek, public_id: str) -> HttpResponse:
    """Another school takes this aanvraag over."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    nu = timezone.now()
    form = AanvragerForm(request.POST or None, aanvraag=aanvraag, vandaag=timezone.localdate(nu))
    if request.method == "POST" and form.is_valid():
        try:
            aanvrager_wijzigen(aanvraag, door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De andere school is nu de aanvrager. De termijn loopt door.")
            return redirect("loket:behandelen", public_id)
    waarom_niet = overgang.regels["aanvrager_wijzigen"].waarom_niet(aanvraag, request.user, nu)
    context = kop(aanvraag, request.user, nu) | {"form": form, "waarom_niet": waarom_niet}
    return render(request, "loket/aanvrager.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.SCHOOL_OPVOLGEN, opnieuw_inloggen=True)
def schoolopvolger(request: Verzoek) -> HttpResponse:
    """First what would move, in numbers; then the deed, when nothing changed in between."""
    form = OpvolgerForm(request.POST or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        fouten = opvolging_fouten(velden["oud"], velden["nieuw"], velden["per"], timezone.localdate())
        if fouten:
            form.add_error(None, " ".join(fouten))
        elif request.POST.get("actie") == "overzetten" and _overgezet(request, form):
            return redirect("loket:schoolopvolger")
        else:
            context |= velden | {"voorstel": opvolging(velden["oud"], velden["per"])}
    return render(request, "loket/schoolopvolger.html", context)


def _overgezet(request: Verzoek, form: OpvolgerForm) -> bool:
    velden = form.cleaned_data
    try:
        school_opvolgen(
            velden["oud"],
            nieuw=velden["nieuw"],
            per=velden["per"],
            akkoord=request.POST.get("akkoord", ""),
            door=request.user,
            op=timezone.now(),
        )
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, f"{velden['nieuw'].naam} volgt {velden['oud'].naam} op. Alles is overgezet.")
    return True
