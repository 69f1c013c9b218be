"""Zorgplicht: the aanmeldingen of a school with their days, and the children of the region without a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.actions import zorgplicht as acties
from scholen.forms import AndereSchoolForm, RedenForm, ToelatenForm
from scholen.models import Aanmelding, AanmeldingGebeurtenis, Overdracht
from scholen.rules.zorgplicht import Zorgplicht
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

SCHRIJVEN = Permissie.LEERLING_SCHRIJVEN
PER_PAGINA = 25
STANDEN = {
    "aangemeld": ("Aangemeld", "info"),
    "in_onderzoek": ("In onderzoek", "info"),
    "verlengd": ("Vier weken meer tijd", "let-op"),
    "tijdelijk_geplaatst": ("Tijdelijk geplaatst", "let-op"),
    "toegelaten": ("Toegelaten", "neutraal"),
    "andere_school_gevonden": ("Andere school gevonden", "neutraal"),
    "ingetrokken": ("Ingetrokken", "neutraal"),
}
VERTELD = ("Wat heb je de ouders verteld?", "Schrijf op wat je de ouders hebt verteld")
GEPROBEERD = ("Wat heb je al geprobeerd?", "Schrijf op wat je al hebt geprobeerd")
INTREKKEN = ("Waarom trekken de ouders de aanmelding in?", "Schrijf op waarom de ouders de aanmelding intrekken")


@dataclass(frozen=True)
class Rij:
    """One aanmelding with its days; wat: which day counts now."""

    aanmelding: Aanmelding
    termijn: Zorgplicht
    woorden: str
    toon: str

    @property
    def open(self) -> bool:
        return self.aanmelding.afgesloten_op is None


@require_safe
@beleid(SCHRIJVEN)
def aanmeldingen(request: Verzoek) -> HttpResponse:
    """The own aanmeldingen: running ones by their day, those without a place, finished ones; and what is to be read."""
    vandaag = timezone.localdate()
    eigen = _eigen(request)
    telling = {naam: eigen.filter(voorwaarde).count() for naam, (_, voorwaarde) in WEERGAVEN.items()}
    gekozen = request.GET.get("weergave", "")
    weergave = gekozen if gekozen in WEERGAVEN else "lopend"
    lijst = eigen.filter(WEERGAVEN[weergave][1]).order_by("afgesloten_op", "ontvangen_op", "pk")
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    ongelezen = Overdracht.objects.visible_to(request.user, SCHRIJVEN).filter(gelezen_op=None)
    context = {
        "tabs": [
            (naam, f"?weergave={sleutel}", telling[sleutel], sleutel == weergave)
            for sleutel, (naam, _) in WEERGAVEN.items()
        ],
        "weergave": weergave,
        "pagina": pagina,
        "rijen": _rijen(pagina, vandaag),
        "overdrachten": ongelezen.select_related("van", "aanmelding__leerling").order_by("created_at")[:25],
        "vandaag": vandaag,
    }
    return render(request, "scholen/aanmeldingen.html", context)


WEERGAVEN = {
    "lopend": ("Lopend", Q(afgesloten_op=None)),
    "zonder_plek": ("Zonder plek", Q(afgesloten_op=None, zonder_plek_sinds__isnull=False)),
    "klaar": ("Afgerond", Q(afgesloten_op__isnull=False)),
}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def aanmelding(request: Verzoek, public_id: str) -> HttpResponse:
    """One aanmelding: what happened, until when, and what can be done now."""
    deze = get_object_or_404(_eigen(request), public_id=public_id)
    vandaag = timezone.localdate()
    actie = request.POST.get("actie", "")
    vormen = _vormen(deze, actie, request.POST or None, vandaag)
    if actie in ACTIES and _doen(request, deze, vormen.get(actie), ACTIES[actie]):
        return redirect("scholen:aanmeldingen")
    gezien(deze, door=request.user, op=timezone.now(), wat="aanmelding_gezien")
    context = {"rij": _rijen([deze], vandaag)[0], "aanmelding": deze, "vandaag": vandaag, "vormen": vormen}
    context["gebeurtenissen"] = sorted(deze.gebeurtenissen.all(), key=lambda een: een.pk)
    return render(request, "scholen/aanmelding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def overdracht(request: Verzoek, public_id: str) -> HttpResponse:
    """Read what the last school handed over: once, after saying so."""
    zichtbaar = Overdracht.objects.visible_to(request.user, SCHRIJVEN)
    deze = get_object_or_404(zichtbaar.select_related("van", "aanmelding__leerling"), public_id=public_id)
    tekst = ""
    if request.method == "POST":
        try:
            tekst = acties.overdracht_lezen(deze, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("scholen:aanmeldingen")
    antwoord = render(request, "scholen/overdracht.html", {"overdracht": deze, "tekst": tekst})
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


@require_safe
@beleid(Permissie.AANVRAAG_CONTROLEREN)
def zonder_plek(request: Verzoek) -> HttpResponse:
    """All children of the region for whom a school reported that there is no place; who waits longest stands first."""
    vandaag = timezone.localdate()
    lijst = _met_alles(request, Aanmelding.objects.visible_to(request.user, Permissie.AANVRAAG_CONTROLEREN))
    lijst = lijst.filter(WEERGAVEN["zonder_plek"][1]).order_by("zonder_plek_sinds", "pk")
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {"pagina": pagina, "rijen": _rijen(pagina, vandaag), "vandaag": vandaag}
    return render(request, "scholen/zonder_plek.html", context)


@require_POST
@beleid(Permissie.AANVRAAG_CONTROLEREN)
def zonder_plek_nemen(request: Verzoek, public_id: str) -> HttpResponse:
    """Look for a place oneself from now on."""
    zichtbaar = Aanmelding.objects.visible_to(request.user, Permissie.AANVRAAG_CONTROLEREN)
    deze = get_object_or_404(zichtbaar, public_id=public_id)
    try:
        acties.eigenaar_worden(deze, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Jij zoekt nu verder naar een plek voor deze leerling.")
    return redirect("scholen:zonder_plek")


ACTIES: dict[str, tuple[Callable[..., Any], str]] = {
    "onderzoek": (acties.onderzoek_beginnen, "Het onderzoek is begonnen."),
    "meer_tijd": (acties.meer_tijd_nemen, "Vastgelegd. Je hebt nu tien weken."),
    "toelaten": (acties.toelaten, "De leerling is toegelaten en ingeschreven."),
    "tijdelijk": (acties.tijdelijk_plaatsen, "De leerling is tijdelijk geplaatst en ingeschreven."),
    "andere_school": (acties.andere_school, "De aanmelding is overgedragen aan de andere school."),
    "zonder_plek": (acties.zonder_plek_melden, "Gemeld. Het samenwerkingsverband zoekt met je mee."),
    "zelf_zoeken": (acties.eigenaar_worden, "Jij zoekt nu verder."),
    "intrekken": (acties.aanmelding_intrekken, "De aanmelding is ingetrokken."),
}


def _vormen(deze: Aanmelding, actie: str, data: Any, vandaag: date) -> dict[str, forms.Form]:
    """The forms of this page; the one that was posted is bound."""

    def bij(naam: str) -> Any:
        return data if actie == naam else None

    def reden(naam: str, woorden: tuple[str, str]) -> RedenForm:
        return RedenForm(bij(naam), label=woorden[0], leeg=woorden[1], auto_id=f"{naam}_%s")

    return {
        "meer_tijd": reden("meer_tijd", VERTELD),
        "zonder_plek": reden("zonder_plek", GEPROBEERD),
        "intrekken": reden("intrekken", INTREKKEN),
        "toelaten": ToelatenForm(bij("toelaten"), initial={"per": vandaag}),
        "andere_school": AndereSchoolForm(bij("andere_school"), eigen=deze.school, vandaag=vandaag),
    }


def _doen(request: Verzoek, deze: Aanmelding, form: forms.Form | None, actie: tuple[Callable[..., Any], str]) -> bool:
    """Whether it was done; otherwise the form or a message says why not."""
    if form is not None and not form.is_valid():
        return False
    velden = form.cleaned_data if form is not None else {}
    try:
        actie[0](deze, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        if form is not None:
            form.add_error(None, str(reden))
        else:
            messages.error(request, str(reden))
        return False
    messages.success(request, actie[1])
    return True


def _eigen(request: Verzoek) -> Any:
    eigen = scholen_van(request.user, *SCHOOL_SCHRIJFT)
    return _met_alles(request, Aanmelding.objects.visible_to(request.user, SCHRIJVEN)).filter(school__in=eigen)


def _met_alles(request: Verzoek, lijst: Any) -> Any:
    gebeurtenissen = Prefetch(
        "gebeurtenissen",
        AanmeldingGebeurtenis.objects.visible_to(request.user).select_related("school", "vastgelegd_door"),
    )
    return lijst.select_related("leerling", "school", "eigenaar").prefetch_related(gebeurtenissen)


def _rijen(lijst: Any, vandaag: date) -> list[Rij]:
    volgt_atw = acties.plaatsing_volgt_atw(vandaag)
    return [Rij(een, een.termijn(plaatsing_volgt_atw=volgt_atw), *STANDEN[een.stand]) for een in lijst]
