"""Material that is at schools: what, where and until when, and what happens to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions.keten import voorgangers, wat_er_nu_is
from arrangementen.actions.materiaal import MAG, is_uit, materiaal_bestellen, materiaal_bijhouden
from arrangementen.actions.urenstand import met_hulp
from arrangementen.forms.uitvoering import MateriaalForm, MateriaalstandForm
from arrangementen.models import Arrangement, Materiaal, Vorm
from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.verzoek import Verzoek
from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.actions import gezien_alle

from .arrangement import bekeken, haal

KOPPEN = ["Wat", "Aantal", "School", "Kenmerk", "Terug uiterlijk"]


@require_safe
@beleid(*MAG)
def materiaal(request: Verzoek) -> HttpResponse:
    """What is out and where, what is due first in front."""
    context = {"regels": _uit(request), "vandaag": timezone.localdate()}
    return render(request, "arrangementen/materiaal.html", context)


@require_safe
@beleid(*MAG, opnieuw_inloggen=True)
def materiaal_excel(request: Verzoek) -> HttpResponse:
    """The same as a spreadsheet, by kenmerk and without children."""
    regels = _uit(request)
    gezien_alle([een for een, _ in regels], door=request.user, op=timezone.now(), wat="materiaal_gedownload")
    rijen = [
        [een.wat, een.aantal, een.arrangement.school.naam, een.arrangement.kenmerk, f"{terug:%d-%m-%Y}"]
        for een, terug in regels
    ]
    antwoord = HttpResponse(rekenblad("Materiaal", KOPPEN, rijen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="materiaal-{timezone.localdate():%Y-%m-%d}.xlsx"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _uit(request: Verzoek) -> list[tuple[Materiaal, date]]:
    rijen = is_uit(Materiaal.objects.visible_to(request.user)).select_related(
        "arrangement__school", "arrangement__aanvraag", "arrangement__beslissing", "arrangement__beeindiging"
    )
    nu = wat_er_nu_is({een.arrangement for een in rijen}, request.user)
    return sorted(((een, met_hulp(nu[een.arrangement_id])[1]) for een in rijen), key=lambda paar: (paar[1], paar[0].pk))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
@eenmaal
def arrangement_materiaal(request: Verzoek, public_id: str) -> HttpResponse:
    """The material of one arrangement: order something, and write down what happened to it."""
    rij, vandaag = haal(request, public_id), timezone.localdate()
    if rij.aanbod.vorm != Vorm.MATERIAAL or rij.feiten().van is None:
        raise Http404
    actie, data = request.POST.get("actie", ""), request.POST or None
    bestel = MateriaalForm(data if actie == "bestel" else None, initial={"dag": vandaag, "aantal": 1})
    dingen = _dingen(request, rij).prefetch_related("standen")
    formulieren = {een: _stand(een, actie, data, vandaag) for een in dingen.order_by("-pk")}
    bij = next((form for form in formulieren.values() if form.is_bound), None)
    if request.method == "POST" and _gedaan(request, rij, actie, bij or bestel):
        return redirect("arrangementen:arrangement_materiaal", public_id)
    if request.method != "POST":
        bekeken(request, rij)
    context = {
        "arrangement": rij,
        "dingen": [
            (een, sorted(een.standen.all(), key=lambda stand: stand.pk), form) for een, form in formulieren.items()
        ],
        "bestel": bestel,
        "bij": bij,
        "terug": met_hulp(wat_er_nu_is([rij], request.user)[rij.pk])[1],
    }
    return render(request, "arrangementen/arrangement_materiaal.html", context)


def _dingen(request: Verzoek, rij: Arrangement) -> ZichtbareQuerySet[Materiaal]:
    """What was lent for this help, also before it was changed: it stays where it is."""
    return Materiaal.objects.visible_to(request.user).filter(arrangement__in=[rij, *voorgangers([rij])[rij.pk]])


def _stand(ding: Materiaal, actie: str, data: Any, vandaag: date) -> MateriaalstandForm:
    """The form of one thing, with what was typed in it when it was this one that was sent."""
    gestuurd = data if actie == f"stand-{ding.public_id}" else None
    return MateriaalstandForm(gestuurd, initial={"dag": vandaag}, prefix="stand", auto_id=f"id_{ding.public_id}_%s")


def _gedaan(request: Verzoek, rij: Arrangement, actie: str, form: forms.Form) -> bool:
    if actie == "bestel":
        return bool(gelukt(request, form, materiaal_bestellen, rij, meld="Vastgelegd."))
    ding = get_object_or_404(_dingen(request, rij), public_id=actie.removeprefix("stand-"))
    return bool(gelukt(request, form, materiaal_bijhouden, ding, meld="Vastgelegd."))
