"""Letting somebody look along in the own dossier: who does, until when, what was opened, and ending it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from dossier.scopes.gezien import familie
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import gezien_door
from loket.actions import helper as acties
from loket.forms.helper import HelperForm
from loket.models import Aanvraag, Helpertoegang
from loket.rules.helper import voorstel
from loket.scopes.helper import DICHT

P = Permissie
GEOPEND = {
    "dossier_gezien": gettext_noop("uw dossier"),
    "aanvraag_gezien": gettext_noop("de aanvraag van de school"),
    "brief_gelezen": gettext_noop("een brief"),
    "brief_gedownload": gettext_noop("een brief"),
    "uitleg_gelezen": gettext_noop("een brief in gewone taal"),
    "bijlage_bekeken": gettext_noop("een papier"),
    "bijlage_gedownload": gettext_noop("een papier"),
}
"""Looks of a helper, as the giver reads them."""
DAGEN = 10


@dataclass(frozen=True)
class Regel:
    """One helper. kijkt: whether it works today; keek: per day what was opened, newest first.

    kop: the name, with a number behind it when one above has the same.
    """

    rij: Helpertoegang
    kijkt: bool
    keek: list[tuple[date, str]]
    kop: str = ""


@require_safe
@beleid(P.DOSSIER_LEZEN)
def helpers(request: Verzoek, public_id: str) -> HttpResponse:
    """Who looks along with this reader; what another parent arranged is not here."""
    aanvraag = _aanvraag(request, public_id)
    vandaag = timezone.localdate()
    gezien(aanvraag, door=request.user, op=timezone.now(), wat="helpers_gezien")
    mijn = Helpertoegang.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    rijen = list(mijn.filter(aanvraag=aanvraag, gegeven_door=request.user).select_related("helper").order_by("-pk"))
    regels = [Regel(een, _kijkt(een, vandaag), keek) for een, keek in zip(rijen, _keken(aanvraag, rijen), strict=True)]
    context = {"aanvraag": aanvraag, "regels": _koppen(sorted(regels, key=lambda een: not een.kijkt))}
    context["kan"] = acties.geeft_als(aanvraag, request.user, vandaag) is not None
    return render(request, "dossier/helpers.html", context)


def _koppen(regels: list[Regel]) -> list[Regel]:
    """Each its own heading: a page has no two parts with one name."""
    namen: Counter[str] = Counter()
    met = []
    for een in regels:
        namen[een.rij.naam] += 1
        nummer = namen[een.rij.naam]
        met.append(replace(een, kop=f"{een.rij.naam} ({nummer})" if nummer > 1 else een.rij.naam))
    return met


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
@eenmaal
def helper_nieuw(request: Verzoek, public_id: str) -> HttpResponse:
    """Let somebody look along."""
    aanvraag = _aanvraag(request, public_id)
    vandaag = timezone.localdate()
    if acties.geeft_als(aanvraag, request.user, vandaag) is None:
        raise Http404
    form = HelperForm(request.POST or None, voorstel=voorstel(vandaag))
    if form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("naam", "soort", "email", "tot", "mag_mening")}
        adres = settings.SITE_URL + reverse("gebruikers:uitnodiging")
        try:
            acties.helper_uitnodigen(aanvraag, door=request.user, op=timezone.now(), adres=adres, **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gettext("De mail is onderweg. U kunt hier altijd stoppen."))
            return redirect("dossier:helpers", public_id)
    if request.method != "POST":
        gezien(aanvraag, door=request.user, op=timezone.now(), wat="helpers_gezien")
    return render(request, "dossier/helper_nieuw.html", {"aanvraag": aanvraag, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def helper_stoppen(request: Verzoek, public_id: str) -> HttpResponse:
    """End it: one question, and the next click of the helper finds nothing."""
    mijn = Helpertoegang.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(gegeven_door=request.user)
    rij = get_object_or_404(mijn.select_related("aanvraag__leerling", "aanvraag__school"), public_id=public_id)
    if request.method == "POST":
        acties.helper_stoppen(rij, door=request.user, op=timezone.now())
        messages.success(request, gettext("Gestopt. {wie} kijkt niet meer met u mee.").format(wie=rij.naam))
        return redirect("dossier:helpers", rij.aanvraag.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="helpers_gezien")
    return render(request, "dossier/helper_stoppen.html", {"rij": rij, "aanvraag": rij.aanvraag})


def _aanvraag(request: Verzoek, public_id: str) -> Aanvraag:
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling", "school")
    aanvraag: Aanvraag = get_object_or_404(zaken, public_id=public_id)
    return aanvraag


def _kijkt(rij: Helpertoegang, vandaag: date) -> bool:
    """Whether it runs, as far as the giver may know: that an address is of the other parent is not to be learned."""
    return rij.beeindigd_op is None and rij.van <= vandaag <= rij.tot and rij.aanvraag.status not in DICHT


def _keken(aanvraag: Aanvraag, rijen: list[Helpertoegang]) -> list[list[tuple[date, str]]]:
    """Of each what was opened. Of who is around the child itself nothing: that is an own dossier."""
    assert aanvraag.leerling is not None
    van_familie = set(familie(aanvraag.leerling).values_list("public_id", flat=True))
    wie = {een.helper.public_id for een in rijen} - van_familie
    looks = gezien_door(wie, leerling=aanvraag.log_leerling, acties=GEOPEND, rol=Rol.HELPER)
    return [_keek(een, looks) for een in rijen]


def _keek(rij: Helpertoegang, looks: list[dict[str, Any]]) -> list[tuple[date, str]]:
    """Per day and kind once; from the day of the leave up to its end."""
    gezien_: dict[tuple[date, str], None] = {}
    tot = timezone.localdate(rij.beeindigd_op) if rij.beeindigd_op else rij.tot
    for look in looks:
        if look["wie"] == rij.helper.public_id and rij.van <= look["dag"] <= tot:
            gezien_[look["dag"], gettext(GEOPEND[look["actie"]])] = None
    return list(gezien_)[:DAGEN]
