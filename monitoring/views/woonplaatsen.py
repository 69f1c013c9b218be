"""Pupils by where they live: reading in the list of an SWV. First what changes, then all of it or nothing.

Nothing of the file is kept. What was read goes along in the page, signed and for this user, until it is taken over.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.views.eigen_swv import swvs_van
from monitoring.actions.woonplaatsen import Sleutel, bekend, woonplaatsen_inlezen
from monitoring.forms.woonplaatsen import WoonplaatsenForm
from monitoring.importeren.woonplaatsen import Lijst, Regel
from monitoring.models import Woontelling
from scholen.models import Samenwerkingsverband, School

from .vergelijkcijfers import FOUTEN_TONEN, GELDT, TE_LANG

P = Permissie
ZOUT = "monitoring.woonplaatsen"
JAREN = 5
RIJEN_TONEN = 200
VOORBEELD = (("brin6", "postcode", "aantal"), ("10AB00", "2513", "34"), ("10AB00", "2514", "<5"))


@dataclass(frozen=True)
class Voorstel:
    """What was read, of which SWV and day, and what there is of those schools."""

    swv: Samenwerkingsverband
    teldatum: date
    lijst: Lijst
    was: dict[Sleutel, str]

    @property
    def rijen(self) -> list[tuple[str, str, str, str, str]]:
        """School, place, what there is, what it becomes, and how that is."""
        uit = []
        nieuw = {een.sleutel: een.waarde for een in self.lijst.regels}
        for sleutel in sorted(nieuw.keys() | self.was.keys()):
            oud, nu = self.was.get(sleutel, ""), nieuw.get(sleutel, "")
            hoe = "nieuw" if not oud else "vervalt" if not nu else "gelijk" if oud == nu else "anders"
            uit.append((sleutel[0], sleutel[1] or sleutel[2], oud, nu, hoe))
        return uit


def teldata(vandaag: date) -> list[date]:
    """1 October and 1 February of the last years, the newest first."""
    alle = [date(vandaag.year - terug, maand, 1) for terug in range(JAREN) for maand in (10, 2)]
    return [een for een in alle if een <= vandaag]


def _scholen(request: Verzoek, swv: Samenwerkingsverband) -> QuerySet[School]:
    return School.objects.visible_to(request.user).filter(deelnames__swv=swv).distinct()


def _form(request: Verzoek) -> WoonplaatsenForm:
    swvs = swvs_van(request)
    scholen = {een.code: {*_scholen(request, een).values_list("brin6", flat=True)} for een in swvs}
    dagen = teldata(timezone.localdate())
    return WoonplaatsenForm(request.POST or None, request.FILES or None, swvs=swvs, dagen=dagen, scholen=scholen)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.SCHOLEN_IMPORTEREN)
@eenmaal
def woonplaatsen(request: Verzoek) -> HttpResponse:
    """What there is; choose a file, see what it would change, take it over."""
    if request.method == "POST" and "lijst" in request.POST:
        return _overnemen(request)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        scholen = sorted({een.brin6 for een in form.lijst.regels})
        teldatum = form.cleaned_data["teldatum"]
        return _tonen(request, Voorstel(form.van, teldatum, form.lijst, bekend(teldatum, scholen)))
    zichtbaar = Woontelling.objects.visible_to(request.user).order_by()
    tellen = {"scholen": Count("school", distinct=True), "rijen": Count("pk")}
    er = zichtbaar.values("teldatum").annotate(**tellen).order_by("-teldatum")
    return render(request, "monitoring/woonplaatsen.html", {"form": form, "er": er})


@require_safe
@beleid(P.SCHOLEN_IMPORTEREN)
def voorbeeld(request: Verzoek) -> HttpResponse:
    """A list with two rows, to fill."""
    tekst = io.StringIO(newline="")
    csv.writer(tekst, delimiter=";").writerows(VOORBEELD)
    antwoord = HttpResponse("\ufeff" + tekst.getvalue(), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="voorbeeld-leerlingen-naar-woonplaats.csv"'
    return antwoord


def _tonen(request: Verzoek, een: Voorstel, fout: str = "") -> HttpResponse:
    rijen, fouten = een.rijen, een.lijst.fouten
    context = {
        "fout": fout,
        "fouten": fouten[:FOUTEN_TONEN],
        "meer_fouten": max(0, len(fouten) - FOUTEN_TONEN),
        "teldatum": een.teldatum,
        "rijen": rijen[:RIJEN_TONEN],
        "meer": max(0, len(rijen) - RIJEN_TONEN),
        "aantal": {wat: sum(rij[-1] == wat for rij in rijen) for wat in ("nieuw", "anders", "gelijk", "vervalt")},
        "lijst": "" if fouten else _inpakken(request, een),
    }
    return render(request, "monitoring/woonplaatsen_voorstel.html", context)


def _overnemen(request: Verzoek) -> HttpResponse:
    try:
        een = _uitpakken(request)
    except signing.BadSignature:
        messages.error(request, TE_LANG)
        return redirect("monitoring:woonplaatsen")
    try:
        aantal = woonplaatsen_inlezen(
            een.swv, een.lijst.regels, door=request.user, op=timezone.now(), teldatum=een.teldatum, was=een.was
        )
    except NietMogelijk as reden:
        scholen = sorted({regel.brin6 for regel in een.lijst.regels})
        nu = Voorstel(een.swv, een.teldatum, een.lijst, bekend(een.teldatum, scholen))
        return _tonen(request, nu, str(reden))
    gedaan = f"{aantal} {'telling is' if aantal == 1 else 'tellingen zijn'} overgenomen."
    messages.success(request, gedaan if aantal else "Alles stond er al.")
    return redirect("monitoring:woonplaatsen")


def _inpakken(request: Verzoek, een: Voorstel) -> str:
    inhoud = {
        "wie": request.user.public_id,
        "swv": een.swv.code,
        "dag": een.teldatum.isoformat(),
        "rijen": [list(regel) for regel in een.lijst.regels],
        "was": [[*sleutel, waarde] for sleutel, waarde in een.was.items()],
    }
    return signing.dumps(inhoud, salt=ZOUT, compress=True)


def _uitpakken(request: Verzoek) -> Voorstel:
    """What this user was shown. Raises BadSignature for anything else."""
    inhoud: dict[str, Any] = signing.loads(request.POST["lijst"], salt=ZOUT, max_age=GELDT)
    swv = next((een for een in swvs_van(request) if een.code == inhoud["swv"]), None)
    if inhoud["wie"] != request.user.public_id or swv is None:
        raise signing.BadSignature
    was = {(brin6, postcode, gemeente): waarde for brin6, postcode, gemeente, waarde in inhoud["was"]}
    return Voorstel(swv, date.fromisoformat(inhoud["dag"]), Lijst([Regel(*een) for een in inhoud["rijen"]]), was)
