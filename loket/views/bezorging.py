"""Whether letters arrived: what failed, trying again, and writing down that a letter came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.bezorging import niet_aangekomen, opnieuw_maken
from loket.actions.post.printen import vastgelopen
from loket.actions.post.problemen import HOOGSTENS, WAT_ER_MIS_IS, Probleem, problemen
from loket.actions.post.soorten import BRIEVENSOORTEN, Brievensoort
from loket.forms.post import TerugForm
from loket.models import Bekendmaking, Bezwaarbekendmaking, Bezwaarbericht, Verzending, Zaakbrief

from .brieven import met_versies
from .post import POST
from .verloopbrief import Bezorgstap, bezorgstappen


@dataclass(frozen=True)
class Regel:
    """One letter on the page. adres: where it is dated and sent."""

    probleem: Probleem
    leerling: str
    adres: str


@require_safe
@beleid(*POST)
def bezorging(request: Verzoek) -> HttpResponse:
    """Every letter that needs somebody: not made, its day passed, or not arrived. A fixed number of queries."""
    alle = problemen(request.user, timezone.localdate())
    soort = request.GET.get("soort", "")
    telling = Counter(een.soort for een in alle)
    hier = reverse("loket:bezorging")
    tabs = [("Alles", hier, len(alle), soort not in WAT_ER_MIS_IS)]
    tabs += [(titel, f"{hier}?soort={naam}", telling[naam], naam == soort) for naam, titel in WAT_ER_MIS_IS.items()]
    regels = [_regel(een) for een in alle if soort not in WAT_ER_MIS_IS or een.soort == soort]
    context = {"regels": regels[:HOOGSTENS], "tabs": tabs, "meer": len(regels) > HOOGSTENS}
    context["partijen"] = vastgelopen(op=timezone.now()).visible_to(request.user).order_by("pk")
    return render(request, "loket/bezorging.html", context)


@require_POST
@beleid(*POST)
def brief_opnieuw(request: Verzoek, public_id: str) -> HttpResponse:
    """Try again to make a letter that failed."""
    _, rij = _brief(request, public_id)
    try:
        opnieuw_maken(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "De brief wordt opnieuw gemaakt. Meestal is dat klaar binnen een minuut.")
    return redirect("loket:bezorging")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*POST)
def brief_terug(request: Verzoek, public_id: str) -> HttpResponse:
    """What became of one letter; and writing down that it did not arrive, after which it goes again by post."""
    soort, rij = _brief(request, public_id)
    if request.method == "GET":
        gezien(rij, door=request.user, op=timezone.now(), wat="bezorging_gezien")
    vandaag = timezone.localdate()
    form = TerugForm(request.POST or None, kanaal=rij.kanaal, vandaag=vandaag)
    if request.method == "POST" and form.is_valid():
        feit = "melding" if rij.kanaal == Verzending.Kanaal.PORTAAL else "retour"
        try:
            niet_aangekomen(rij, feit, door=request.user, op=timezone.now(), datum=form.cleaned_data["datum"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            eerst = "Kijk het adres na en zet de brief" if feit == "retour" else "Zet de brief"
            messages.success(request, f"Vastgelegd. {eerst} opnieuw klaar: hij gaat dan per post.")
            return redirect(_adres(rij))
    stappen = bezorgstappen(rij)
    context = {"rij": rij, "leerling": soort.leerling_van(rij), "stappen": stappen, "form": form, "adres": _adres(rij)}
    context["kan"] = rij.verzonden_op is not None and not _kwijt(stappen)
    return render(request, "loket/brief_terug.html", context)


def _kwijt(stappen: list[Bezorgstap]) -> bool:
    return any(stap.fout for stap in stappen)


def _brief(request: Verzoek, public_id: str) -> tuple[Brievensoort, Any]:
    for soort in BRIEVENSOORTEN:
        rij = met_versies(soort.zichtbaar(request.user)).filter(public_id=public_id).first()
        if rij is not None:
            return soort, rij
    raise Http404


def _regel(een: Probleem) -> Regel:
    return Regel(een, een.brievensoort.leerling_van(een.rij).naam, _adres(een.rij))


def _adres(rij: Verzending) -> str:
    """The page on which this letter is dated and sent."""
    if isinstance(rij, Bekendmaking):
        if rij.besluit.uitkomst == "intrekking":
            return reverse("loket:tlv_intrekking_brieven", args=[rij.besluit.intrekking.tlv.public_id])
        return reverse("loket:bekendmaken", args=[rij.besluit.aanvraag.public_id])
    if isinstance(rij, Zaakbrief):
        return reverse("loket:zaakbrieven", args=[rij.aanvraag.public_id])
    if isinstance(rij, Bezwaarbericht):
        return reverse("loket:bezwaar_berichten", args=[rij.zaak.public_id])
    assert isinstance(rij, Bezwaarbekendmaking)
    return reverse("loket:bezwaar_verzenden", args=[rij.beslissing.zaak.public_id])
