"""The plan of a child on one page: the wishes first, then goals, talks and agreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.formulieren.eenmaal import eenmaal
from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Leerling
from thuiszitters.actions import plan as acties
from thuiszitters.actions.stappen import DOEN, afspraak_afronden
from thuiszitters.forms.casus import AfspraakForm
from thuiszitters.forms.plan import DoelForm
from thuiszitters.mensen import regie_van
from thuiszitters.models import OPEN, Afspraak, Casus, Plan, Plandoel, Plangesprek, Planwoord
from thuiszitters.rules.plan import wat_ontbreekt

from .weekbeeld import uren_van

P = Permissie


def een_plan(request: Verzoek, public_id: str, *rechten: Permissie) -> Plan:
    """This plan, when the user sees it through a role with one of these rights; else 404."""
    rijen = Plan.objects.visible_to(request.user, *rechten or (P.THUISZITTER_LEZEN,))
    met = rijen.select_related("leerling", "school", "swv", "casus__regievoerder")
    rij: Plan = get_object_or_404(met, public_id=public_id)
    return rij


def woorden_van(request: Verzoek, plan: Plan) -> dict[str, list[Planwoord]]:
    """The newest wish of the pupil, and of each parent or of the parents as staff wrote it down."""
    rijen = Planwoord.objects.visible_to(request.user).filter(plan=plan).select_related("gever")
    nieuwste: dict[tuple[str, int | None], Planwoord] = {}
    for een in rijen:
        nieuwste.setdefault((een.van, een.gever_id), een)
    return {van.value: [een for (wie, _), een in nieuwste.items() if wie == van] for van in Planwoord.Van}


def afspraken_bij(request: Verzoek, plan: Plan) -> QuerySet[Afspraak]:
    """Of the plan, and of the case that it belongs to."""
    bij = Q(plan=plan) | Q(casus=plan.casus_id) if plan.casus_id else Q(plan=plan)
    return Afspraak.objects.visible_to(request.user).in_beeld().filter(bij).select_related("wie")


def plan_van_casus(request: Verzoek, casus: Casus) -> dict[str, Any]:
    """For the page of a case: its plan, with what the pupil wants and the goals."""
    plan = Plan.objects.visible_to(request.user).filter(casus=casus).first()
    if plan is None:
        return {"plan": None}
    doelen = Plandoel.objects.visible_to(request.user).filter(plan=plan)
    nu = next((een for een in casus.verzuim.all() if een.interval.periode.op(timezone.localdate())), None)
    woorden = woorden_van(request, plan)
    wens, zelf = next(iter(woorden["leerling"]), None), [een for een in woorden["ouders"] if een.gever]
    return {"plan": plan, "doelen": doelen, "wens": wens, "wensen": zelf} | uren_van(
        request, plan, nu.uren if nu else None
    )


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN)
@eenmaal
def plan_van(request: Verzoek, public_id: str) -> HttpResponse:
    """To the plan of this pupil, or a page on which one begins it."""
    kind = get_object_or_404(Leerling.objects.visible_to(request.user, P.THUISZITTER_LEZEN), public_id=public_id)
    alle = Plan.objects.visible_to(request.user, P.THUISZITTER_LEZEN).filter(leerling=kind)
    if request.method == "POST":
        try:
            plan = acties.plan_beginnen(kind, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("thuiszitters:plan_van", public_id)
        return redirect("thuiszitters:plan", plan.public_id)
    if lopend := alle.lopend().first():
        return redirect("thuiszitters:plan", lopend.public_id)
    gezien(kind, door=request.user, op=timezone.now(), wat="plan_gezien")
    mag = Leerling.objects.visible_to(request.user, *DOEN).filter(pk=kind.pk).exists()
    casus = Casus.objects.visible_to(request.user).filter(leerling=kind, status__in=OPEN).first()
    context = {"leerling": kind, "eerder": alle, "mag_doen": mag, "casus": casus}
    return render(request, "thuiszitters/plan_begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN)
@eenmaal
def plan(request: Verzoek, public_id: str) -> HttpResponse:
    """What is wanted, agreed and done. Its small buttons post here."""
    rij, vandaag = een_plan(request, public_id), timezone.localdate()
    actie, _, wie = zonder_nul(request.POST.get("actie", "")).partition(":")
    form = _afspraakform(request, rij, vandaag, ingevuld=actie == "afspraak")
    doelform = DoelForm(request.POST if actie == "doel" else None)
    gekozen = {"afspraak": form, "doel": doelform}.get(actie)
    if request.method == "POST" and (gekozen is None or gekozen.is_valid()):
        try:
            messages.success(request, _doen(request, rij, actie, wie, gekozen))
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        return redirect("thuiszitters:plan", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="plan_gezien")
    context = _context(request, rij, vandaag) | {"form": form, "doelform": doelform}
    return render(request, "thuiszitters/plan.html", context)


def _afspraakform(request: Verzoek, rij: Plan, vandaag: date, *, ingevuld: bool) -> AfspraakForm:
    collegas = [(een.public_id, een.naam) for een in _mensen(request, rij)[1:]]
    wie = [(request.user.public_id, f"Ik ({request.user.naam})"), *collegas]
    begin = {"wie": request.user.public_id}
    return AfspraakForm(request.POST if ingevuld else None, collegas=wie, vandaag=vandaag, initial=begin)


def _mensen(request: Verzoek, rij: Plan) -> list[Any]:
    """Who can have an agreement here: this user, and who looks after the case."""
    regie = regie_van(rij.casus, timezone.localdate()) if rij.casus else None
    return [request.user, *([regie] if regie is not None and regie != request.user else [])]


def _context(request: Verzoek, rij: Plan, vandaag: date) -> dict[str, Any]:
    woorden = woorden_van(request, rij)
    doelen = list(Plandoel.objects.visible_to(request.user).filter(plan=rij))
    besproken, wens = rij.besproken_op is not None, bool(woorden["leerling"])
    kind = rij.leerling.roepnaam
    mist = wat_ontbreekt(kind=kind, doelen=len(doelen), besproken=besproken, wens=wens) if rij.concept else []
    return {
        "plan": rij,
        "woorden": woorden,
        "doelen": doelen,
        "mist": mist,
        "gesprekken": Plangesprek.objects.visible_to(request.user).filter(plan=rij),
        "afspraken": afspraken_bij(request, rij),
        "terugkijken": rij.terugkijken(vandaag),
        "vandaag": vandaag,
        **uren_van(request, rij),
        "mag_doen": rij.loopt and Plan.objects.visible_to(request.user, *DOEN).filter(pk=rij.pk).exists(),
    }


def _doen(request: Verzoek, rij: Plan, actie: str, wie: str, form: Any) -> str:
    """What the button said; gives the sentence of what came of it."""
    nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    if actie == "vaststellen":
        acties.plan_vaststellen(rij, **nu)
        return "Het plan is vastgesteld."
    if actie == "doel":
        acties.doel_toevoegen(rij, **nu, **form.cleaned_data)
        return "Het doel staat erbij."
    if actie == "klaar":
        afspraak_afronden(get_object_or_404(afspraken_bij(request, rij), public_id=wie), **nu)
        return "De afspraak is klaar."
    if actie != "afspraak":
        raise Http404
    velden = form.cleaned_data
    mensen = {een.public_id: een for een in _mensen(request, rij)}
    acties.planafspraak_maken(
        rij, **nu, wat=velden["wat"], voor=velden["voor"], wie=mensen.get(velden["wie"]), naam=velden["naam"]
    )
    return "De afspraak is gemaakt."
