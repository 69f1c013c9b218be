"""Reading in a list of absence: offer it, see what would happen, and then report all of it or nothing.

Nothing of the file is kept. What was read goes along in the page, signed and for this user, until it is reported.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections import Counter
from dataclasses import asdict
from datetime import date
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
from kern.logboek.actions import gezien_alle
from kern.termijnen.woorden import datum_voluit
from thuiszitters.actions.inlezen import lijst_melden
from thuiszitters.actions.melden import Hoe
from thuiszitters.forms.inlezen import LijstForm, ZelfdeForm
from thuiszitters.importeren.lezen import HOOGSTENS, Lijst, Regel
from thuiszitters.models import Reden
from thuiszitters.rules.soorten import SOORTEN

from .gelezen import Rij, gegevens_van, voorstel_van
from .melden import is_school

P = Permissie
ZOUT = "thuiszitters.verzuimlijst"
GELDT = 4 * 60 * 60
"""Seconds that a list that was read may wait to be reported."""
TE_LANG = "Deze pagina stond te lang open. Kies het bestand nog een keer."
FOUTEN_TONEN = 50
VOORBEELD = (
    ("Roepnaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Groep", "School", "Gemeente", "Soort", "Eerste dag",
     "Uren per week", "Reden", "Wat is er gedaan", "Ouders geïnformeerd op"),
    ("Voorbeeld", "van", "Kind", "3-6-2019", "4", "01AB00", "Haarlem", "ongeoorloofd verzuim", "24-9-2026", "0",
     "angst", "De mentor belde elke week met thuis.", "25-9-2026"),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
@eenmaal
def inlezen(request: Verzoek) -> HttpResponse:
    """Choose a file, see what it would do, report it."""
    if request.method == "POST" and "lijst" in request.POST:
        return _melden(request)
    form = LijstForm(
        request.POST or None, request.FILES or None, vandaag=timezone.localdate(), school=is_school(request)
    )
    if request.method == "POST" and form.is_valid():
        return _tonen(request, form.lijst, form.van_wie, secrets.token_urlsafe(12))
    context = {
        "form": form,
        "hoogstens": HOOGSTENS,
        "soorten": [een.woorden.partition(":")[0] for een in SOORTEN.values()],
        "redenen": Reden.labels,
    }
    return render(request, "thuiszitters/inlezen.html", context)


@require_safe
@beleid(P.THUISZITTER_MELDEN)
def voorbeeld(request: Verzoek) -> HttpResponse:
    """A list with one child that does not exist, to fill."""
    tekst = io.StringIO(newline="")
    csv.writer(tekst, delimiter=";").writerows(VOORBEELD)
    antwoord = HttpResponse("\ufeff" + tekst.getvalue(), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="voorbeeld-verzuimlijst.csv"'
    return antwoord


def _tonen(request: Verzoek, lijst: Lijst, herkomst: str, sleutel: str, fout: str = "") -> HttpResponse:
    voorstel = voorstel_van(request, lijst, request.POST)
    bekend = {kind.pk: kind for rij in voorstel.kijken for kind, _ in rij.lijkt}
    gezien_alle(bekend.values(), door=request.user, op=timezone.now(), wat="lijkt_op_gezien")
    context = {
        "voorstel": voorstel,
        "fout": fout,
        "fouten": voorstel.fouten[:FOUTEN_TONEN],
        "meer_fouten": max(0, len(voorstel.fouten) - FOUTEN_TONEN),
        "terug": lijst.terug,
        "niet": lijst.niet,
        "zonder_ouders": sum(een.regel.ouders is None for een in voorstel.te_melden),
        "form": ZelfdeForm(kinderen=[_keuze(een) for een in voorstel.kijken], initial=request.POST.dict()),
        "lijst": "" if voorstel.fouten else _inpakken(request, lijst, herkomst, sleutel),
    }
    return render(request, "thuiszitters/inlezen_voorstel.html", context)


def _keuze(rij: Rij) -> tuple[str, str, list[tuple[str, str]]]:
    keuzes = [
        (kind.public_id, f"Ja: {kind.naam}, {datum_voluit(kind.geboortedatum)} ({waarom})")
        for kind, waarom in rij.lijkt
    ]
    return rij.veld, f"{rij.regel.naam}, {datum_voluit(rij.regel.geboortedatum)} (rij {rij.regel.nr})", keuzes


def _melden(request: Verzoek) -> HttpResponse:
    try:
        lijst, herkomst, sleutel = _uitpakken(request)
    except signing.BadSignature:
        messages.error(request, TE_LANG)
        return redirect("thuiszitters:inlezen")
    voorstel = voorstel_van(request, lijst, request.POST)
    if voorstel.fouten:
        return _tonen(request, lijst, herkomst, sleutel)
    rijen = gegevens_van(request, voorstel, herkomst)
    try:
        uitkomst = lijst_melden(rijen, door=request.user, op=timezone.now(), sleutel=sleutel)
    except NietMogelijk as reden:
        return _tonen(request, lijst, herkomst, sleutel, str(reden))
    messages.success(request, _zin(uitkomst))
    return redirect("thuiszitters:thuiszitters")


def _zin(uitkomst: Counter[Hoe]) -> str:
    woorden = {
        Hoe.NIEUW: ("nieuwe casus", "nieuwe casussen"),
        Hoe.LOPEND: ("melding bij een casus die al liep", "meldingen bij casussen die al liepen"),
        Hoe.HEROPEND: ("casus gaat weer verder", "casussen gaan weer verder"),
    }
    delen = [f"{uitkomst[hoe]} {woorden[hoe][uitkomst[hoe] != 1]}" for hoe in Hoe if uitkomst[hoe]]
    return f"De lijst is ingelezen: {', '.join(delen) or 'er was niets nieuws'}."


def _inpakken(request: Verzoek, lijst: Lijst, herkomst: str, sleutel: str) -> str:
    regels = [asdict(een) for een in lijst.regels]
    kaal = [{naam: str(waarde) for naam, waarde in een.items() if waarde not in (None, "")} for een in regels]
    inhoud = {"wie": request.user.public_id, "van": herkomst, "sleutel": sleutel, "terug": lijst.terug, "rijen": kaal}
    return signing.dumps(inhoud, salt=ZOUT, compress=True)


def _uitpakken(request: Verzoek) -> tuple[Lijst, str, str]:
    """What this user was shown. Raises BadSignature for anything else."""
    inhoud: dict[str, Any] = signing.loads(request.POST["lijst"], salt=ZOUT, max_age=GELDT)
    if inhoud["wie"] != request.user.public_id:
        raise signing.BadSignature
    regels = []
    for velden in inhoud["rijen"]:
        dagen = {
            naam: date.fromisoformat(velden[naam]) for naam in ("geboortedatum", "van", "ouders") if naam in velden
        }
        regels.append(Regel(**{**velden, **dagen, "nr": int(velden["nr"]), "uren": Decimal(velden["uren"])}))
    return Lijst(regels=regels, terug=inhoud["terug"]), inhoud["van"], inhoud["sleutel"]
