"""Doing one thing to many rows of the worklist: hand over, confirm receipt, remind. Never decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import op_id
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import behandeling, verdelen
from loket.forms.behandeling import ToewijzenForm
from loket.models import Aanvraag
from loket.models.lijst import aantal_in_woorden
from loket.models.werkplek import PER_PAGINA

from .weergaven import Weergave

P = Permissie
ONGEDAAN = "toewijzing"
"""Session key of the last assignment: what it was before, by public id only."""


def bulk_context(
    request: Verzoek, weergave: Weergave, collegas: Sequence[Gebruiker], telling: dict[str, int]
) -> dict[str, Any]:
    """The colleagues with how much each has, and whether the last assignment can be undone."""
    return {
        "collegas": [
            (een.public_id, f"{een.naam} – {aantal_in_woorden(telling[f'last_{een.pk}'])}") for een in collegas
        ],
        "ongedaan": request.session.get(ONGEDAAN, {}).get("wat", ""),
        "met_nemen": weergave.is_vrij,
    }


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def bulk(request: Verzoek) -> HttpResponse:
    """What the chosen button does, to each chosen row by itself: one that cannot says why, the others go on."""
    kies = request.POST.getlist("kies")[: max(PER_PAGINA)]
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    gekozen = list(zichtbaar.filter(public_id__in=kies).select_related("behandelaar", "ingediend_door").order_by("pk"))
    doen = {"toewijzen": _toewijzen, "ontvangst": _ontvangst, "herinneren": _herinneren}.get(
        request.POST.get("doe", "")
    )
    if doen is None or not gekozen:
        messages.warning(request, "Kies eerst een of meer aanvragen.")
    else:
        doen(request, gekozen)
    return _terug(request)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def toewijzing_terug(request: Verzoek) -> HttpResponse:
    """Undo the last assignment of this session, for each case that nobody has taken over since."""
    laatste = request.session.pop(ONGEDAAN, None)
    if not laatste:
        messages.warning(request, "Er is niets meer om ongedaan te maken.")
        return _terug(request)
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    eerder: dict[str, str] = laatste["eerder"]
    wie = {een.public_id: een for een in op_id([laatste["aan"], *eerder.values()])}
    gekozen = list(zichtbaar.filter(public_id__in=[*eerder]).order_by("pk"))

    def terug(aanvraag: Aanvraag, **kwargs: Any) -> None:
        van, naar = wie[laatste["aan"]], wie.get(eerder[aanvraag.public_id])
        verdelen.toewijzing_terugdraaien(aanvraag, toegewezen=van, terug_naar=naar, **kwargs)

    _per_stuk(request, gekozen, terug, "{} teruggezet")
    return _terug(request)


def _toewijzen(request: Verzoek, gekozen: list[Aanvraag]) -> None:
    form = ToewijzenForm(request.POST, vandaag=timezone.localdate())
    if not form.is_valid():
        messages.error(request, "Kies een collega om aan toe te wijzen.")
        return
    collega = form.cleaned_data["behandelaar"]
    eerder = {een.public_id: een.behandelaar.public_id if een.behandelaar else "" for een in gekozen}

    def toewijzen(aanvraag: Aanvraag, **kwargs: Any) -> None:
        behandeling.toewijzen(aanvraag, behandelaar=collega, **kwargs)

    gelukt = _per_stuk(request, gekozen, toewijzen, f"{{}} toegewezen aan {collega.naam}")
    if gelukt:
        wat = f"Zet {_aantal(len(gelukt))} terug"
        eerder = {een.public_id: eerder[een.public_id] for een in gelukt}
        request.session[ONGEDAAN] = {"aan": collega.public_id, "eerder": eerder, "wat": wat}


def _ontvangst(request: Verzoek, gekozen: list[Aanvraag]) -> None:
    _per_stuk(request, gekozen, behandeling.in_controle_nemen, "Ontvangst bevestigd van {}")


def _herinneren(request: Verzoek, gekozen: list[Aanvraag]) -> None:
    _per_stuk(request, gekozen, verdelen.school_herinneren, "Herinnering klaargezet voor {}")


def _per_stuk(request: Verzoek, gekozen: list[Aanvraag], doen: Callable[..., Any], woorden: str) -> list[Aanvraag]:
    """Do it to each, say how many went well and which did not; gives those that did."""
    gelukt, redenen, op = [], [], timezone.now()
    for aanvraag in gekozen:
        try:
            doen(aanvraag, door=request.user, op=op)
        except NietMogelijk as reden:
            redenen.append(f"{aanvraag.kenmerk}: {reden}")
        else:
            gelukt.append(aanvraag)
    if gelukt:
        messages.success(request, woorden.format(_aantal(len(gelukt))) + ".")
    for zin in redenen[:5]:
        messages.warning(request, zin)
    if len(redenen) > 5:
        messages.warning(request, f"En nog {len(redenen) - 5} andere konden niet.")
    return gelukt


def _aantal(n: int) -> str:
    return "1 aanvraag" if n == 1 else f"{n} aanvragen"


def _terug(request: Verzoek) -> HttpResponse:
    """Back to the list as it was: only its query string comes from the form, never an address."""
    vraag = QueryDict(request.POST.get("terug", "")[:1000])
    return redirect(f"{reverse('loket:werkvoorraad')}?{vraag.urlencode()}".rstrip("?"))
