"""Putting right what is written down of a case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Gemeente, School, SchoolDeelname
from thuiszitters.actions.gegevens import Casusgegevens, gegevens_nu, gegevens_wijzigen
from thuiszitters.actions.overgang import GESLOTEN, Intussen
from thuiszitters.forms.gegevens import GegevensForm
from thuiszitters.models import Casus

from .casus import een_casus

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def gegevens(request: Verzoek, public_id: str) -> HttpResponse:
    """The reason, the school, where the child lives, whether the parents know, and a diploma."""
    rij = een_casus(request, public_id, P.THUISZITTER_MELDEN)
    if not rij.loopt:
        messages.error(request, GESLOTEN)
        return redirect("thuiszitters:casus", public_id)
    scholen, gemeenten = _scholen(request, rij), _gemeenten(request, rij)
    form = GegevensForm(
        request.POST or None,
        scholen=None if scholen is None else [(een.public_id, f"{een.naam}, {een.plaats}") for een in scholen],
        gemeenten=[(een.code, een.naam) for een in gemeenten],
        geboren=rij.leerling.geboortedatum,
        vandaag=timezone.localdate(),
        initial=_begin(rij),
    )
    if request.method == "POST" and form.is_valid():
        velden: dict[str, Any] = form.cleaned_data
        weten = velden["ouders_weten"]
        wat = Casusgegevens(
            reden=velden["reden"],
            school=rij.school if scholen is None else {een.public_id: een for een in scholen}.get(velden["school"]),
            woongemeente={een.code: een for een in gemeenten}.get(velden["woongemeente"]),
            ouders_ingelicht_op=velden["ouders_op"] if weten else None,
            ouders_waarom_niet="" if weten else velden["ouders_waarom_niet"],
            startkwalificatie_op=velden.get("startkwalificatie_op"),
        )
        try:
            gegevens_wijzigen(rij, wat, door=request.user, op=timezone.now(), toen=form.geopend)
        except Intussen as reden:
            form.intussen(str(reden), _begin(rij), gegevens_nu(rij))
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Bewaard.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    return render(request, "thuiszitters/gegevens.html", {"casus": rij, "form": form})


def _begin(rij: Casus) -> dict[str, Any]:
    return {
        "toen": gegevens_nu(rij),
        "reden": rij.reden,
        "school": rij.school.public_id if rij.school else "",
        "woongemeente": rij.woongemeente.code if rij.woongemeente else "",
        "ouders_weten": rij.ouders_ingelicht_op is not None,
        "ouders_op": rij.ouders_ingelicht_op,
        "ouders_waarom_niet": rij.ouders_waarom_niet,
        "startkwalificatie_op": rij.startkwalificatie_op,
    }


def _scholen(request: Verzoek, rij: Casus) -> list[School] | None:
    """The schools of the SWV, for who may say which it is; None for anybody else."""
    if not Casus.objects.visible_to(request.user, P.THUISZITTER_BEGELEIDEN).filter(pk=rij.pk).exists():
        return None
    hier = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate()).filter(swv=rij.swv_id)
    alle = School.objects.visible_to(request.user).filter(Q(pk__in=hier.values("school")) | Q(pk=rij.school_id))
    return list(alle.order_by("naam", "pk"))


def _gemeenten(request: Verzoek, rij: Casus) -> list[Gemeente]:
    """Where our schools are, and where the child lives now."""
    deelnames = SchoolDeelname.objects.visible_to(request.user).filter(swv__eigen=True)
    hier = Q(scholen__in=deelnames.values("school")) | Q(pk=rij.woongemeente_id)
    return list(Gemeente.objects.visible_to(request.user).filter(hier).distinct().order_by("naam"))
