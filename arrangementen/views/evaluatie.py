"""Looking back: the list of what is due, planning a talk, writing it down, reading it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen import evalueerlijst
from arrangementen.actions import evalueren as acties
from arrangementen.forms.evaluatie import EvaluatieForm, PlanForm, PlanningForm, begin
from arrangementen.models import Arrangement, Deelname, Doelevaluatie, Evaluatie, Evaluatieverslag, Evaluatiewoord
from arrangementen.rules.evaluatie import Drang
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien, gezien_alle

P = Permissie
PER_PAGINA = 25


@require_safe
@beleid(P.ARRANGEMENT_VRAGEN, P.UREN_SCHRIJVEN)
def evalueren(request: Verzoek) -> HttpResponse:
    """What the own schools still look back on, too late first."""
    vandaag = timezone.localdate()
    alle = evalueerlijst.te_evalueren(request.user, vandaag)
    pagina = Paginator(alle, PER_PAGINA).get_page(request.GET.get("pagina"))
    regels = evalueerlijst.aankleden(request.user, list(pagina.object_list))
    kinderen = [kind for een in regels if een.arrangement.voor == Arrangement.Voor.LEERLING for kind in een.kinderen]
    gezien_alle(kinderen, door=request.user, op=timezone.now(), wat="evalueren_gezien")
    context = {
        "pagina": pagina,
        "regels": regels,
        "te_laat": sum(een.drang == Drang.TE_LAAT for een in alle),
        "schrijft": request.user.heeft(P.ARRANGEMENT_VRAGEN),
    }
    return render(request, "arrangementen/evalueren.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN)
def evaluatie_nieuw(request: Verzoek, public_id: str) -> HttpResponse:
    """Plan the talk. What is planned already opens."""
    rijen = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN)
    rij = get_object_or_404(rijen.select_related("aanbod", "school", "beslissing", "beeindiging"), public_id=public_id)
    bezig = Evaluatie.objects.visible_to(request.user).filter(arrangement=rij, afgerond_op=None).first()
    if bezig is not None and request.method != "POST":
        return redirect("arrangementen:evaluatie", bezig.public_id)
    vandaag = timezone.localdate()
    reden = acties.waarom_niet(rij, door=request.user, vandaag=vandaag)
    form = PlanForm(request.POST or None, kort=not reden and acties.is_kort(rij), initial=_voorstel(rij, reden))
    if request.method == "POST" and form.is_valid():
        try:
            evaluatie = acties.evaluatie_plannen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as fout:
            form.geweigerd(fout)
        else:
            return redirect("arrangementen:evaluatie", evaluatie.public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="evaluatie_nieuw_gezien")
    context = {"rij": rij, "form": form, "waarom_niet": reden, "wie": _wie(request, rij)}
    return render(request, "arrangementen/evaluatie_nieuw.html", context)


def _voorstel(rij: Arrangement, reden: str) -> dict[str, Any]:
    vandaag = timezone.localdate()
    moment = None if reden else evalueerlijst.volgende_moment(rij, vandaag)
    return {"soort": moment.soort, "dag": max(moment.dag, vandaag)} if moment else {}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_LEZEN)
def evaluatie(request: Verzoek, public_id: str) -> HttpResponse:
    """Write it down as long as it is a draft; after that, read it."""
    rijen = Evaluatie.objects.visible_to(request.user).select_related(
        "arrangement__aanbod", "arrangement__school", "arrangement__beslissing", "verslag", "afgerond_door"
    )
    rij = get_object_or_404(rijen, public_id=public_id)
    verslag = get_object_or_404(Evaluatieverslag.objects.visible_to(request.user), evaluatie=rij)
    doelen = list(Doelevaluatie.objects.visible_to(request.user).filter(evaluatie=rij).select_related("doel"))
    woorden = Evaluatiewoord.objects.visible_to(request.user).filter(evaluatie=rij)
    context: dict[str, Any] = {
        "evaluatie": rij,
        "rij": rij.arrangement,
        "verslag": verslag,
        "doelen": doelen,
        "woorden": woorden.select_related("gever").order_by("gegeven_op"),
        "wie": _wie(request, rij.arrangement),
    }
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="evaluatie_gezien")
    if rij.klaar:
        return render(request, "arrangementen/evaluatie.html", context)
    kinderen = rij.arrangement.deelnames.exists()
    anders = PlanningForm(request.POST if request.POST.get("actie") == "planning" else None, prefix="anders")
    if anders.is_bound and _anders(request, rij, anders):
        weg = anders.cleaned_data["wat"] == "intrekken"
        return redirect("arrangementen:evalueren") if weg else redirect("arrangementen:evaluatie", public_id)
    data = None if anders.is_bound else request.POST or None
    form = EvaluatieForm(data, doelen=[een.doel for een in doelen], kinderen=kinderen, initial=begin(rij, doelen))
    if form.is_bound and _schrijven(request, rij, form):
        return redirect("arrangementen:evaluatie", public_id)
    context |= {"form": form, "anders": anders, "kinderen": kinderen}
    return render(request, "arrangementen/evaluatie_schrijven.html", context)


def _anders(request: Verzoek, rij: Evaluatie, form: PlanningForm) -> bool:
    """Move or take back what was planned, as the form says."""
    if not form.is_valid():
        return False
    wie: dict[str, Any] = {"door": request.user, "op": timezone.now(), "reden": form.cleaned_data["reden"]}
    try:
        if form.cleaned_data["wat"] == "verzetten":
            acties.evaluatie_verzetten(rij, dag=form.cleaned_data["dag"], vroeg=form.cleaned_data["vroeg"], **wie)
        else:
            acties.evaluatie_intrekken(rij, **wie)
    except NietMogelijk as reden:
        form.geweigerd(reden)
        return False
    messages.success(request, "Vastgelegd.")
    return True


def _schrijven(request: Verzoek, rij: Evaluatie, form: EvaluatieForm) -> bool:
    if not form.is_valid():
        return False
    wie: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    schoon = form.cleaned_data
    try:
        wat = {naam: schoon[naam] for naam in ("versie", "dag", "vroeg")}
        nu = acties.evaluatie_bewaren(rij, verslag=form.verslag(), doelen=form.uitkomsten(), **wat, **wie)
        form.data = request.POST.copy()
        form.data["versie"] = str(nu.versie)
        if request.POST.get("actie") != "afronden":
            messages.success(request, "Bewaard. De evaluatie is nog niet afgerond.")
            return True
        acties.evaluatie_afronden(nu, **wie)
    except acties.Onvolledig as mis:
        for naam, zin in mis.mist.items():
            form.add_error(naam, zin)
        return False
    except NietMogelijk as reden:
        form.geweigerd(reden)
        return False
    lezers = "De ouders en het samenwerkingsverband kunnen" if van_een(rij) else "Het samenwerkingsverband kan"
    messages.success(request, f"Afgerond. {lezers} het lezen.")
    return True


def van_een(rij: Evaluatie) -> bool:
    """Whether it is about one child: of a group, class or school its parents do not read it."""
    return rij.arrangement.voor == Arrangement.Voor.LEERLING


def _wie(request: Verzoek, rij: Arrangement) -> str:
    kinderen = Deelname.objects.visible_to(request.user).filter(arrangement=rij).select_related("leerling")
    return evalueerlijst.wie_is_het(rij, [een.leerling.naam for een in kinderen])
