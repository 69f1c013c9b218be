"""National figures: which there are, and reading in a list of them. First what changes, then all of it or nothing.

Nothing of the file is kept. What was read goes along in the page, signed and for this user, until it is taken over.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from monitoring.actions.vergelijkcijfers import Sleutel, vergelijkcijfers_inlezen
from monitoring.forms.vergelijkcijfers import VergelijkcijfersForm
from monitoring.importeren.vergelijkcijfers import KENT, Lijst, Regel
from monitoring.models import Vergelijkcijfer
from monitoring.rules.definities import DEFINITIES

P = Permissie
ZOUT = "monitoring.vergelijkcijfers"
GELDT = 4 * 60 * 60
"""Seconds that a list that was read may wait to be taken over."""
TE_LANG = "Deze pagina stond te lang open. Kies het bestand nog een keer."
FOUTEN_TONEN = 50
VOORBEELD = (
    ("code", "jaar", "sector", "waarde", "bron"),
    ("M01", "2025", "PO", "2,28", "DUO Open Onderwijsdata, leerlingen per vestiging op 1 oktober"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.SCHOLEN_IMPORTEREN)
@eenmaal
def vergelijkcijfers(request: Verzoek) -> HttpResponse:
    """What there is; choose a file, see what it would change, take it over."""
    if request.method == "POST" and "lijst" in request.POST:
        return _overnemen(request)
    form = VergelijkcijfersForm(request.POST or None, request.FILES or None, laatste_jaar=timezone.localdate().year)
    if request.method == "POST" and form.is_valid():
        return _tonen(request, form.lijst)
    rijen = Vergelijkcijfer.objects.visible_to(request.user).order_by("code", "sector", "-jaar")
    context = {
        "form": form,
        "rijen": [(DEFINITIES[een.code].naam if een.code in DEFINITIES else een.code, een) for een in rijen],
        "codes": [(code, DEFINITIES[code].naam, " en ".join(sectoren)) for code, sectoren in KENT.items()],
    }
    return render(request, "monitoring/vergelijkcijfers.html", context)


@require_safe
@beleid(P.SCHOLEN_IMPORTEREN)
def voorbeeld(request: Verzoek) -> HttpResponse:
    """A list with one figure, to fill."""
    tekst = io.StringIO(newline="")
    csv.writer(tekst, delimiter=";").writerows(VOORBEELD)
    antwoord = HttpResponse("\ufeff" + tekst.getvalue(), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="voorbeeld-landelijke-cijfers.csv"'
    return antwoord


def _tonen(request: Verzoek, lijst: Lijst, fout: str = "") -> HttpResponse:
    was = _bekend(request, lijst.regels)
    rijen = [
        (een, oud, "nieuw" if oud is None else "gelijk" if oud == een.waarde else "anders")
        for een in lijst.regels
        for oud in (was.get(een.sleutel),)
    ]
    context = {
        "fout": fout,
        "fouten": lijst.fouten[:FOUTEN_TONEN],
        "meer_fouten": max(0, len(lijst.fouten) - FOUTEN_TONEN),
        "rijen": rijen,
        "aantal": {wat: sum(hoe == wat for _, _, hoe in rijen) for wat in ("nieuw", "anders", "gelijk")},
        "lijst": "" if lijst.fouten else _inpakken(request, lijst, was),
    }
    return render(request, "monitoring/vergelijkcijfers_voorstel.html", context)


def _bekend(request: Verzoek, regels: list[Regel]) -> dict[Sleutel, Decimal]:
    """What there is now of the figures on the list."""
    gevraagd = {een.sleutel for een in regels}
    rijen = Vergelijkcijfer.objects.visible_to(request.user).values_list("code", "sector", "jaar", "waarde")
    return {sleutel: waarde for *delen, waarde in rijen if (sleutel := tuple(delen)) in gevraagd}


def _overnemen(request: Verzoek) -> HttpResponse:
    try:
        regels, was = _uitpakken(request)
    except signing.BadSignature:
        messages.error(request, TE_LANG)
        return redirect("monitoring:vergelijkcijfers")
    try:
        aantal = vergelijkcijfers_inlezen(regels, door=request.user, op=timezone.now(), was=was)
    except NietMogelijk as reden:
        return _tonen(request, Lijst(regels=regels), str(reden))
    messages.success(
        request,
        f"{aantal} {'landelijk cijfer is' if aantal == 1 else 'landelijke cijfers zijn'} overgenomen."
        if aantal
        else "Alles stond er al.",
    )
    return redirect("monitoring:vergelijkcijfers")


def _inpakken(request: Verzoek, lijst: Lijst, was: dict[Sleutel, Decimal]) -> str:
    rijen = [[een.nr, een.code, een.jaar, een.sector, str(een.waarde), een.bron] for een in lijst.regels]
    inhoud = {
        "wie": request.user.public_id,
        "rijen": rijen,
        "was": [[*sleutel, str(waarde)] for sleutel, waarde in was.items()],
    }
    return signing.dumps(inhoud, salt=ZOUT, compress=True)


def _uitpakken(request: Verzoek) -> tuple[list[Regel], dict[Sleutel, Decimal]]:
    """What this user was shown. Raises BadSignature for anything else."""
    inhoud: dict[str, Any] = signing.loads(request.POST["lijst"], salt=ZOUT, max_age=GELDT)
    if inhoud["wie"] != request.user.public_id:
        raise signing.BadSignature
    regels = [Regel(nr, code, jaar, sector, Decimal(w), bron) for nr, code, jaar, sector, w, bron in inhoud["rijen"]]
    return regels, {(code, sector, jaar): Decimal(waarde) for code, sector, jaar, waarde in inhoud["was"]}
