"""The plan of the own child and where it stands: read, say what one wants, and yes or no to an offer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from dossier.rules import thuis as rules
from dossier.scopes.thuis import Thuis, thuis
from kern.brieven.talen import NEDERLANDS
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Leerling
from thuiszitters.actions.gezin import aanbod_zeggen, wens_geven
from thuiszitters.actions.terugblik import plan_van_kind
from thuiszitters.forms.gezin import AanbodwoordForm, WensForm
from thuiszitters.mensen import regie_van
from thuiszitters.models import (
    Aanbodwoord,
    Afspraak,
    Doorzettingsbesluit,
    Onderwijsaanbod,
    Plandoel,
    Plangesprek,
    Planwoord,
)
from thuiszitters.views.weekbeeld import staven, weken_van

from .zeggen import Zeg

P = Permissie


def thuis_van(request: Verzoek, leerling_id: str) -> Thuis:
    kinderen = Leerling.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    gevonden = thuis(request.user, get_object_or_404(kinderen, public_id=leerling_id))
    if gevonden is None:
        raise Http404
    return gevonden


def _zelf(request: Verzoek, kind: Leerling) -> bool:
    return kind.gebruiker_id == request.user.pk


@require_safe
@beleid(P.DOSSIER_LEZEN)
def naar_school(request: Verzoek, leerling_id: str) -> HttpResponse:
    """Where it stands, what is offered, what one wants oneself, and the plan with its hours."""
    mijn = thuis_van(request, leerling_id)
    kind, zelf, vandaag = mijn.kind, _zelf(request, mijn.kind), timezone.localdate()
    gezien(mijn.plan or mijn.casus or kind, door=request.user, op=timezone.now(), wat="plan_gezien")
    zin = rules.stand(
        mijn.casus.status if mijn.casus else "", plan_loopt=mijn.plan is not None and mijn.plan.loopt, je=zelf
    )
    woorden = Planwoord.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(plan__leerling=kind)
    context = {
        "kind": kind,
        "zelf": zelf,
        "casus": mijn.casus,
        "stand": Zeg(get_language() or NEDERLANDS)(zin),
        "woord": woorden.filter(gever=request.user).first(),
        "van_kind": None if zelf else woorden.filter(van=Planwoord.Van.LEERLING).first(),
        "kan_zeggen": bool((mijn.casus and mijn.casus.loopt) or (mijn.plan and mijn.plan.loopt)),
        **_casus(request, mijn),
        **_plan(request, mijn),
        "terugblik": mijn.casus and plan_van_kind(request.user, mijn.casus, vandaag),
        "vandaag": vandaag,
    }
    return render(request, "dossier/naar_school.html", context)


def _casus(request: Verzoek, mijn: Thuis) -> dict[str, Any]:
    """What is offered now, each with the last word of this reader, offers of before, and what was decided."""
    if mijn.casus is None:
        return {"voorstellen": [], "eerder": [], "beslissingen": [], "regie": None}
    woorden: dict[int, Aanbodwoord] = {}
    for een in Aanbodwoord.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(
        aanbod__casus=mijn.casus, gever=request.user
    ):
        woorden.setdefault(een.aanbod_id, een)
    rijen = Onderwijsaanbod.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(casus=mijn.casus)
    beslist = Doorzettingsbesluit.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(casus=mijn.casus)
    nu = [een for een in reversed(rijen) if not een.antwoord and mijn.casus.loopt]
    return {
        "voorstellen": [(een, woorden.get(een.pk)) for een in nu],
        "eerder": [een for een in reversed(rijen) if een not in nu],
        "beslissingen": beslist,
        "regie": regie_van(mijn.casus, timezone.localdate()),
    }


def _plan(request: Verzoek, mijn: Thuis) -> dict[str, Any]:
    plan, wie = mijn.plan, request.user
    if plan is None:
        return {"plan": None}
    weken = weken_van(request, plan, P.DOSSIER_LEZEN)
    return {
        "plan": plan,
        "doelen": Plandoel.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(plan=plan),
        "gesprekken": Plangesprek.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(plan=plan),
        "afspraken": Afspraak.objects.visible_to(wie, P.DOSSIER_LEZEN)
        .in_beeld()
        .filter(plan=plan)
        .select_related("wie"),
        "weken": weken,
        "staven": staven(weken, timezone.localdate(), ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def wens(request: Verzoek, leerling_id: str) -> HttpResponse:
    """Say what oneself wants most."""
    mijn = thuis_van(request, leerling_id)
    zelf = _zelf(request, mijn.kind)
    form = WensForm(request.POST or None, je=zelf)
    if request.method == "POST" and form.is_valid():
        try:
            wens_geven(mijn.kind, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gettext("Bedankt. De school en wij lezen het."))
            return redirect("dossier:naar_school", leerling_id)
    if request.method != "POST":
        gezien(mijn.plan or mijn.casus or mijn.kind, door=request.user, op=timezone.now(), wat="plan_gezien")
    return render(request, "dossier/wens.html", {"kind": mijn.kind, "zelf": zelf, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def aanbod(request: Verzoek, leerling_id: str, public_id: str) -> HttpResponse:
    """Say yes or no to one offer. Staff writes the answer down after a talk."""
    mijn = thuis_van(request, leerling_id)
    rijen = Onderwijsaanbod.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(casus=mijn.casus, antwoord="")
    rij = get_object_or_404(rijen.select_related("casus"), public_id=public_id)
    zelf = _zelf(request, mijn.kind)
    form = AanbodwoordForm(request.POST or None, je=zelf)
    if request.method == "POST" and form.is_valid():
        try:
            aanbod_zeggen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gettext("Bedankt. De school en wij lezen het."))
            return redirect("dossier:naar_school", leerling_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="aanbod_gezien")
    context = {"kind": mijn.kind, "zelf": zelf, "aanbod": rij, "form": form}
    return render(request, "dossier/aanbodwoord.html", context)
