"""What a school keeps about itself, and for the SWV which schools did so."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import notatie, schooljaar
from scholen.eigen import eigen_instelling
from scholen.models import School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van
from voorlichting.actions import schoolaanbod as acties
from voorlichting.beeld import opgemaakt
from voorlichting.forms.schoolaanbod import AanbodForm, BasisForm, EvaluatieForm
from voorlichting.models import Basischeck, Schoolaanbod
from voorlichting.punten import punten_in, punten_voor
from voorlichting.rules.basisondersteuning import OORDELEN, te_doen, telling

SCHRIJVEN = Permissie.SCHOOLAANBOD_SCHRIJVEN
PER_BLADZIJDE = 50
HTML_WEG = "In je tekst stond opmaak van een andere website. Die hebben we weggehaald. Lees de tekst na."


def _scholen(request: Verzoek) -> QuerySet[School]:
    eigen = scholen_van(request.user, *SCHOOL_SCHRIJFT).values("pk")
    return School.objects.visible_to(request.user).filter(pk__in=eigen).order_by("naam", "pk")


def _school(request: Verzoek, brin6: str) -> School:
    school: School = get_object_or_404(_scholen(request), brin6=brin6)
    return school


@require_safe
@beleid(SCHRIJVEN)
def mijn_scholen(request: Verzoek) -> HttpResponse:
    """The own schools; straight to the only one."""
    scholen = list(_scholen(request))
    if len(scholen) == 1:
        return redirect("voorlichting:schoolprofiel", scholen[0].brin6)
    return render(request, "voorlichting/mijn_scholen.html", {"scholen": scholen})


@require_safe
@beleid(SCHRIJVEN)
def schoolprofiel(request: Verzoek, brin6: str) -> HttpResponse:
    """What is written for this school year, what is still to do, and earlier years."""
    school, jaar = _school(request, brin6), schooljaar(timezone.localdate())
    aanbod, check = _jaren(request, school)
    nu, nu_check = aanbod.get(jaar), check.get(jaar)
    oordelen = nu_check.oordelen if nu_check else {}
    punten = punten_in(nu_check) if nu_check else punten_voor(school, jaar)
    context = {
        "school": school,
        "jaar": notatie(jaar),
        "aanbod": nu,
        "vorig": next((een for nummer, een in aanbod.items() if nummer < jaar), None),
        "check": nu_check,
        "telling": [(OORDELEN[code], aantal) for code, aantal in telling(punten, oordelen).items()] if nu_check else [],
        "te_doen": te_doen(punten, oordelen),
        "aantal_punten": len(punten),
        "eerder": [(notatie(een), aanbod.get(een), check.get(een)) for een in sorted({*aanbod, *check} - {jaar})[::-1]],
    }
    return render(request, "voorlichting/schoolprofiel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def schoolaanbod(request: Verzoek, brin6: str) -> HttpResponse:
    """Write it; begins with what there is, or with the year before."""
    school = _school(request, brin6)
    aanbod, _ = _jaren(request, school)
    laatste = next(iter(aanbod.values()), None)
    form = AanbodForm(request.POST or None, initial=AanbodForm.begin(laatste))
    schrijven = partial(acties.aanbod_schrijven, publiceren=request.POST.get("actie") == "publiceren")
    if gelukt(request, form, schrijven, school, meld="Bewaard."):
        if any(getattr(veld, "weggehaald", False) for veld in form.fields.values()):
            messages.warning(request, HTML_WEG)
        return redirect("voorlichting:schoolprofiel", brin6)
    context = {"school": school, "form": form, "titel": "Ondersteuningsaanbod", "openbaar": _openbaar(aanbod)}
    return render(request, "voorlichting/schoolaanbod.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def basischeck(request: Verzoek, brin6: str) -> HttpResponse:
    """The yearly self-check, point by point."""
    school = _school(request, brin6)
    _, check = _jaren(request, school)
    jaar = schooljaar(timezone.localdate())
    punten = punten_in(check[jaar]) if jaar in check else punten_voor(school, jaar)
    form = BasisForm(request.POST or None, punten=punten, initial=BasisForm.begin(next(iter(check.values()), None)))
    if form.is_bound and form.is_valid():
        try:
            acties.basis_checken(school, door=request.user, op=timezone.now(), **form.delen())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De zelfcheck is bewaard.")
            return redirect("voorlichting:schoolprofiel", brin6)
    context = {"school": school, "form": form, "titel": "Zelfcheck basisondersteuning"}
    return render(request, "voorlichting/schoolformulier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def basisevaluatie(request: Verzoek, brin6: str) -> HttpResponse:
    """Looking back on the year."""
    school = _school(request, brin6)
    _, check = _jaren(request, school)
    nu = check.get(schooljaar(timezone.localdate()))
    form = EvaluatieForm(request.POST or None, initial=EvaluatieForm.begin(nu) if nu else {})
    if gelukt(request, form, acties.basis_evalueren, school, meld="De evaluatie is bewaard."):
        return redirect("voorlichting:schoolprofiel", brin6)
    context = {"school": school, "form": form, "titel": "Evaluatie basisondersteuning"}
    return render(request, "voorlichting/schoolformulier.html", context)


@require_safe
@beleid(Permissie.MONITORING_LEZEN)
def aanbod_overzicht(request: Verzoek) -> HttpResponse:
    """For the SWV: which schools wrote, checked and looked back this year. A draft stays the school's."""
    vandaag = timezone.localdate()
    jaar, van = schooljaar(vandaag), {"school": OuterRef("pk"), "schooljaar": schooljaar(vandaag)}
    aanbod = Schoolaanbod.objects.visible_to(request.user, Permissie.MONITORING_LEZEN).filter(**van)
    checks = Basischeck.objects.visible_to(request.user, Permissie.MONITORING_LEZEN).filter(**van)
    scholen = School.objects.visible_to(request.user).deelnemend(eigen_instelling(request).swv, vandaag)
    scholen = scholen.annotate(
        heeft_aanbod=Exists(aanbod),
        heeft_check=Exists(checks),
        heeft_evaluatie=Exists(checks.exclude(geevalueerd_op=None)),
    )
    bladzijde = Paginator(scholen.order_by("naam", "pk"), PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    context = {
        "bladzijde": bladzijde,
        "jaar": notatie(jaar),
        "met_aanbod": scholen.filter(Exists(aanbod)).count(),
        "met_check": scholen.filter(Exists(checks)).count(),
    }
    return render(request, "voorlichting/aanbod_overzicht.html", context)


def _jaren(request: Verzoek, school: School) -> tuple[dict[int, Schoolaanbod], dict[int, Basischeck]]:
    """Per school year, the newest first."""
    aanbod = Schoolaanbod.objects.visible_to(request.user, SCHRIJVEN).filter(school=school).order_by("-schooljaar")
    checks = Basischeck.objects.visible_to(request.user, SCHRIJVEN).filter(school=school).order_by("-schooljaar")
    return {een.schooljaar: een for een in aanbod}, {een.schooljaar: een for een in checks}


def _openbaar(aanbod: dict[int, Schoolaanbod]) -> bool:
    nu: Any = aanbod.get(schooljaar(timezone.localdate()))
    return nu is not None and nu.gepubliceerd_op is not None


def te_lezen(aanbod: Schoolaanbod) -> list[tuple[str, Any]]:
    """Heading and words of each part that is filled in, as everybody reads them."""
    koppen = {
        "profiel": "Wat voor school is dit?",
        "hulp": "Welke hulp geeft de school zelf?",
        "mensen": "Wie helpt er op school?",
        "gebouw": "Hoe is het gebouw?",
        "grenzen": "Wat kan de school (nog) niet?",
        "ambitie": "Wat wil de school dit jaar beter doen?",
    }
    return [(kop, opgemaakt(getattr(aanbod, naam), {})) for naam, kop in koppen.items() if getattr(aanbod, naam)]
