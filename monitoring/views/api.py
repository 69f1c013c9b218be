"""Figures for other programs, by a key and without a session: what is frozen in reports, and nothing else.

Who asks is the key and not a user, so what is there, `rapporten_voor` of scopes.py says and not visible_to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, openbaar
from monitoring.actions.sleutel import ONBEKEND, Geweigerd, gelezen, sleutel_gebruiken
from monitoring.models import ApiSleutel, Rapport
from monitoring.rules.openapi import GEGEVEN, ID_VORM, PERIODE, document
from monitoring.rules.uitvoer import Feiten, als_definitie, als_feiten, als_waarden
from monitoring.scopes import rapporten_voor

Met = Callable[..., HttpResponse]
SOORTEN = ", ".join(GEGEVEN)
GEEN_SOORT = f"Deze soort is er niet. Er zijn: {SOORTEN}."
GEEN_PERIODE = "Dit is geen periode. Schrijf haar als 2026-2027, 2026-K4 of 2026-11."
VREEMD = "Vraag alleen met soort of periode. Iets anders kennen wij niet."
"""A word that is written wrongly would else give all, as if it were what was asked."""
NIET_ER = "Dit rapport is er niet, of niet voor deze sleutel."


def _antwoord(feiten: Feiten, status: int = 200) -> JsonResponse:
    """Kept by nobody in between: it is for who holds the key."""
    antwoord = JsonResponse(feiten, status=status, json_dumps_params={"ensure_ascii": False})
    antwoord["Cache-Control"] = "no-store"
    return antwoord


def _fout(zin: str, status: int) -> JsonResponse:
    return _antwoord({"fout": zin}, status)


def _adres(request: HttpRequest) -> str:
    """Where it comes from, behind as many proxies as there are; who says nothing of that waits with all who do so."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""


def met_sleutel(view: Met) -> Met:
    """Open this view to who shows a key that holds, and to no session. Goes below @beleid(openbaar)."""

    @wraps(view)
    def binnen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        soort, _, geheim = request.headers.get("Authorization", "").partition(" ")
        op = timezone.now()
        try:
            if soort.lower() != "bearer":
                raise Geweigerd(ONBEKEND)
            sleutel = sleutel_gebruiken(geheim.strip(), op=op, vanaf=_adres(request))
        except Geweigerd as fout:
            antwoord = _fout(str(fout), 429 if fout.wacht else 401)
            antwoord["Retry-After" if fout.wacht else "WWW-Authenticate"] = str(fout.wacht or 'Bearer realm="cijfers"')
            return antwoord
        return view(request, *args, sleutel=sleutel, op=op, **kwargs)

    return binnen


@require_safe
@beleid(openbaar)
def beschrijving(request: HttpRequest) -> HttpResponse:
    """What there is to ask (OpenAPI), for everybody."""
    return _antwoord(document())


@require_safe
@beleid(openbaar)
@met_sleutel
def rapporten(request: HttpRequest, *, sleutel: ApiSleutel, op: datetime) -> HttpResponse:
    """The reports that this key reads, the newest period first."""
    soort, periode = request.GET.get("soort"), request.GET.get("periode")
    if {*request.GET} - {"soort", "periode"}:
        return _fout(VREEMD, 400)
    if soort is not None and soort not in GEGEVEN:
        return _fout(GEEN_SOORT, 400)
    if periode is not None and not re.fullmatch(PERIODE, periode):
        return _fout(GEEN_PERIODE, 400)
    keus = {naam: waarde for naam, waarde in (("soort", soort), ("periode", periode)) if waarde is not None}
    rijen = rapporten_voor(sleutel).filter(**keus).order_by("-periode", "soort", "pk")
    gelezen(sleutel, sleutel=sleutel, op=op)
    return _antwoord({"rapporten": [_kop(een) for een in _met_wie(rijen).defer("tabellen", "precies")]})


@require_safe
@beleid(openbaar)
@met_sleutel
def rapport(request: HttpRequest, public_id: str, *, sleutel: ApiSleutel, op: datetime) -> HttpResponse:
    """One report with its tables, and what the figures meant when it was frozen."""
    rij = _een(public_id, sleutel, op)
    if rij is None:
        return _fout(NIET_ER, 404)
    wat = {"tabellen": [*map(als_feiten, rij.cijfers)], "definities": [*map(als_definitie, rij.definities)]}
    return _antwoord(_kop(rij) | wat)


@require_safe
@beleid(openbaar)
@met_sleutel
def waarden(request: HttpRequest, public_id: str, *, sleutel: ApiSleutel, op: datetime) -> HttpResponse:
    """The same report, a line for each number."""
    rij = _een(public_id, sleutel, op)
    if rij is None:
        return _fout(NIET_ER, 404)
    return _antwoord({"rapport": _kop(rij), "waarden": [een for tabel in rij.cijfers for een in als_waarden(tabel)]})


def _met_wie(rijen: Any) -> Any:
    return rijen.select_related("swv", "bestuur", "school", "gemeente")


def _een(public_id: str, sleutel: ApiSleutel, op: datetime) -> Rapport | None:
    if not re.fullmatch(ID_VORM, public_id):
        return None
    rij: Rapport | None = _met_wie(rapporten_voor(sleutel)).defer("precies").filter(public_id=public_id).first()
    if rij is not None:
        gelezen(rij, sleutel=sleutel, op=op)
    return rij


def _kop(rij: Rapport) -> Feiten:
    assert rij.klaar_op is not None
    return {
        "id": rij.public_id,
        "soort": rij.soort,
        "naam": rij.kind.naam,
        "periode": rij.periode,
        "van": rij.tijd.van.isoformat(),
        "tot": rij.tijd.tot.isoformat(),
        "over": {"soort": rij.over, "naam": rij.wie.naam, "swv": rij.swv.code},
        "opgehaald": rij.klaar_op.isoformat(),
        "controlegetal": rij.controlegetal,
    }
