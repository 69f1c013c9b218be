"""Searching what everybody may read, and the list of addresses for search engines."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from scholen.eigen import eigen_instelling
from scholen.models import School
from scholen.onderdelen import is_uit, uit_vandaag
from voorlichting.forms.zoeken import ZoekForm
from voorlichting.models import Rubriek
from voorlichting.talen import ANDERE
from voorlichting.vinden import stukken, vertaald
from voorlichting.zoeken import VASTE, Uitkomst, zoeken

LIJSTEN = ("home", "voorlichting:scholen", "thuiszitters:protocol", "arrangementen:aanbod")
EIGEN = (
    "voorlichting:over_ons",
    "voorlichting:nieuwslijst",
    "voorlichting:kennisbanklijst",
    "voorlichting:agenda",
)


@require_safe
@beleid(openbaar)
def zoek(request: HttpRequest) -> HttpResponse:
    """Pages, words and schools by one question."""
    form = ZoekForm(request.GET or None)
    vraag = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    uitkomst = zoeken(request, vraag) if vraag else Uitkomst()
    return render(request, "voorlichting/zoek.html", {"form": form, "vraag": vraag, "uitkomst": uitkomst})


@require_safe
@beleid(openbaar)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address that everybody may read (sitemaps.org), with the day of its words where there is one."""
    swv, vandaag = eigen_instelling(request).swv, timezone.localdate()
    adressen: list[tuple[str, object]] = [(reverse(naam), None) for naam in (*LIJSTEN, *VASTE, *EIGEN)]
    for rubriek in Rubriek:
        if rubriek != Rubriek.VAST:
            adressen += [(een.adres, een.versie.vanaf) for een in stukken(request, rubriek)]
    adressen += [(reverse("voorlichting:talen"), None)]
    adressen += [(reverse("voorlichting:taal", args=[taal.code]), None) for taal in ANDERE]
    adressen += [(een.adres, een.versie.vanaf) for een in vertaald(request)]
    if swv.pk:
        scholen = School.objects.visible_to(request.user).deelnemend(swv, vandaag).order_by("brin6")
        adressen += [
            (reverse("voorlichting:school", args=[brin]), None) for brin in scholen.values_list("brin6", flat=True)
        ]
    uit = uit_vandaag(request)
    er = [(pad, dag) for pad, dag in adressen if not is_uit(pad, uit)]
    context = {"site": settings.SITE_URL.rstrip("/"), "adressen": er}
    return render(request, "voorlichting/sitemap.xml", context, content_type="application/xml; charset=utf-8")
