"""Beheer of the texts of the SWV in its letters: per block, in a draft, tried on every letter, published by version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.bestanden.controle import BestandFout
from kern.brieven.actions import renderen
from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.scherm import voor_scherm
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import briefproef
from loket.actions import briefteksten as acties
from loket.forms.briefteksten import BrieftekstForm, HandtekeningForm, LogoForm, PubliceerForm, ZaakForm
from loket.letters import WETTELIJKE_GRONDSLAG
from loket.letters.teksten import BLOKKEN, INVULWOORDEN, VOOR, Teksten, invullen
from loket.letters.voorbeeld import voorbeelden
from loket.models import Aanvraag, Briefbeeld, Briefteksten
from scholen.models import Instelling, Samenwerkingsverband, TlvSoort

from .beelden import briefpagina, met_beelden

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
ALLE = "alle"
LOGO, HANDTEKENING = Briefbeeld.Soort.LOGO, Briefbeeld.Soort.HANDTEKENING


@require_safe
@beleid(BEHEREN)
def briefteksten_alle(request: Verzoek) -> HttpResponse:
    """The own SWVs: what holds in each, and whether a draft waits."""
    vandaag, regels = timezone.localdate(), []
    for swv in Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"):
        rijen = Briefteksten.objects.visible_to(request.user)
        concept = rijen.filter(swv=swv, gepubliceerd_op__isnull=True).exists()
        regels.append({"swv": swv, "geldig": rijen.geldig(swv, vandaag), "concept": concept})
    return render(request, "loket/briefteksten/alle.html", {"regels": regels})


@require_safe
@beleid(BEHEREN)
def briefteksten(request: Verzoek, code: str) -> HttpResponse:
    """Every block with what it says now: the draft when there is one, else the last version."""
    swv = _swv(request, code)
    rijen = list(_rijen(request, swv).select_related("gepubliceerd_door"))
    concept = next((rij for rij in rijen if rij.gepubliceerd_op is None), None)
    versies = [rij for rij in rijen if rij.gepubliceerd_op is not None]
    context = {
        **_context(swv),
        "concept": concept,
        "versies": versies,
        "geldig": Briefteksten.objects.visible_to(request.user).geldig(swv, timezone.localdate()),
        **_inhoud(concept or (versies[0] if versies else None), swv),
        "wetten": _wetten(request, swv),
    }
    return met_beelden(render(request, "loket/briefteksten/overzicht.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def brieftekst(request: Verzoek, code: str, blok: str, voor: str) -> HttpResponse:
    """Write one block for one group of letters, with how it will read and which words can be filled in."""
    swv, waar = _swv(request, code), "" if voor == ALLE else voor
    if blok not in BLOKKEN or waar not in BLOKKEN[blok].voor:
        raise Http404
    teksten = _teksten(_huidig(request, swv), swv)
    nu = {(een, plek): tekst for een, plek, tekst in teksten.blokken}.get((blok, waar), "")
    form = BrieftekstForm(request.POST or None, blok=blok, initial={"tekst": nu})
    if form.is_valid():
        tekst = form.cleaned_data["tekst"]
        acties.tekst_schrijven(swv, blok, waar, door=request.user, op=timezone.now(), tekst=tekst)
        return _bewaard(request, code)
    context = {
        **_context(swv),
        "blok": BLOKKEN[blok],
        "titel": acties.plek_in_woorden(blok, waar),
        "form": form,
        "leest": _leest(nu, swv, teksten, waar) if nu else "",
        "woorden": [("{" + woord + "}", uitleg) for woord, (uitleg, _) in INVULWOORDEN.items()],
    }
    return render(request, "loket/briefteksten/tekst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def briefbeeld(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """Put a logo or a signature in the draft."""
    swv = _swv(request, code)
    if soort not in Briefbeeld.Soort.values:
        raise Http404
    form = (LogoForm if soort == LOGO else HandtekeningForm)(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            acties.beeld_plaatsen(swv, soort, door=request.user, op=timezone.now(), **form.cleaned_data)
        except (NietMogelijk, BestandFout) as reden:
            form.add_error("bestand", str(reden))
        else:
            return _bewaard(request, code)
    teksten = _teksten(_huidig(request, swv), swv)
    beelden = [teksten.logo] if soort == LOGO else teksten.handtekeningen
    context = {**_context(swv), "form": form, "soort": soort, "beelden": list(filter(None, beelden))}
    return met_beelden(render(request, "loket/briefteksten/beeld.html", context))


@require_POST
@beleid(BEHEREN)
def briefbeeld_weg(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """Take a picture out of the draft."""
    naam = request.POST.get("naam", "")
    return _doen(request, code, acties.beeld_weghalen, soort, naam=naam)


@require_POST
@beleid(BEHEREN)
def briefteksten_weggooien(request: Verzoek, code: str) -> HttpResponse:
    """Back to the last version."""
    return _doen(request, code, acties.briefteksten_weggooien)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def briefteksten_publiceren(request: Verzoek, code: str) -> HttpResponse:
    """What changes, what is wrong in any letter, from which day, and the button."""
    swv, nu = _swv(request, code), timezone.now()
    concept = get_object_or_404(_rijen(request, swv).filter(gepubliceerd_op__isnull=True))
    vandaag = timezone.localdate(nu)
    form = PubliceerForm(request.POST or None, swv=swv, vandaag=vandaag)
    if form.is_valid():
        gezien, dag = request.POST.get("gezien", ""), form.cleaned_data["geldig_van"]
        try:
            briefproef.briefteksten_publiceren(swv, door=request.user, op=nu, geldig_van=dag, gezien=gezien)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Gepubliceerd. De teksten gelden voor elk besluit vanaf die dag.")
            return redirect("loket:briefteksten", code)
    context = {
        **_context(swv),
        "concept": concept,
        "form": form,
        "wijzigingen": acties.verschillen(concept),
        "afdruk": acties.inhoud_afdruk(concept),
        "bevindingen": briefproef.proef(concept, vandaag),
        "aantal": len(briefproef.voorbeelden_van(concept, swv, vandaag)),
    }
    context["kan"] = bool(context["wijzigingen"]) and not any(een.houdt_tegen for een in context["bevindingen"])
    return render(request, "loket/briefteksten/publiceren.html", context)


@require_safe
@beleid(BEHEREN)
def briefteksten_versie(request: Verzoek, code: str, versie: int) -> HttpResponse:
    """One version as it is, and every letter of the sample case to read with it. Old ones stay readable."""
    swv = _swv(request, code)
    rij = get_object_or_404(_rijen(request, swv).select_related("gepubliceerd_door"), versie=versie)
    groepen: dict[str, list[Any]] = {}
    for een in briefproef.voorbeelden_van(rij, swv, timezone.localdate()):
        groepen.setdefault(een.titel, []).append(een)
    context = {**_context(swv), "rij": rij, **_inhoud(rij, swv), "groepen": groepen.items()}
    return met_beelden(render(request, "loket/briefteksten/versie.html", context))


@require_safe
@beleid(BEHEREN)
def briefteksten_voorbeeld(request: Verzoek, code: str, versie: int, sleutel: str) -> HttpResponse:
    """One letter of the sample case with the texts of this version; nothing is written."""
    swv = _swv(request, code)
    rij = get_object_or_404(_rijen(request, swv), versie=versie)
    alle = briefproef.voorbeelden_van(rij, swv, timezone.localdate())
    een = next((een for een in alle if een.sleutel == sleutel), None)
    if een is None:
        raise Http404
    html = als_voorbeeld(renderen(een.sjabloon, een.brief).html)
    return _op_scherm(html, reverse("loket:briefteksten_versie", args=[code, versie]))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def briefteksten_zaak(request: Verzoek, code: str, versie: int) -> HttpResponse:
    """A letter of a real decision with the texts of this version, to who may see that case; nothing is written."""
    swv = _swv(request, code)
    rij = get_object_or_404(_rijen(request, swv), versie=versie)
    form = ZaakForm(request.POST or None)
    if form.is_valid():
        zichtbaar = Aanvraag.objects.visible_to(request.user).filter(swv=swv).exclude(leerling=None)
        aanvraag = zichtbaar.filter(kenmerk=form.cleaned_data["kenmerk"].upper()).first()
        brieven = briefproef.echte_brieven(rij, aanvraag) if aanvraag else []
        gevonden = [brief for aan, brief in brieven if aan.aan == form.cleaned_data["aan"]]
        if aanvraag and gevonden:
            gezien(aanvraag, door=request.user, op=timezone.now(), wat="brief_gelezen")
            terug = reverse("loket:briefteksten_zaak", args=[code, versie])
            return _op_scherm(als_voorbeeld(gevonden[0].html), terug)
        form.add_error("kenmerk", "Er is geen brief met dit nummer aan deze lezer, of je mag hem niet zien")
    return render(request, "loket/briefteksten/zaak.html", {**_context(swv), "rij": rij, "form": form})


def _op_scherm(html: str, terug: str) -> HttpResponse:
    stijlen = (static("css/portaal.css"), static("brieven/brief.css"))
    uitleg = "Dit is een voorbeeld."
    return briefpagina(
        voor_scherm(html, stijlen=stijlen, terug=terug, terug_tekst="Terug naar de teksten", uitleg=uitleg)
    )


def _swv(request: Verzoek, code: str) -> Samenwerkingsverband:
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)
    swv: Samenwerkingsverband = get_object_or_404(eigen, code=code.upper())
    return swv


def _rijen(request: Verzoek, swv: Samenwerkingsverband) -> Any:
    return Briefteksten.objects.visible_to(request.user).filter(swv=swv).order_by("-versie")


def _huidig(request: Verzoek, swv: Samenwerkingsverband) -> Briefteksten | None:
    """The draft when there is one, else the last version."""
    rij: Briefteksten | None = _rijen(request, swv).first()
    return rij


def _teksten(rij: Briefteksten | None, swv: Samenwerkingsverband) -> Teksten:
    return acties.versie_op(rij, swv, timezone.localdate())


def _context(swv: Samenwerkingsverband) -> dict[str, Any]:
    return {"swv_van": swv, "code": swv.code.lower()}


def _inhoud(rij: Briefteksten | None, swv: Samenwerkingsverband) -> dict[str, Any]:
    """The blocks with the texts of this version, and its pictures."""
    teksten = _teksten(rij, swv)
    eigen = {(blok, voor): tekst for blok, voor, tekst in teksten.blokken}
    blokken = []
    for sleutel, vorm in BLOKKEN.items():
        regels = [(voor or ALLE, VOOR[voor][0], eigen.get((sleutel, voor), "")) for voor in vorm.voor]
        geschreven = [regel for regel in regels if regel[2]]
        anders = [regel for regel in regels if not regel[2]]
        blokken.append({"sleutel": sleutel, "vorm": vorm, "geschreven": geschreven, "anders": anders})
    return {"blokken": blokken, "logo": teksten.logo, "handtekeningen": teksten.handtekeningen}


def _wetten(request: Verzoek, swv: Samenwerkingsverband) -> list[tuple[str, str, str]]:
    """Kind, the articles that its letters name by themselves, and those of the SWV."""
    instelling = Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())
    soorten = instelling.tlv_soorten
    return [
        (TlvSoort(soort).label, WETTELIJKE_GRONDSLAG[soort], instelling.grondslagen.get(soort, "")) for soort in soorten
    ]


def _leest(tekst: str, swv: Samenwerkingsverband, teksten: Teksten, waar: str) -> str:
    """The text as it reads in a letter of the sample case that it is for."""
    alle = voorbeelden(briefproef.basis_van(swv, teksten, timezone.localdate()))
    een = next((een for een in alle if een.brief.tekstsoort == waar), alle[0])
    return invullen(tekst, een.brief.invulwaarden)


def _bewaard(request: Verzoek, code: str) -> HttpResponse:
    messages.success(request, "Bewaard in het concept. Publiceer het als alles klopt.")
    return redirect("loket:briefteksten", code)


def _doen(request: Verzoek, code: str, actie: Callable[..., Any], *waar: str, **velden: str) -> HttpResponse:
    swv = _swv(request, code)
    try:
        actie(swv, *waar, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    return redirect("loket:briefteksten", code)
