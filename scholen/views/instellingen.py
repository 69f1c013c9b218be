"""Beheer of the settings of an SWV: what holds now, one page per group, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import namen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.geschiedenis import gebeurtenissen
from scholen.actions.instellingen import instelling_wijzigen, vroegste_dag
from scholen.forms.instellingen import GROEPEN, InstellingForm, groep, in_woorden, label_van, velden_van
from scholen.models import Instelling, Samenwerkingsverband

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
REGELS_HOOGSTENS = 100
"""How many changes the history shows."""


@dataclass(frozen=True)
class Wijziging:
    """One change. van: the day from which it holds; wat: (label, old, new)."""

    op: datetime
    wie: str
    van: date
    wat: tuple[tuple[str, str, str], ...]


@require_safe
@beleid(BEHEREN)
def instellingen(request: Verzoek) -> HttpResponse:
    """What holds today per group, what will hold later, and who changed what."""
    vandaag = timezone.localdate()
    blokken = []
    for swv in _eigen(request):
        versies = list(Instelling.objects.visible_to(request.user).filter(swv=swv).order_by("geldig_van"))
        nu = [een for een in versies if een.geldig_van <= vandaag][-1]
        groepen = [
            (een, [(label_van(naam), in_woorden(nu, naam)) for naam in velden_van(een, swv.sector)]) for een in GROEPEN
        ]
        later = [een for een in versies if een.geldig_van > vandaag]
        blokken.append((swv, groepen, later, _geschiedenis(versies)))
    return render(request, "scholen/instellingen.html", {"blokken": blokken})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def instelling_groep(request: Verzoek, code: str, sleutel: str) -> HttpResponse:
    """One group of settings: changed from tomorrow on, or later."""
    swv = get_object_or_404(_eigen(request), code__iexact=code)
    deze = groep(sleutel)
    if deze is None:
        raise Http404
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    versies = Instelling.objects.visible_to(request.user)
    vanaf = vroegste_dag(swv, vandaag)
    stand = versies.geldig(swv, vanaf)
    form = InstellingForm(request.POST or None, groep=deze, instelling=stand, vanaf=vanaf)
    if request.method == "POST" and form.is_valid() and _gewijzigd(request, swv, form, nu):
        return redirect("scholen:instellingen")
    later = versies.filter(swv=swv, geldig_van__gt=vandaag).order_by("geldig_van")
    context = {"swv_": swv, "groep": deze, "form": form, "later": [een.geldig_van for een in later]}
    return render(request, "scholen/instelling_groep.html", context)


def _gewijzigd(request: Verzoek, swv: Samenwerkingsverband, form: InstellingForm, nu: datetime) -> bool:
    geldig_van, velden = form.cleaned_data["geldig_van"], form.velden()
    try:
        instelling_wijzigen(swv, door=request.user, op=nu, geldig_van=geldig_van, velden=velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, "Bewaard. Aanvragen die vanaf die dag binnenkomen, volgen dit.")
    return True


def _eigen(request: Verzoek) -> Any:
    return Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")


def _geschiedenis(versies: list[Instelling]) -> list[Wijziging]:
    """What was changed, newest first: per line of the logbook the fields, against the version before."""
    per = {een.public_id: een for een in versies}
    voor = dict(zip([een.public_id for een in versies[1:]], versies, strict=False))
    regels = [een for een in gebeurtenissen(per)[:REGELS_HOOGSTENS] if een.actie == "instelling_wijzigen"]
    wie = namen(een.wie for een in regels)
    return [
        Wijziging(
            regel.op,
            wie.get(regel.wie, "onbekend"),
            per[regel.ding].geldig_van,
            _wat(regel.bijzonderheden.get("velden", []), voor.get(regel.ding), per[regel.ding]),
        )
        for regel in regels
    ]


def _wat(velden: Iterable[str], oud: Instelling | None, nieuw: Instelling) -> tuple[tuple[str, str, str], ...]:
    return tuple((label_van(naam), in_woorden(oud, naam) if oud else "", in_woorden(nieuw, naam)) for naam in velden)
