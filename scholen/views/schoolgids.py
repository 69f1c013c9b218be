"""The public list of schools, and one school."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from scholen.forms import ScholenZoekForm
from scholen.models import LeerlingAantal, Samenwerkingsverband, School, SchoolDeelname, Werkgebied

PER_BLADZIJDE = 25


@require_safe
@beleid(openbaar)
def scholen(request: HttpRequest) -> HttpResponse:
    """The schools that take part, to search by name, place, kind and werkgebied; usable without script and map."""
    vandaag = timezone.localdate()
    swv = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code").first()
    rijen = (
        School.objects.visible_to(request.user).deelnemend(swv, vandaag)
        if swv
        else School.objects.visible_to(request.user).none()
    )
    gebieden = Werkgebied.objects.visible_to(request.user).filter(swv=swv).order_by("naam")
    form = ScholenZoekForm(
        request.GET or None,
        soorten=sorted(set(rijen.values_list("soort", flat=True))),
        werkgebieden=[(gebied.code, gebied.naam) for gebied in gebieden],
    )
    gevonden = rijen.select_related("bestuur", "gemeente").order_by("plaats", "naam", "pk")
    if form.is_valid():
        gevonden = _filteren(gevonden, form.cleaned_data)
    bladzijde = Paginator(gevonden, PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    return render(request, "scholen/scholen.html", {"form": form, "bladzijde": bladzijde, "eigen": swv})


@require_safe
@beleid(openbaar)
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
        "deelnames": deelnames.select_related("swv", "werkgebied"),
        "aantallen": aantallen,
        "gesloten": rij.gesloten_op is not None and rij.gesloten_op <= vandaag,
    }
    return render(request, "scholen/school.html", context)


def _filteren(rijen: Any, waarden: dict[str, Any]) -> Any:
    for woord in waarden["q"].split():
        rijen = rijen.filter(Q(naam__icontains=woord) | Q(plaats__icontains=woord) | Q(postcode__istartswith=woord))
    if waarden["soort"]:
        rijen = rijen.filter(soort=waarden["soort"])
    if waarden.get("werkgebied"):
        rijen = rijen.filter(deelnames__werkgebied__code=waarden["werkgebied"])
    return rijen
