"""The agreements about help at school (handelingsdeel): how it stands, reading them, and agreeing or not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from dossier.rules import teksten
from dossier.scopes import Afspraak
from kern.brieven.talen import NEDERLANDS
from kern.brieven.zinnen import Zin
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.overeenstemming import antwoorden
from loket.forms.handelingsdeel import AkkoordForm, TerugForm
from loket.models import Handelingsdeel, Handelingsdeelantwoord, Handelingsdeelbestand
from loket.rules.overeenstemming import AKKOORD, TERUG
from loket.scopes.overeenstemming import Partij, overeenstemming, wie_ben_ik
from scholen.models import Afscherming

from .zeggen import Zeg

P = Permissie


def afspraak(zeg: Zeg, een: Afspraak) -> dict[str, Any]:
    """One version for a page of the family: a sentence about it, who said what, and where to read it."""
    over = teksten.AFSPRAAK_GEVRAAGD if een.wacht_op_mij else teksten.AFSPRAAK_OVER
    return {
        "over": zeg(over.met(kind=een.kind.roepnaam)),
        "regels": zeg.alle(_regels(een)),
        "wacht": een.wacht_op_mij,
        "adres": reverse("dossier:handelingsdeel", args=[een.rij.public_id]),
    }


def _regels(een: Afspraak) -> list[Zin]:
    """Who said what; who only reads along hears whether all agreed, and of a shielded child not even that."""
    if een.ik is None:
        geheim = een.kind.afscherming == Afscherming.VERBLIJFPLAATS
        return [] if geheim else [teksten.SAMEN[een.stand.stand.samen == AKKOORD]]
    return [_regel(een.ik, teksten.WIE["u"]), *(_regel(ander, _wie(ander)) for ander in een.anderen)]


def _regel(een: Partij, wie: Zin) -> Zin:
    zin = teksten.ZEI[een.soort].met(wie=wie)
    return zin.met(dag=een.laatste.dag) if een.laatste else zin


def _wie(een: Partij) -> Zin:
    relatie = een.band.relatie.strip().lower() if een.band else ""
    return teksten.WIE[relatie if relatie in ("moeder", "vader") else "ander"]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def handelingsdeel(request: Verzoek, public_id: str) -> HttpResponse:
    """Read one version, and agree with it, or not, or take an agreement back: by who has a say in it."""
    rijen = Handelingsdeel.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    rij = get_object_or_404(rijen.select_related("leerling", "school", "aanvraag"), public_id=public_id)
    stand = overeenstemming(rij, timezone.localdate())
    ik = wie_ben_ik(stand, request.user.pk)
    zelf = rij.leerling.gebruiker_id == request.user.pk
    actie = request.POST.get("actie", "")
    een = Afspraak(stand, ik)
    form = AkkoordForm(request.POST if actie == "zeggen" else None, je=zelf, anderen=bool(een.anderen))
    terug = TerugForm(request.POST if actie == "terug" else None, je=zelf)
    if request.method == "POST" and _doen(request, rij, form, terug):
        return redirect("dossier:handelingsdeel", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="handelingsdeel_gezien")
    mijn = Handelingsdeelantwoord.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(handelingsdeel=rij)
    nieuwer = rijen.filter(leerling=rij.leerling, einde="", versie__gt=rij.versie).order_by("-versie").first()
    bestanden = Handelingsdeelbestand.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(handelingsdeel=rij)
    context = {
        "rij": rij,
        "kind": rij.leerling,
        "aanvraag": rij.aanvraag,
        "zelf": zelf,
        "ik": ik,
        "regels": Zeg(get_language() or NEDERLANDS).alle(_regels(een)),
        "gezegd": mijn.select_related("door").order_by("dag", "pk"),
        "akkoord": ik is not None and ik.soort == AKKOORD,
        "mag": ik is not None and rij.open,
        "nieuwer": nieuwer,
        "anderen": bool(een.anderen),
        "afgeschermd": rij.leerling.afscherming == Afscherming.VERBLIJFPLAATS and not zelf,
        "bestanden": bestanden.select_related("inhoud").order_by("pk"),
        "form": form,
        "terug": terug,
    }
    return render(request, "dossier/handelingsdeel.html", context)


def _doen(request: Verzoek, rij: Handelingsdeel, form: AkkoordForm, terug: TerugForm) -> bool:
    gekozen: forms.Form = terug if terug.is_bound else form
    if not gekozen.is_valid():
        return False
    velden = {"soort": TERUG} | gekozen.cleaned_data
    try:
        antwoorden(rij, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        gekozen.add_error(None, str(reden))
        return False
    terecht = (
        gettext("Bewaard. De school leest het.") if gekozen is form else gettext("Bewaard. U bent niet meer akkoord.")
    )
    messages.success(request, terecht)
    return True
