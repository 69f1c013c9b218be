"""Pages on which something of a plan is written: the concept, a talk, looking back together, and how it went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from thuiszitters.actions import plan as acties
from thuiszitters.actions.overgang import PLAN_GESLOTEN, Intussen
from thuiszitters.actions.stappen import DOEN
from thuiszitters.forms.plan import GesprekForm, PlanForm, PlanSluitForm, TerugkijkForm
from thuiszitters.models import Plan, Plandoel, Planwoord

from .plan import een_plan

P = Permissie
MAG = (P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN)


def _terug(request: Verzoek, rij: Plan, waarom: str = "") -> HttpResponse:
    if waarom:
        messages.error(request, waarom)
    return redirect("thuiszitters:plan", rij.public_id)


def _pagina(request: Verzoek, rij: Plan, form: Any, sjabloon: str, **meer: Any) -> HttpResponse:
    gezien(rij, door=request.user, op=timezone.now(), wat="plan_gezien")
    return render(request, f"thuiszitters/{sjabloon}.html", {"plan": rij, "form": form} | meer)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
def schrijven(request: Verzoek, public_id: str) -> HttpResponse:
    """The concept on one page; with the second button it is vastgesteld at once, when nothing is missing."""
    rij = een_plan(request, public_id, *DOEN)
    if not rij.concept:
        return _terug(request, rij, acties.VASTGESTELD if rij.loopt else PLAN_GESLOTEN)
    doelen = list(Plandoel.objects.visible_to(request.user).filter(plan=rij))
    form = PlanForm(
        request.POST or None,
        kind=rij.leerling.roepnaam,
        doelen=len(doelen),
        vandaag=timezone.localdate(),
        initial=_begin(request, rij, doelen),
    )
    if request.method == "POST" and form.is_valid():
        nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
        try:
            acties.plan_schrijven(rij, **nu, **form.ingevuld, toen=form.geopend)
            if request.POST.get("actie") == "vaststellen":
                acties.plan_vaststellen(rij, **nu)
        except Intussen as reden:
            form.intussen(
                str(reden), dict.fromkeys(form.fields, "") | _begin(request, rij, doelen), acties.plan_nu(rij)
            )
        except NietMogelijk as reden:
            return _terug(request, rij, str(reden))
        else:
            vast = "Het plan is vastgesteld. Het gezin kan het nu lezen."
            messages.success(request, vast if request.POST.get("actie") == "vaststellen" else "Het plan is bewaard.")
            return _terug(request, rij)
    return _pagina(request, rij, form, "plan_schrijven")


def _begin(request: Verzoek, rij: Plan, doelen: list[Plandoel]) -> dict[str, Any]:
    begin: dict[str, Any] = {"toen": acties.plan_nu(rij), "helpt": rij.helpt, "besproken_op": rij.besproken_op}
    geschreven = Planwoord.objects.visible_to(request.user).filter(plan=rij, gever=None)
    for een in reversed(geschreven):
        begin[f"wens_{een.van}"] = een.wens
    for een_doel in doelen:
        begin |= {f"doel_{een_doel.volgorde}": een_doel.doel, f"maat_{een_doel.volgorde}": een_doel.maat}
    return begin


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
def gesprek(request: Verzoek, public_id: str) -> HttpResponse:
    """Write a talk down."""
    rij, vandaag = een_plan(request, public_id, *DOEN), timezone.localdate()
    if not rij.loopt:
        return _terug(request, rij, PLAN_GESLOTEN)
    form = GesprekForm(request.POST or None, vandaag=vandaag, initial={"dag": vandaag})
    if request.method == "POST" and form.is_valid():
        try:
            acties.gesprek_vastleggen(rij, form.gesprek, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het gesprek is vastgelegd.")
            return _terug(request, rij)
    return _pagina(request, rij, form, "plan_gesprek", titel="Gesprek vastleggen")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
def terugkijken(request: Verzoek, public_id: str) -> HttpResponse:
    """Look back together: what became of each goal, how they go on, and when they look again."""
    rij, vandaag = een_plan(request, public_id, *DOEN), timezone.localdate()
    if not rij.loopt or rij.vastgesteld_op is None:
        return _terug(request, rij, "Stel het plan eerst vast." if rij.loopt else PLAN_GESLOTEN)
    form = TerugkijkForm(
        request.POST or None,
        doelen=Plandoel.objects.visible_to(request.user).filter(plan=rij),
        volgende=acties.volgende_keer(rij, vandaag),
        vandaag=vandaag,
        initial={"dag": vandaag},
    )
    if request.method == "POST" and form.is_valid():
        nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
        volgende = form.cleaned_data["terugkijken"]
        try:
            acties.gesprek_vastleggen(rij, form.gesprek, **nu, uitkomsten=form.uitkomsten, terugkijken=volgende)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Bewaard. Zo gaan jullie verder.")
            return _terug(request, rij)
    return _pagina(request, rij, form, "plan_gesprek", titel="Samen terugkijken")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
def plan_sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    """Close the plan with how it went."""
    rij = een_plan(request, public_id, *DOEN)
    if not rij.loopt:
        return _terug(request, rij, PLAN_GESLOTEN)
    form = PlanSluitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acties.plan_sluiten(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het plan is afgesloten.")
            return _terug(request, rij)
    return _pagina(request, rij, form, "plan_sluiten")
