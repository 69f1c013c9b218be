"""Data leaks: all of them with their clock, writing one down, and what was decided and done about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.rekenblad import SOORT, Aantal, rekenbladen
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien, gezien_alle
from toezicht.actions import datalek as acties
from toezicht.forms.datalek import AanvulForm, DatalekForm, GemeldForm, MeldbesluitForm, TekstForm, VertelForm
from toezicht.models import Datalek
from toezicht.rules.datalek import OVER_MELDEN, OVER_VERTELLEN, Stap, ontbreekt

RECHT = Permissie.DATALEK_BIJHOUDEN
PER_PAGINA = 50
KOPPEN = ("Nummer", "Gevonden", "Wat voor", "Wat", "Over wie", "Hoeveel", "Gegevens", "Gezondheid", "Gevolgen")
EINDKOPPEN = ("Uiterlijk melden", "Besluit", "Gemeld", "Kenmerk AP", "Verteld", "Maatregelen", "Gesloten")
STAPKOPPEN = ("Nummer", "Wanneer", "Wat", "Tekst", "Moment", "Kenmerk AP", "Hoeveel", "Door")


@dataclass(frozen=True)
class Doen:
    """One thing that can be done about a leak: its page and its action."""

    kop: str
    knop: str
    form: type[forms.Form]
    actie: Callable[..., object]


DOEN = {
    "aanvullen": Doen("Aanvullen", "Vul aan", AanvulForm, acties.datalek_aanvullen),
    "besluiten": Doen("Melden of niet?", "Leg het besluit vast", MeldbesluitForm, acties.melden_besluiten),
    "gemeld": Doen("Gemeld aan de AP", "Leg de melding vast", GemeldForm, acties.gemeld_vastleggen),
    "vertellen": Doen("Vertellen aan wie het aangaat", "Leg vast", VertelForm, acties.vertellen_vastleggen),
    "maatregel": Doen("Maatregel", "Voeg toe", TekstForm, acties.maatregel_toevoegen),
    "sluiten": Doen("Datalek sluiten", "Sluit dit datalek", TekstForm, acties.datalek_sluiten),
}
"""Last part of the address → what it does."""


def _zichtbaar(request: Verzoek) -> QuerySet[Datalek]:
    return Datalek.objects.visible_to(request.user, RECHT).prefetch_related("stappen__door")


@require_safe
@beleid(RECHT)
def datalekken(request: Verzoek) -> HttpResponse:
    """Open ones first by their clock, then what was closed."""
    nu = timezone.now()
    open_ = sorted(_zichtbaar(request).filter(gesloten_op=None), key=lambda een: een.gevonden_op)
    klaar = Paginator(_zichtbaar(request).exclude(gesloten_op=None), PER_PAGINA).get_page(request.GET.get("pagina"))
    gezien_alle([*open_, *klaar], door=request.user, op=nu, wat="datalekken_gezien")
    context = {"open": [(een, een.klok(nu)) for een in open_], "klaar": klaar}
    return render(request, "toezicht/datalekken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(RECHT)
@eenmaal
def datalek_nieuw(request: Verzoek) -> HttpResponse:
    """Write one down."""
    form = DatalekForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties.datalek_vastleggen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd. De klok van 72 uur loopt.")
            return redirect("toezicht:datalek", rij.public_id)
    return render(request, "toezicht/datalek_nieuw.html", {"form": form})


@require_safe
@beleid(RECHT)
def datalek(request: Verzoek, public_id: str) -> HttpResponse:
    """What was found, the clock, what was decided and done, and what is still to be done."""
    nu = timezone.now()
    rij = get_object_or_404(_zichtbaar(request).select_related("vastgelegd_door"), public_id=public_id)
    gezien(rij, door=request.user, op=nu, wat="datalek_gezien")
    context = {
        "rij": rij,
        "klok": rij.klok(nu),
        "doen": [] if rij.gesloten_op else _te_doen(rij),
        "ontbreekt": [] if rij.gesloten_op else ontbreekt([Stap(een.soort) for een in rij.stappen.all()]),
    }
    return render(request, "toezicht/datalek.html", context)


def _te_doen(rij: Datalek) -> list[tuple[str, Doen, bool]]:
    """What can be done now, and whether it comes next."""
    over = rij.laatste(*OVER_MELDEN)
    mag = {
        "besluiten": over is None or over.soort != Stap.GEMELD,
        "gemeld": over is not None and over.soort == Stap.MELDEN,
        "sluiten": not ontbreekt([Stap(een.soort) for een in rij.stappen.all()]),
    }
    kan = [naam for naam in DOEN if mag.get(naam, True)]
    eerst = "besluiten" if over is None else "gemeld" if "gemeld" in kan else "sluiten"
    return [(naam, DOEN[naam], naam == eerst) for naam in kan]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(RECHT)
@eenmaal
def datalek_stap(request: Verzoek, public_id: str, wat: str) -> HttpResponse:
    """One thing that was decided or done."""
    rij = get_object_or_404(_zichtbaar(request), public_id=public_id)
    doen = DOEN.get(wat)
    if doen is None:
        raise Http404
    form = doen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            doen.actie(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd.")
            return redirect("toezicht:datalek", rij.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="datalek_gezien")
    return render(request, "toezicht/datalek_stap.html", {"rij": rij, "doen": doen, "form": form})


@require_safe
@beleid(RECHT, opnieuw_inloggen=True)
def datalekken_excel(request: Verzoek) -> HttpResponse:
    """All leaks and all steps, as the authority may ask for them."""
    nu = timezone.now()
    rijen = list(_zichtbaar(request).order_by("gevonden_op"))
    gezien_alle(rijen, door=request.user, op=nu, wat="geexporteerd")
    bladen = [
        ("Datalekken", (*KOPPEN, *EINDKOPPEN), [_rij(een) for een in rijen]),
        ("Stappen", STAPKOPPEN, [_staprij(een, stap) for een in rijen for stap in een.stappen.all()]),
    ]
    antwoord = HttpResponse(rekenbladen(bladen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="datalekken-{timezone.localdate(nu):%Y-%m-%d}.xlsx"'
    return antwoord


def _op(moment: Any) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}" if moment else ""


def _rij(rij: Datalek) -> tuple[object, ...]:
    gemeld, besluit = rij.laatste(Stap.GEMELD), rij.laatste(Stap.MELDEN, Stap.NIET_MELDEN)
    verteld = rij.laatste(*OVER_VERTELLEN)
    maatregelen = [een.tekst for een in rij.stappen.all() if een.soort == Stap.MAATREGEL]
    return (
        rij.kenmerk,
        _op(rij.gevonden_op),
        rij.get_soort_display(),
        rij.wat,
        ", ".join(rij.over_wie),
        Aantal(rij.hoeveel) if rij.hoeveel is not None else "",
        rij.gegevens,
        "ja" if rij.bijzonder else "nee",
        rij.gevolgen,
        _op(rij.klok(timezone.now()).uiterlijk),
        f"{besluit.get_soort_display()}: {besluit.tekst}" if besluit else "",
        _op(gemeld.moment) if gemeld else "",
        gemeld.kenmerk if gemeld else "",
        f"{verteld.get_soort_display()}: {verteld.tekst}" if verteld else "",
        "\n".join(maatregelen),
        _op(rij.gesloten_op),
    )


def _staprij(rij: Datalek, stap: Any) -> tuple[object, ...]:
    aantal = Aantal(stap.aantal) if stap.aantal is not None else ""
    wat = (stap.get_soort_display(), stap.tekst, _op(stap.moment), stap.kenmerk)
    return (rij.kenmerk, _op(stap.op), *wat, aantal, stap.door.naam)
