"""Children that look alike: shown side by side, and joined or told apart by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from kern.termijnen.woorden import datum_voluit
from scholen.models import Inschrijving, Leerling
from thuiszitters.actions.samenvoegen import houdt_vast, kinderen_samenvoegen, niet_dubbel
from thuiszitters.forms.casus import BlijftForm
from thuiszitters.models import OPEN, Casus, GeenDubbel
from thuiszitters.rules.dubbel import Wie, lijkt

P = Permissie
ONTHOUDEN = 10 * 60
"""Seconds that the number of pairs on the board may be old."""
HOOGSTENS = 50


@dataclass(frozen=True)
class Paar:
    """Two children that may be one, and why. een: the child with a running case."""

    een: Leerling
    ander: Leerling
    waarom: str


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def dubbelen(request: Verzoek) -> HttpResponse:
    """All pairs, for who sees both children."""
    if request.method == "POST":
        een, ander = (_kind(request, zonder_nul(request.POST.get(naam, ""))) for naam in ("een", "ander"))
        try:
            niet_dubbel(een, ander, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            messages.success(request, "Bewaard: dit zijn twee kinderen.")
        cache.delete_many([_sleutel(request.user)])
        return redirect("thuiszitters:dubbelen")
    paren = paren_van(request.user)
    getoond = paren[:HOOGSTENS]
    _zien(request, [kind for paar in getoond for kind in (paar.een, paar.ander)])
    context = {"paren": getoond, "meer": len(paren) - len(getoond)}
    return render(request, "thuiszitters/dubbelen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def samenvoegen(request: Verzoek, public_id: str, ander_id: str) -> HttpResponse:
    """Two children side by side; say which one stays."""
    een, ander = _kind(request, public_id), _kind(request, ander_id)
    if een == ander:
        raise Http404
    vast = {kind.public_id: houdt_vast(kind) for kind in (een, ander)}
    kan = [kind for kind, tegen in ((een, ander), (ander, een)) if not vast[tegen.public_id]]
    keuze = max(kan, key=lambda kind: (len(vast[kind.public_id]), -kind.pk), default=None)
    begin = {"blijft": keuze.public_id if keuze else ""}
    form = BlijftForm(request.POST or None, kinderen=[(kind.public_id, _woorden(kind)) for kind in kan], initial=begin)
    if request.method == "POST" and form.is_valid():
        blijft = een if form.cleaned_data["blijft"] == een.public_id else ander
        return _voeg_samen(request, ander if blijft == een else een, blijft)
    _zien(request, [een, ander])
    context = {"kinderen": [(kind, vast[kind.public_id]) for kind in (een, ander)], "kan": kan, "form": form}
    return render(request, "thuiszitters/samenvoegen.html", context)


def _woorden(kind: Leerling) -> str:
    bij = [plek.school.naam for plek in getattr(kind, "plekken", [])] or ["op geen school"]
    return f"{kind.naam}, {datum_voluit(kind.geboortedatum)}, {' en '.join(bij)}"


def _voeg_samen(request: Verzoek, dubbel: Leerling, blijft: Leerling) -> HttpResponse:
    try:
        kinderen_samenvoegen(dubbel, blijft, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return redirect("thuiszitters:dubbelen")
    cache.delete_many([_sleutel(request.user)])
    messages.success(request, f"{blijft.naam} staat er nu één keer in.")
    casus = Casus.objects.visible_to(request.user).filter(leerling=blijft, status__in=OPEN).first()
    return redirect("thuiszitters:casus", casus.public_id) if casus else redirect("thuiszitters:dubbelen")


def _kind(request: Verzoek, public_id: str) -> Leerling:
    rij: Leerling = get_object_or_404(_kinderen(request.user), public_id=public_id)
    return rij


def _kinderen(gebruiker: Gebruiker) -> QuerySet[Leerling]:
    """The children that this user can join, with what tells them apart."""
    casussen = Casus.objects.visible_to(gebruiker).select_related("school").order_by("-pk")
    plekken = Inschrijving.objects.visible_to(gebruiker).geldig(timezone.localdate()).select_related("school")
    rijen = Leerling.objects.visible_to(gebruiker, P.THUISZITTER_MELDEN).filter(opgegaan_in=None)
    erbij: list[Any] = [
        Prefetch("casussen", casussen, to_attr="zaken"),
        Prefetch("inschrijvingen", plekken, to_attr="plekken"),
    ]
    return rijen.select_related("gemeente").prefetch_related(*erbij)


def _zien(request: Verzoek, kinderen: Sequence[Leerling]) -> None:
    uniek = {kind.pk: kind for kind in kinderen}
    gezien_alle(uniek.values(), door=request.user, op=timezone.now(), wat="dubbelen_gezien")


def aantal_paren(gebruiker: Gebruiker) -> int:
    """How many pairs wait for this user, counted once in a while: the board asks it on every visit."""
    sleutel = _sleutel(gebruiker)
    aantal = cache.get(sleutel)
    if aantal is None:
        aantal = len(paren_van(gebruiker))
        cache.set(sleutel, aantal, ONTHOUDEN)
    return int(aantal)


def _sleutel(gebruiker: Gebruiker) -> str:
    return f"thuiszitters:dubbelen:{gebruiker.public_id}"


def paren_van(gebruiker: Gebruiker, alleen: Leerling | None = None) -> list[Paar]:
    """The pairs of a child with a running case and one that looks like it, each once. alleen: of this child."""
    lopend = Casus.objects.visible_to(gebruiker, P.THUISZITTER_MELDEN).filter(status__in=OPEN)
    alle = _kinderen(gebruiker)
    eigen = list(alle.filter(pk=alleen.pk) if alleen else alle.filter(pk__in=lopend.values("leerling")))
    dagen, namen = {een.geboortedatum for een in eigen}, {een.achternaam.lower() for een in eigen}
    kandidaten = alle.annotate(klein=Lower("achternaam")).filter(Q(geboortedatum__in=dagen) | Q(klein__in=namen))
    op_dag, op_naam = defaultdict(list), defaultdict(list)
    for kind in kandidaten:
        op_dag[kind.geboortedatum].append(kind)
        op_naam[kind.achternaam.lower()].append(kind)
    anders = set(GeenDubbel.objects.visible_to(gebruiker).values_list("een", "ander"))
    gevonden: dict[tuple[int, int], Paar] = {}
    for een in eigen:
        for ander in (*op_dag[een.geboortedatum], *op_naam[een.achternaam.lower()]):
            sleutel = (min(een.pk, ander.pk), max(een.pk, ander.pk))
            if een.pk == ander.pk or sleutel in gevonden or sleutel in anders:
                continue
            if waarom := lijkt(_als_wie(een), _als_wie(ander)):
                gevonden[sleutel] = Paar(een, ander, waarom)
    return sorted(gevonden.values(), key=lambda paar: (paar.een.achternaam, paar.een.roepnaam, paar.een.pk))


def _als_wie(kind: Leerling) -> Wie:
    return Wie(kind.roepnaam, kind.achternaam, kind.geboortedatum)
