"""What may be shared about a child, and with whom: the list, asking, and writing down what somebody said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.actions import toestemming as acties
from scholen.forms.toestemming import ToestemmingVastleggenForm, ToestemmingVragenForm
from scholen.models import Betrokkene, Gemeente, Leerling, Organisatie, Toestemming, Toestemmingsantwoord
from scholen.rules.toestemming import LEERLING, OUDERLIJK, Stand, is_bekend, wie_moet

P = Permissie
TOON = {Stand.GEVRAAGD: "let-op", Stand.GEGEVEN: "goed"}


@dataclass(frozen=True)
class Regel:
    """One request as staff read it. mensen: of each person who must agree, the last word, or None."""

    rij: Toestemming
    stand: Stand
    mensen: list[tuple[str, Toestemmingsantwoord | None]]
    onbekend: bool

    @property
    def toon(self) -> str:
        return TOON.get(self.stand, "neutraal")

    @property
    def loopt(self) -> bool:
        return self.stand not in (Stand.INGETROKKEN, Stand.VERLOPEN)


@require_safe
@beleid(P.LEERLING_LEZEN)
def toestemmingen(request: Verzoek, public_id: str) -> HttpResponse:
    """Everything that was asked for this child by the own school, or by the SWV."""
    kind = get_object_or_404(Leerling.objects.visible_to(request.user, P.LEERLING_LEZEN), public_id=public_id)
    vandaag = timezone.localdate()
    gezien(kind, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    rijen = Toestemming.objects.visible_to(request.user, P.LEERLING_LEZEN).filter(leerling=kind)
    regels = [_regel(een, vandaag) for een in rijen.met_feiten().order_by("-gevraagd_op", "-pk")]
    context = {"leerling": kind, "regels": regels, "mag_vragen": request.user.heeft(P.TOESTEMMING_VRAGEN)}
    return render(request, "scholen/toestemmingen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TOESTEMMING_VRAGEN)
@eenmaal
def toestemming_vragen(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask it of everybody who must agree."""
    kind = get_object_or_404(Leerling.objects.visible_to(request.user, P.TOESTEMMING_VRAGEN), public_id=public_id)
    form = ToestemmingVragenForm(request.POST or None, initial=_met_wie(request))
    if form.is_valid():
        try:
            rij = acties.toestemming_vragen(kind, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error("tot", str(reden))
        else:
            messages.success(request, "Gevraagd. Wie een account heeft, krijgt een mail. Vraag het de anderen zelf.")
            return redirect("scholen:toestemming", rij.public_id)
    if request.method != "POST":
        gezien(kind, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    return render(request, "scholen/toestemming_vragen.html", {"leerling": kind, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TOESTEMMING_VRAGEN)
@eenmaal
def toestemming(request: Verzoek, public_id: str) -> HttpResponse:
    """One request: where it stands, and a form for what somebody said outside the portal."""
    rijen = Toestemming.objects.visible_to(request.user, P.TOESTEMMING_VRAGEN).met_feiten()
    rij = get_object_or_404(rijen, public_id=public_id)
    vandaag = timezone.localdate()
    mensen = _mensen(rij, vandaag)
    keuzes = [(een, wie.naam) for een, wie in mensen.items()]
    form = ToestemmingVastleggenForm(request.POST or None, mensen=keuzes, vandaag=vandaag)
    if form.is_valid():
        velden: dict[str, Any] = form.cleaned_data | {"wie": mensen[form.cleaned_data["wie"]]}
        try:
            acties.toestemming_vastleggen(rij, door=request.user, op=timezone.now(), **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd.")
            return redirect("scholen:toestemming", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    woorden = [(mensen.get(een.wie), een) for een in rij.antwoorden.all()]
    context = {"rij": rij, "leerling": rij.leerling, "een": _regel(rij, vandaag), "woorden": woorden, "form": form}
    return render(request, "scholen/toestemming.html", context)


def _met_wie(request: Verzoek) -> dict[str, str]:
    """What is filled in already for who comes from a page about an organisation or a gemeente."""
    organisaties = Organisatie.objects.visible_to(request.user)
    if wie := organisaties.filter(public_id=request.GET.get("organisatie", "")).first():
        return {"aan": Toestemming.Aan.JEUGDHULP, "aan_naam": wie.naam}
    if waar := Gemeente.objects.visible_to(request.user).filter(code=request.GET.get("gemeente", "")).first():
        return {"aan": Toestemming.Aan.GEMEENTE, "aan_naam": waar.naam}
    return {}


def _mensen(rij: Toestemming, dag: date) -> dict[str, Betrokkene | Leerling]:
    """Who may have said something about it, by the id of the rule: parents, who a judge appointed, and the pupil."""
    banden = [een for een in rij.leerling.gezag.all() if een.soort in OUDERLIJK | {"curator", "mentor"}]
    mensen: dict[str, Betrokkene | Leerling] = {een.betrokkene.public_id: een.betrokkene for een in banden}
    return mensen | {LEERLING: rij.leerling}


def _regel(rij: Toestemming, dag: date) -> Regel:
    laatste = {een.wie: een for een in sorted(rij.antwoorden.all(), key=lambda een: een.op)}
    mensen, vraag = _mensen(rij, dag), rij.vraag
    nodig = wie_moet(vraag.geboortedatum, vraag.banden, dag)
    moeten = [(wie.naam, laatste.get(een)) for een, wie in mensen.items() if een in nodig]
    return Regel(rij, rij.stand(dag), moeten, not is_bekend(vraag.geboortedatum, vraag.banden, dag))
