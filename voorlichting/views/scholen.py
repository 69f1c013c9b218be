"""The public list of schools, the map beside it, and one school; in six languages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.rollen import Permissie
from kern.termijnen.schooljaar import schooljaar
from scholen.models import LeerlingAantal, Samenwerkingsverband, School, SchoolDeelname, Werkgebied
from scholen.plekken import plekken
from voorlichting.forms.zoeken import SCHOOLSOORTEN, ScholenZoekForm
from voorlichting.models import Schoolaanbod
from voorlichting.rules.kaart import teken
from voorlichting.talen import in_taal, taalpad

from .schoolaanbod import te_lezen

PER_BLADZIJDE = 25


@require_safe
@beleid(openbaar)
@in_taal
def scholen(request: HttpRequest) -> HttpResponse:
    """The schools that take part, to search by name, kind, place and werkgebied; usable without script and map."""
    swv, form, gevonden = _gevonden(request)
    bladzijde = Paginator(gevonden, PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "bladzijde": bladzijde,
        "eigen": swv,
        "taalpad": taalpad(),
        "soorten": SCHOOLSOORTEN,
        "vraag": request.GET.urlencode(),
        "mag_overzicht": request.user.is_authenticated and request.user.heeft(Permissie.MONITORING_LEZEN),
    }
    return render(request, "voorlichting/scholen.html", context)


@require_safe
@beleid(openbaar)
def kaart(request: HttpRequest) -> HttpResponse:
    """Where they stand, without any figure. An extra: all that it shows is in the list."""
    swv, form, gevonden = _gevonden(request)
    alle = list(gevonden)
    waar = plekken()
    beeld = teken({een.brin6: waar[een.brin6] for een in alle if een.brin6 in waar}, {een.brin6: een for een in alle})
    context = {"form": form, "beeld": beeld, "aantal": len(alle), "eigen": swv, "vraag": request.GET.urlencode()}
    return render(request, "voorlichting/kaart.html", context)


@require_safe
@beleid(openbaar)
@in_taal
def school(request: HttpRequest, brin6: str) -> HttpResponse:
    """What is public of a school, with its pupil counts as DUO published them."""
    rij = get_object_or_404(School.objects.visible_to(request.user).select_related("bestuur", "gemeente"), brin6=brin6)
    vandaag = timezone.localdate()
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(vandaag).filter(school=rij)
    aantallen = (
        LeerlingAantal.objects.visible_to(request.user).filter(school=rij, onderdeel="").order_by("-teldatum")[:6]
    )
    context = {
        "school": rij,
        "soort": SCHOOLSOORTEN[rij.soort],
        **_aanbod(request, rij),
        "deelnames": deelnames.select_related("swv", "werkgebied"),
        "aantallen": aantallen,
        "gesloten": rij.gesloten_op is not None and rij.gesloten_op <= vandaag,
        "taalpad": taalpad(),
        "omschrijving": f"{rij.naam}: {rij.get_soort_display()} in {rij.plaats}.",
    }
    return render(request, "voorlichting/school.html", context)


def _aanbod(request: HttpRequest, rij: School) -> dict[str, Any]:
    """What the school itself wrote for everybody."""
    vandaag = timezone.localdate()
    aanbod = Schoolaanbod.objects.visible_to(request.user).te_lezen(rij, vandaag)
    if aanbod is None:
        return {}
    oud = aanbod.schooljaar < schooljaar(vandaag)
    return {"aanbod": te_lezen(aanbod), "aanbodjaar": aanbod.jaar, "oud_aanbod": oud}


def _gevonden(request: HttpRequest) -> tuple[Samenwerkingsverband | None, ScholenZoekForm, QuerySet[School]]:
    """The own SWV, the form, and the schools that it asks for."""
    swv = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code").first()
    alle = School.objects.visible_to(request.user)
    rijen = alle.deelnemend(swv, timezone.localdate()) if swv else alle.none()
    gebieden = Werkgebied.objects.visible_to(request.user).filter(swv=swv).order_by("naam")
    form = ScholenZoekForm(
        request.GET or None,
        soorten=sorted(set(rijen.values_list("soort", flat=True))),
        plaatsen=sorted(set(rijen.exclude(plaats="").values_list("plaats", flat=True))),
        werkgebieden=[(gebied.code, gebied.naam) for gebied in gebieden],
    )
    gevonden = rijen.select_related("bestuur", "gemeente").order_by("plaats", "naam", "pk")
    return swv, form, _filteren(gevonden, form.cleaned_data) if form.is_valid() else gevonden


def _filteren(rijen: Any, waarden: dict[str, Any]) -> Any:
    for woord in waarden["q"].split():
        rijen = rijen.filter(Q(naam__icontains=woord) | Q(plaats__icontains=woord) | Q(postcode__istartswith=woord))
    for veld in ("soort", "plaats"):
        if waarden.get(veld):
            rijen = rijen.filter(**{veld: waarden[veld]})
    if waarden.get("werkgebied"):
        vandaag = timezone.localdate()
        loopt = Q(deelnames__tot=None) | Q(deelnames__tot__gte=vandaag)
        hier = {"deelnames__van__lte": vandaag, "deelnames__werkgebied__code": waarden["werkgebied"]}
        rijen = rijen.filter(loopt, **hier)
    return rijen
