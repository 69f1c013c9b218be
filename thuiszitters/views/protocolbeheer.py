"""Beheer of the protocol: what holds, a draft with its steps, and publishing it as a new version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Samenwerkingsverband
from thuiszitters.actions import protocolbeheer as acties
from thuiszitters.forms.protocol import NaamForm, ProtocolstapForm, PubliceerForm
from thuiszitters.models import OPEN, Protocol, Protocolstap
from thuiszitters.rules.protocol import fouten

BEHEREN = Permissie.PROTOCOL_BEHEREN
LOPEND = Count("casussen", filter=Q(casussen__status__in=OPEN))
IN_CONCEPT = "Bewaard in het concept. Publiceer het als alles klopt."


def _eigen(request: Verzoek) -> Any:
    return Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")


def _swv(request: Verzoek, code: str) -> Samenwerkingsverband:
    swv: Samenwerkingsverband = get_object_or_404(_eigen(request), code=code.upper())
    return swv


def _versies(request: Verzoek, swv: Samenwerkingsverband) -> list[Protocol]:
    """All versions, the newest first; each with how many running cases go by it."""
    rijen = Protocol.objects.visible_to(request.user, BEHEREN).filter(swv=swv).select_related("gepubliceerd_door")
    return list(rijen.annotate(lopend=LOPEND).prefetch_related("stappen").order_by("-versie"))


def _stap(request: Verzoek, swv: Samenwerkingsverband, sleutel: str) -> Protocolstap:
    """This step as the draft has it, or else the newest version."""
    stappen = Protocolstap.objects.visible_to(request.user, BEHEREN).filter(protocol__swv=swv)
    nieuwste = Protocol.objects.visible_to(request.user, BEHEREN).filter(swv=swv).order_by("-versie").first()
    stap: Protocolstap = get_object_or_404(stappen, protocol=nieuwste, sleutel=sleutel)
    return stap


@require_safe
@beleid(BEHEREN)
def protocollen(request: Verzoek) -> HttpResponse:
    """Per own SWV what holds now and whether a draft waits."""
    vandaag, rijen = timezone.localdate(), Protocol.objects.visible_to(request.user, BEHEREN)
    regels = [(swv, rijen.geldig(swv, vandaag), rijen.concept(swv)) for swv in _eigen(request)]
    return render(request, "thuiszitters/protocollen.html", {"regels": regels})


@require_safe
@beleid(BEHEREN)
def protocol(request: Verzoek, code: str) -> HttpResponse:
    """The steps: of the draft when there is one, else of the newest version; and all versions."""
    swv = _swv(request, code)
    alle = _versies(request, swv)
    concept = next((een for een in alle if een.gepubliceerd_op is None), None)
    context = {
        **_context(swv),
        "concept": concept,
        "huidig": alle[0] if alle else None,
        "stappen": list(alle[0].stappen.all()) if alle else [],
        "versies": [een for een in alle if een.gepubliceerd_op is not None],
        "geldig": Protocol.objects.visible_to(request.user, BEHEREN).geldig(swv, timezone.localdate()),
        "fouten": fouten(concept.treden) if concept else [],
    }
    return render(request, "thuiszitters/protocol_beheer.html", context)


@require_safe
@beleid(BEHEREN)
def protocol_versie(request: Verzoek, code: str, versie: int) -> HttpResponse:
    """One version as it was published; old ones stay readable."""
    swv = _swv(request, code)
    rijen = Protocol.objects.visible_to(request.user, BEHEREN).prefetch_related("stappen")
    rij = get_object_or_404(rijen, swv=swv, versie=versie)
    return render(request, "thuiszitters/protocol_versie.html", {**_context(swv), "protocol": rij})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def protocol_naam(request: Verzoek, code: str) -> HttpResponse:
    """The name, and after how many days a case stands still."""
    swv = _swv(request, code)
    alle = _versies(request, swv)
    begin = {"naam": alle[0].naam, "stil_na_dagen": alle[0].stil_na_dagen} if alle else {}
    form = NaamForm(request.POST or None, initial=begin)
    if gelukt(request, form, acties.protocol_wijzigen, swv, meld=IN_CONCEPT):
        return redirect("thuiszitters:protocol_beheer", code)
    return _formulier(request, swv, form, "Naam en stilstand")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def protocolstap_nieuw(request: Verzoek, code: str) -> HttpResponse:
    """Add a step at the end."""
    swv = _swv(request, code)
    form = ProtocolstapForm(request.POST or None)
    if gelukt(request, form, acties.stap_toevoegen, swv, meld=IN_CONCEPT):
        return redirect("thuiszitters:protocol_beheer", code)
    return _formulier(request, swv, form, "Stap toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def protocolstap(request: Verzoek, code: str, sleutel: str) -> HttpResponse:
    """Write a step anew."""
    swv = _swv(request, code)
    form = ProtocolstapForm(request.POST or None, initial=ProtocolstapForm.begin(_stap(request, swv, sleutel)))
    if gelukt(request, form, acties.stap_wijzigen, swv, sleutel, meld=IN_CONCEPT):
        return redirect("thuiszitters:protocol_beheer", code)
    return _formulier(request, swv, form, "Stap wijzigen")


@require_POST
@beleid(BEHEREN)
def protocolstap_verplaatsen(request: Verzoek, code: str, sleutel: str) -> HttpResponse:
    """One place up or down."""
    richting = acties.OMHOOG if request.POST.get("richting") == acties.OMHOOG else acties.OMLAAG
    return _doen(request, code, acties.stap_verplaatsen, sleutel, richting=richting)


@require_POST
@beleid(BEHEREN)
def protocolstap_verwijderen(request: Verzoek, code: str, sleutel: str) -> HttpResponse:
    """Take a step out."""
    return _doen(request, code, acties.stap_verwijderen, sleutel)


@require_POST
@beleid(BEHEREN)
def protocol_weggooien(request: Verzoek, code: str) -> HttpResponse:
    """Back to what holds now."""
    return _doen(request, code, acties.concept_weggooien)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def protocol_publiceren(request: Verzoek, code: str) -> HttpResponse:
    """What changes, what is wrong, from which day, and the button."""
    swv = _swv(request, code)
    rijen = Protocol.objects.visible_to(request.user, BEHEREN).prefetch_related("stappen")
    concept = get_object_or_404(rijen, swv=swv, gepubliceerd_op=None)
    vandaag = timezone.localdate()
    form = PubliceerForm(request.POST or None, vandaag=vandaag, initial={"geldig_van": vandaag})
    gezien = request.POST.getlist("gezien")

    def doen(**velden: Any) -> Protocol:
        return acties.protocol_publiceren(swv, gezien=gezien, **velden)

    if gelukt(request, form, doen, meld=f"Versie {concept.versie} is gepubliceerd."):
        return redirect("thuiszitters:protocol_beheer", code)
    context = {
        **_context(swv),
        "concept": concept,
        "form": form,
        "wijzigingen": acties.wat_verandert(concept),
        "fouten": fouten(concept.treden),
        "lopend": rijen.filter(swv=swv).aggregate(aantal=LOPEND)["aantal"],
    }
    return render(request, "thuiszitters/protocol_publiceren.html", context)


def _context(swv: Samenwerkingsverband) -> dict[str, Any]:
    return {"swv_van": swv, "code": swv.code.lower()}


def _formulier(request: Verzoek, swv: Samenwerkingsverband, form: Any, titel: str) -> HttpResponse:
    return render(request, "thuiszitters/protocol_schrijven.html", {**_context(swv), "form": form, "titel": titel})


def _doen(request: Verzoek, code: str, actie: Callable[..., Any], *waar: str, **velden: str) -> HttpResponse:
    swv = _swv(request, code)
    try:
        actie(swv, *waar, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    return redirect("thuiszitters:protocol_beheer", code)
