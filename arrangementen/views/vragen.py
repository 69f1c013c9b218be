"""Asking for a kind of support out of the catalogue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions.indienen import arrangement_indienen
from arrangementen.actions.vragen import Vraag
from arrangementen.forms.regeling import RegelingForm
from arrangementen.forms.vragen import ANDERE_SCHOLEN, AanvraagForm
from arrangementen.models import REGELINGEN, Aanbod, Arrangement, Beslissing, Gewicht, Tarief, Toekenning, Vorm
from arrangementen.rules.aanbod import schooljaren
from arrangementen.rules.arrangement import zwaarder
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.models import VOOR_INDIENEN
from scholen.models import Aanmelding, Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

P = Permissie
F = TypeVar("F", bound=AanvraagForm)
WERKVORM = {Vorm.MATERIAAL: "middelen"}
"""What the aanvraag at the desk says of the form, where the school did not choose it."""
WETEN: dict[bool | None, str] = {True: "ja", False: "nee", None: ""}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN)
def arrangement_aanvragen(request: Verzoek, public_id: str) -> HttpResponse:
    """One page for every weight; a heavy one goes on in the aanvraag at the desk."""
    vandaag = timezone.localdate()
    aanbod = get_object_or_404(Aanbod.objects.visible_to(request.user).exclude(tot__lt=vandaag), public_id=public_id)
    klasse: type[AanvraagForm] = RegelingForm if aanbod.soort in REGELINGEN else AanvraagForm
    form = formulier(request, aanbod, vandaag, klasse=klasse)
    if request.method == "POST" and form.is_valid() and form.uitgelegd(waarom(request, form, aanbod)):
        try:
            rij = arrangement_indienen(
                vraag_uit(request, form, aanbod),
                door=request.user,
                op=timezone.now(),
                sleutel=form.cleaned_data["sleutel"],
                over_mag=form.cleaned_data["over_mag"],
            )
        except NietMogelijk as reden:
            form.geweigerd(reden)
        else:
            return verder(request, rij)
    zelf = aanbod.toekenning == Toekenning.SCHOOLBESTUUR
    return render(request, "arrangementen/aanvragen.html", {"form": form, "aanbod": aanbod, "zelf": zelf})


def waarom(request: Verzoek, form: AanvraagForm, aanbod: Aanbod) -> str:
    """Why what was filled in asks for more explanation; only after is_valid."""
    return waarom_meer(request, aanbod, form.cleaned_data["voor"], form.cleaned_data["leerlingen"])


def waarom_meer(request: Verzoek, aanbod: Aanbod, voor: str, leerlingen: Sequence[str]) -> str:
    """Why this help asks for more explanation (R-ARR-12, C63): of one child, what it had before."""
    if voor != Arrangement.Voor.LEERLING:
        return ""
    kind = eigen_leerlingen(request).filter(public_id__in=leerlingen)
    bekend = Beslissing.objects.visible_to(request.user).exclude(van=None)
    eerder = Arrangement.objects.visible_to(request.user).filter(deelnames__leerling__in=kind, beslissing__in=bekend)
    gehad = list(eerder.values_list("aanbod", "aanbod__gewicht"))
    return zwaarder(
        aantal_keer_eerder=sum(pk == aanbod.pk for pk, _ in gehad),
        lichter_geprobeerd=any(gewicht != Gewicht.VOLLEDIG for _, gewicht in gehad),
        gewicht=aanbod.gewicht,
    )


def verder(request: Verzoek, rij: Arrangement) -> HttpResponse:
    """Where the school goes after asking: on in the aanvraag at the desk when it is a draft, else to what it asked."""
    concept = Arrangement.objects.visible_to(request.user).filter(pk=rij.pk, aanvraag__status__in=VOOR_INDIENEN)
    if rij.aanvraag is not None and concept.exists():
        messages.success(request, "Bewaard. Vul nu de andere onderdelen in en stuur de aanvraag in.")
        return redirect("loket:aanvraag", rij.aanvraag.public_id)
    zelf = rij.aanvraag is None
    messages.success(request, "De hulp is vastgelegd." if zelf else "Je aanvraag is ingediend.")
    return redirect("arrangementen:arrangement", rij.public_id)


def eigen_scholen(request: Verzoek) -> QuerySet[School]:
    """Where this user asks for support."""
    eigen = scholen_van(request.user, *SCHOOL_SCHRIJFT)
    return School.objects.visible_to(request.user).filter(pk__in=eigen.values("pk")).order_by("naam", "pk")


def eigen_leerlingen(request: Verzoek) -> QuerySet[Leerling]:
    """For whom this user asks support."""
    return Leerling.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN).order_by("achternaam", "roepnaam", "pk")


def formulier(request: Verzoek, aanbod: Aanbod, vandaag: date, *, klasse: type[F], **meer: Any) -> F:
    """The form for this kind of support. meer: what it begins with, and what else its class takes."""
    scholen = School.objects.visible_to(request.user).filter(deelnames__swv=aanbod.swv, gesloten_op=None)
    ander = scholen.exclude(pk__in=eigen_scholen(request).values("pk")).distinct().order_by("naam", "pk")
    begin = {
        "sleutel": secrets.token_urlsafe(16),
        "van": vandaag,
        "tot": laatste_dag(schooljaar(vandaag)),
        "voor": "leerling",
        "contactpersoon": request.user.naam,
    }
    begin |= meer.pop("begin", {})
    return klasse(
        request.POST or None,
        initial=begin,
        aanbod=aanbod,
        tarieven=_tarieven(request, aanbod, vandaag),
        eigen=[(een.public_id, een.naam) for een in eigen_scholen(request)],
        leerlingen=[(kind.public_id, kind.naam) for kind in eigen_leerlingen(request)],
        scholen=[(een.public_id, f"{een.naam}, {een.plaats}") for een in ander],
        vandaag=vandaag,
        **meer,
    )


def _tarieven(request: Verzoek, aanbod: Aanbod, vandaag: date) -> dict[int, Decimal]:
    zichtbaar = Tarief.objects.visible_to(request.user).filter(aanbod=aanbod, schooljaar__in=schooljaren(vandaag))
    return {een.schooljaar: een.bedrag for een in zichtbaar.geldend()}


def _school(request: Verzoek, kinderen: list[Leerling], gekozen: str) -> School:
    """For which of the own schools this is: that of the children, or the one that was chosen. Raises NietMogelijk."""
    scholen, vandaag = eigen_scholen(request), timezone.localdate()
    if kinderen:
        ingeschreven = Inschrijving.objects.visible_to(request.user).geldig(vandaag)
        hier = ingeschreven.filter(leerling__in=kinderen, school__in=scholen.values("pk"))
        aangemeld = Aanmelding.objects.visible_to(request.user).filter(
            leerling__in=kinderen, afgesloten_op=None, school__in=scholen.values("pk")
        )
        van = {*hier.values_list("school", flat=True)} or {*aangemeld.values_list("school", flat=True)}
        if len(van) > 1:
            raise NietMogelijk("Kies leerlingen van één school. De andere school doet mee als eigen school.")
        scholen = scholen.filter(pk__in=van)
    elif gekozen:
        scholen = scholen.filter(public_id=gekozen)
    if (school := scholen.first()) is None:
        raise NietMogelijk("Deze leerling staat niet (meer) bij jouw school ingeschreven of aangemeld.")
    return school


def vraag_uit(request: Verzoek, form: AanvraagForm, aanbod: Aanbod) -> Vraag:
    """What was typed, as what an action asks. Only after is_valid."""
    velden: dict[str, Any] = form.cleaned_data
    kinderen = list(eigen_leerlingen(request).filter(public_id__in=velden.get("leerlingen") or []))
    erbij = [velden[naam] for naam in ANDERE_SCHOLEN if velden.get(naam)]
    return Vraag(
        aanbod=aanbod,
        school=_school(request, kinderen, velden.get("school", "")),
        voor=velden["voor"],
        van=velden["van"],
        tot=velden["tot"],
        bedrag=velden["bedrag"],
        aantal=velden.get("aantal"),
        onderwijsbehoeften=velden["onderwijsbehoeften"],
        leerlingen=kinderen,
        scholen_erbij=School.objects.visible_to(request.user).filter(public_id__in=erbij),
        doelen=form.doelgegevens(),
        woorden={naam: velden.get(naam) or "" for naam in form.woorden},
        werkvorm=velden.get("werkvorm") or WERKVORM.get(Vorm(aanbod.vorm), "anders"),
        telefoon=velden["telefoon"],
        ouders_weten=WETEN[velden.get("ouders_weten")],
    )
