"""Beheer of how an SWV calls itself, looks and is reached: changed from a day on, shown before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern import leesbaarheid, thema
from kern.bestanden.controle import BestandFout
from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.collegas import namen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.geschiedenis import laatste_per_ding
from scholen.actions.gegevens import gegevens_wijzigen, logo_met_afdruk, logo_plaatsen
from scholen.forms.gegevens import BLADZIJDEN, GegevensForm, LogoForm, in_woorden, label_van
from scholen.models import GEGEVENS, Samenwerkingsverband, SwvVersie

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
VOORBEELD, WEG = "voorbeeld", "weg"
EEN_JAAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Regel:
    """One version in the history. wat: (label, old, new); wie: who changed it last."""

    id: str
    van: date
    komt: bool
    wie: str
    wat: tuple[tuple[str, str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def gegevens(request: Verzoek, sleutel: str, code: str = "") -> HttpResponse:
    """One page of what an SWV says about itself; with the button of the preview nothing is kept."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    swv = get_object_or_404(eigen, code__iexact=code) if code else eigen.first()
    if swv is None:
        raise Http404
    nu = timezone.now()
    bladzij = BLADZIJDEN[sleutel]
    form = GegevensForm(request.POST or None, bladzij=bladzij, nu=_stand(swv), vandaag=timezone.localdate(nu))
    goed = request.method == "POST" and form.is_valid()
    bekijkt = "knop" in request.POST and request.POST["knop"] == VOORBEELD
    if goed and not bekijkt and _gewijzigd(request, swv, form, nu):
        return redirect("scholen:gegevens_van", sleutel, swv.code.lower())
    context: dict[str, Any] = {
        "swv_": swv,
        "anderen": [een for een in eigen if een != swv],
        "bladzij": bladzij,
        "form": form,
        "bekijkt": goed and bekijkt,
        "geschiedenis": _geschiedenis(request, swv, timezone.localdate(nu)),
    }
    if sleutel == "huisstijl":
        context |= _kleuren(form, swv)
    return render(request, "scholen/gegevens.html", context)


@require_safe
@beleid(BEHEREN)
def huisstijl_kleuren(request: Verzoek) -> HttpResponse:
    """The style sheet of colours that are only tried: nobody else gets it."""
    gewoon = thema.Keuzes()
    keuzes = thema.Keuzes(
        request.GET.get("merk", gewoon.merk),
        request.GET.get("accent", gewoon.accent),
        request.GET.get("ondergrond", gewoon.ondergrond),
    )
    if not thema.geldig(keuzes):
        raise Http404
    antwoord = HttpResponse(thema.css(keuzes), content_type="text/css; charset=utf-8")
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def logo(request: Verzoek, code: str) -> HttpResponse:
    """The logo beside the name: another one, or again the mark of the portal."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)
    swv = get_object_or_404(eigen, code__iexact=code)
    vandaag = timezone.localdate()
    weg = request.POST.get("knop") == WEG
    gestuurd = request.method == "POST" and not weg
    form = LogoForm(request.POST if gestuurd else None, request.FILES if gestuurd else None, vandaag=vandaag)
    if (weg or (gestuurd and form.is_valid())) and _logo_gewijzigd(request, swv, form, weg=weg):
        return redirect("scholen:gegevens_van", "huisstijl", swv.code.lower())
    return render(request, "scholen/logo.html", {"swv_": swv, "form": form})


def _logo_gewijzigd(request: Verzoek, swv: Samenwerkingsverband, form: LogoForm, *, weg: bool) -> bool:
    wie: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    try:
        if weg:
            gegevens_wijzigen(swv, **wie, geldig_van=timezone.localdate(), velden={"logo": ""})
        else:
            data = form.cleaned_data
            logo_plaatsen(swv, **wie, geldig_van=data["geldig_van"], bestand=data["beeld"])
    except (BestandFout, NietMogelijk) as reden:
        if weg:
            messages.error(request, str(reden))
            return True
        form.add_error("beeld" if isinstance(reden, BestandFout) else None, str(reden))
        return False
    messages.success(request, "Bewaard.")
    return True


@require_safe
@beleid(openbaar)
def logo_tonen(request: HttpRequest, afdruk: str) -> HttpResponse:
    """The logo with this print; another logo has another print, so browsers may keep it for a year."""
    rij = logo_met_afdruk(afdruk)
    if rij is None:
        raise Http404
    antwoord = HttpResponse(bytes(rij.gegevens), content_type=rij.mime)
    antwoord["Cache-Control"] = f"public, max-age={EEN_JAAR}, immutable"
    return antwoord


def _kleuren(form: GegevensForm, swv: Samenwerkingsverband) -> dict[str, Any]:
    """The colours in words, and while they are tried the page itself in these colours."""
    gekozen = form.kleuren()
    keuzes = gekozen or thema.Keuzes(swv.merkkleur, swv.accentkleur, swv.ondergrond)
    context: dict[str, Any] = {"kleuren": leesbaarheid.gebruik(keuzes), "slotsom": leesbaarheid.slotsom(keuzes)}
    if gekozen:
        vraag = urlencode({"merk": keuzes.merk, "accent": keuzes.accent, "ondergrond": keuzes.ondergrond})
        context["thema_url"] = f"{reverse('scholen:huisstijl_kleuren')}?{vraag}"
    return context


def _gewijzigd(request: Verzoek, swv: Samenwerkingsverband, form: GegevensForm, nu: datetime) -> bool:
    velden, van = form.velden(), form.cleaned_data["geldig_van"]
    try:
        gegevens_wijzigen(swv, door=request.user, op=nu, geldig_van=van, velden=velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    zin = "Bewaard." if van == timezone.localdate(nu) else "Bewaard. Het verandert op de dag die je koos."
    messages.success(request, zin)
    return True


def _stand(swv: Samenwerkingsverband) -> Mapping[str, Any]:
    return {naam: getattr(swv, naam) for naam in GEGEVENS}


def _geschiedenis(request: Verzoek, swv: Samenwerkingsverband, vandaag: date) -> list[Regel]:
    """The versions, newest first, each against the one before; what was there at the beginning is no change."""
    versies = list(SwvVersie.objects.visible_to(request.user).filter(swv=swv).order_by("geldig_van"))
    laatste = {ding: regel.wie for ding, regel in laatste_per_ding(een.public_id for een in versies).items()}
    wie = namen(laatste.values())
    return [
        Regel(
            een.public_id,
            een.geldig_van,
            een.geldig_van > vandaag,
            wie.get(laatste.get(een.public_id, ""), ""),
            _wat(oud, een),
        )
        for oud, een in reversed(list(pairwise(versies)))
    ]


def _wat(oud: SwvVersie, nieuw: SwvVersie) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (label_van(naam), in_woorden(oud, naam), in_woorden(nieuw, naam))
        for naam in GEGEVENS
        if getattr(oud, naam) != getattr(nieuw, naam)
    )
