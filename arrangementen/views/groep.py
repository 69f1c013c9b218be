"""The page of a group: its pupils that this viewer sees, and who of them was at each meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions.groep import (
    aanwezigheid_vastleggen,
    deelnemer_stopt,
    deelnemer_toevoegen,
    periode,
    plek_voor,
    te_noemen,
)
from arrangementen.forms.uitvoering import AanwezigForm, DagForm, DeelnemerForm
from arrangementen.models import Aanwezigheid, Arrangement, Deelname
from arrangementen.rules.geld import gelijke_delen
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek

from .arrangement import bekeken, haal
from .doen import VOLGT_UREN

P = Permissie
HELE_GROEP = (P.ARRANGEMENT_TOEKENNEN, P.AANVRAAG_CONTROLEREN)
"""Who sees all pupils, and so what each costs."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*VOLGT_UREN)
def arrangement_groep(request: Verzoek, public_id: str) -> HttpResponse:
    """Pupils and meetings of a group; each form does its own thing."""
    rij, vandaag = haal_groep(request, public_id), timezone.localdate()
    deelnames = list(deelnames_van(request, rij))
    actie, data = request.POST.get("actie", ""), request.POST or None
    nu = [een for een in deelnames if een.tot is None or een.tot >= vandaag]
    begin = {"van": max(vandaag, periode(rij)[0])}
    kinderen = te_noemen(rij, request.user, vandaag)
    erbij = DeelnemerForm(data if actie == "erbij" else None, kinderen=kinderen, initial=begin)
    was = AanwezigForm(data if actie == "was" else None, deelnames=nu, initial={"dag": vandaag}, prefix="was")
    stoppers = [(een, _stopform(een, actie, data, vandaag)) for een in deelnames]
    stopt = next((form for _, form in stoppers if form.is_bound), None)
    if request.method == "POST" and _gedaan(request, rij, actie, (erbij, was, stopt)):
        return redirect("arrangementen:arrangement_groep", public_id)
    if request.method != "POST":
        bekeken(request, rij)
    mag_noemen = request.user.heeft(P.ARRANGEMENT_VRAGEN)
    context = {
        "arrangement": rij,
        "deelnames": stoppers,
        "plek": plek_voor(rij, vandaag),
        "keren": _keren(request, rij),
        "erbij": erbij if mag_noemen and erbij.kinderen.exists() else None,
        "was": was if nu and request.user.heeft(P.UREN_SCHRIJVEN) and rij.feiten().van else None,
        "stopt": stopt,
        "delen": _delen(request, rij, len(deelnames)),
    }
    return render(request, "arrangementen/groep.html", context)


def haal_groep(request: Verzoek, public_id: str) -> Arrangement:
    """The arrangement, if it is of a group and this user may see it; else 404."""
    rij = haal(request, public_id)
    if rij.voor != Arrangement.Voor.GROEP:
        raise Http404
    return rij


def _stopform(deelname: Deelname, actie: str, data: Any, vandaag: date) -> DagForm:
    """The form of one pupil, with what was typed in it when it was this one that was sent."""
    gestuurd = data if actie == f"stopt-{deelname.public_id}" else None
    return DagForm(gestuurd, initial={"dag": vandaag}, prefix="stopt", auto_id=f"id_{deelname.public_id}_%s")


def deelnames_van(request: Verzoek, rij: Arrangement) -> Any:
    """The pupils of the group that this user sees, by school."""
    zichtbaar = Deelname.objects.visible_to(request.user).filter(arrangement=rij)
    return zichtbaar.select_related("leerling", "school", "arrangement").order_by("school__naam", "leerling__roepnaam")


def _keren(request: Verzoek, rij: Arrangement) -> list[tuple[Any, list[Aanwezigheid]]]:
    """Each day with what was said of the pupils that this viewer sees, the last first."""
    per: dict[Any, list[Aanwezigheid]] = defaultdict(list)
    zichtbaar = Aanwezigheid.objects.visible_to(request.user).filter(bijeenkomst__arrangement=rij)
    for een in zichtbaar.select_related("bijeenkomst", "deelname__leerling").order_by("-bijeenkomst__dag", "pk"):
        per[een.bijeenkomst.dag].append(een)
    return list(per.items())[:20]


def _delen(request: Verzoek, rij: Arrangement, aantal: int) -> Any:
    """What each pupil costs (R-ARR-14), the largest share; only for who sees the whole group."""
    uit = getattr(rij, "beslissing", None)
    if not aantal or uit is None or not uit.bedrag or not any(map(request.user.heeft, HELE_GROEP)):
        return None
    return gelijke_delen(uit.bedrag, aantal)[0]


def _gedaan(
    request: Verzoek, rij: Arrangement, actie: str, formulieren: tuple[DeelnemerForm, AanwezigForm, DagForm | None]
) -> bool:
    erbij, was, stopt = formulieren
    doen: Callable[..., str]
    form: forms.Form
    if actie == "erbij":
        form, doen = erbij, lambda **velden: f"{deelnemer_toevoegen(rij, **velden).leerling.naam} doet mee."
    elif actie == "was":
        form, doen = was, lambda door, op, **velden: _was(rij, was, {"door": door, "op": op})
    elif actie.startswith("stopt-") and stopt is not None:
        zichtbaar = Deelname.objects.visible_to(request.user).filter(arrangement=rij).select_related("leerling")
        een = get_object_or_404(zichtbaar, public_id=actie.removeprefix("stopt-"))
        form, doen = stopt, lambda door, op, **velden: _stopt(een, stopt, {"door": door, "op": op})
    else:
        raise Http404
    zin = gelukt(request, form, doen)
    if zin:
        messages.success(request, zin)
    return bool(zin)


def _was(rij: Arrangement, form: AanwezigForm, wie: dict[str, Any]) -> str:
    aanwezigheid_vastleggen(rij, **wie, dag=form.cleaned_data["dag"], wie=form.wie)
    return "Vastgelegd wie er was."


def _stopt(een: Deelname, form: DagForm, wie: dict[str, Any]) -> str:
    deelnemer_stopt(een, **wie, laatste_dag=form.cleaned_data["dag"])
    return f"{een.leerling.naam} stopt met de groep."
