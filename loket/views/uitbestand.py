"""Start an aanvraag from a file: choose it, see what is in it, tick, and go on with the draft. The file is not kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import uitbestand as acties
from loket.actions.aanvraag import Bestaat, soorten
from loket.forms.uitbestand import KolommenForm, OvernemenForm, UitBestandForm
from loket.models import Kolomindeling
from loket.uitbestand import BestandFout, Voorstel
from loket.uitbestand.lvs import kies_rij, lees_tabel, voorstel_van
from loket.uitbestand.oso import MAX_BYTES, lees_oso
from scholen.importeren.lezen import Tabel
from scholen.models import Instelling, Leerling, Samenwerkingsverband, School

from .aanvraag import eigen_scholen
from .eigen_swv import swvs_van

SCHRIJVEN = Permissie.AANVRAAG_SCHRIJVEN


class KolommenNodig(Exception):
    """The columns of this export are not known yet."""

    def __init__(self, tabel: Tabel) -> None:
        super().__init__()
        self.tabel = tabel


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def uit_bestand(request: Verzoek) -> HttpResponse:
    """Choose a file; then its columns when they are not known yet, and what is in it."""
    form = UitBestandForm(request.POST or None, request.FILES or None, **_keuzes(request))
    if request.method != "POST" or not form.is_valid():
        return _kiezen(request, form)
    gekozen = form.cleaned_data
    school = get_object_or_404(eigen_scholen(request), brin6=gekozen["school"])
    leerling = _leerling(request, gekozen["leerling"])
    try:
        voorstel = _lezen(request, form, school, leerling)
    except KolommenNodig as nodig:
        return _kolommen(request, form, school, nodig.tabel)
    except BestandFout as fout:
        form.add_error("bestand", str(fout))
        return _kiezen(request, form)
    school = _school_van(request, voorstel, school)
    if school is None:
        form.add_error(
            "bestand", "Dit dossier is van een andere school dan de jouwe. Kies een dossier van jouw school."
        )
        return _kiezen(request, form)
    leerling = leerling or acties.bekende_leerling(voorstel, request.user)
    return _tonen(request, voorstel, school, leerling, gekozen)


@require_POST
@beleid(SCHRIJVEN)
def uit_bestand_overnemen(request: Verzoek) -> HttpResponse:
    """Make the draft with what was ticked."""
    keuzes = _keuzes(request)
    form = OvernemenForm(request.POST, **_zonder_leerlingen(keuzes))
    if not form.is_valid():
        return _terug(request, "; ".join(str(fout) for lijst in form.errors.values() for fout in lijst) + ".")
    data = form.cleaned_data
    try:
        aanvraag = acties.beginnen_uit_bestand(
            school=get_object_or_404(eigen_scholen(request), brin6=data["school"]),
            leerling=_leerling(request, data["leerling"]),
            soort=data["soort"],
            swv=_swv(request, data["swv"]),
            sleutel=data["sleutel"],
            bij_school=data["bij_school"],
            gekozen=form.gekozen(),
            bekenden=form.bekenden(),
            door=request.user,
            op=timezone.now(),
        )
    except Bestaat as reden:
        messages.warning(request, f"{reden} Er is niets overgenomen.")
        return redirect("loket:aanvraag", reden.aanvraag.public_id)
    except NietMogelijk as reden:
        return _terug(request, str(reden))
    messages.success(request, "Het concept is gemaakt. Kijk alles na: de gegevens komen uit het bestand.")
    return redirect("loket:aanvraag", aanvraag.public_id)


def _lezen(request: Verzoek, form: UitBestandForm, school: School, leerling: Leerling | None) -> Voorstel:
    bestand = form.cleaned_data["bestand"]
    if bestand.size > MAX_BYTES:
        raise BestandFout("Dit bestand is te groot: kies een bestand tot 10 MB.")
    inhoud = bestand.read()
    if inhoud.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return lees_oso(inhoud)
    tabel = lees_tabel(inhoud)
    bewaard = Kolomindeling.objects.visible_to(request.user).filter(school=school).first()
    indeling = dict(bewaard.kolommen) if bewaard else {}
    gekoppeld = KolommenForm(request.POST if "kolom_0" in request.POST else None, kop=tabel.kop, indeling=indeling)
    if gekoppeld.is_valid():
        indeling = gekoppeld.indeling()
        acties.kolommen_onthouden(school, indeling, door=request.user, op=timezone.now())
    elif form.cleaned_data["opnieuw"] or gekoppeld.is_bound or not set(tabel.kop) <= set(indeling):
        raise KolommenNodig(tabel)
    bekend = None
    if leerling is not None:
        geboren = leerling.geboortedatum.isoformat()
        bekend = {
            "leerlingnummer": leerling.leerlingnummer,
            "achternaam": leerling.achternaam,
            "geboortedatum": geboren,
        }
    return voorstel_van(tabel, indeling, kies_rij(tabel, indeling, bekend=bekend))


def _kiezen(request: Verzoek, form: UitBestandForm) -> HttpResponse:
    return render(request, "loket/uit_bestand.html", {"form": form})


def _kolommen(request: Verzoek, form: UitBestandForm, school: School, tabel: Tabel) -> HttpResponse:
    bewaard = Kolomindeling.objects.visible_to(request.user).filter(school=school).first()
    gepost = request.POST if any(naam.startswith("kolom_") for naam in request.POST) else None
    kolommen = KolommenForm(gepost, kop=tabel.kop, indeling=bewaard.kolommen if bewaard else {})
    return render(request, "loket/uit_bestand_kolommen.html", {"form": form, "kolommen": kolommen})


def _tonen(
    request: Verzoek, voorstel: Voorstel, school: School, leerling: Leerling | None, gekozen: Mapping[str, Any]
) -> HttpResponse:
    keuzes = _keuzes(request)
    begin = {
        "sleutel": secrets.token_urlsafe(16),
        "swv": _swv(request, gekozen["swv"]).code,
        "soort": gekozen["soort"],
        "school": school.brin6,
        "leerling": leerling.public_id if leerling else "",
        "bij_school": "ingeschreven",
    }
    context = {
        "voorstel": replace(voorstel, regels=()),
        "groepen": acties.vergelijken(voorstel, leerling, vandaag=timezone.localdate()),
        "leerling": leerling,
        "form": OvernemenForm(initial=begin, **_zonder_leerlingen(keuzes)),
    }
    return render(request, "loket/uit_bestand_voorstel.html", context)


def _zonder_leerlingen(keuzes: dict[str, Any]) -> dict[str, Any]:
    return {naam: keuze for naam, keuze in keuzes.items() if naam != "leerlingen"}


def _terug(request: Verzoek, zin: str) -> HttpResponse:
    messages.error(request, f"{zin} Er is niets overgenomen: kies het bestand opnieuw.")
    return redirect("loket:uit_bestand")


def _school_van(request: Verzoek, voorstel: Voorstel, gekozen: School) -> School | None:
    """The own school that the file says it is of; the chosen one when it says nothing; None for another school."""
    if not voorstel.school:
        return gekozen
    eigen: School | None = eigen_scholen(request).filter(brin6=voorstel.school).first()
    return eigen


def _leerling(request: Verzoek, public_id: str) -> Leerling | None:
    if not public_id:
        return None
    rijen = Leerling.objects.visible_to(request.user, Permissie.LEERLING_SCHRIJVEN)
    return get_object_or_404(rijen, public_id=public_id)


def _keuzes(request: Verzoek) -> dict[str, list[tuple[str, str]]]:
    leerlingen = Leerling.objects.visible_to(request.user, SCHRIJVEN).order_by("achternaam", "roepnaam")
    vandaag, swvs = timezone.localdate(), swvs_van(request)
    instellingen = [Instelling.objects.visible_to(request.user).geldig(swv, vandaag) for swv in swvs]
    aangeboden = {een.code: een for instelling in instellingen for een in soorten(instelling) if not een.geeft_advies}
    return {
        "swvs": [(swv.code, swv.naam) for swv in swvs],
        "soorten": [(code, een.titel) for code, een in aangeboden.items()],
        "scholen": [(school.brin6, school.naam) for school in eigen_scholen(request)],
        "leerlingen": [(kind.public_id, f"{kind.naam} ({kind.geboortedatum:%d-%m-%Y})") for kind in leerlingen],
    }


def _swv(request: Verzoek, code: str) -> Samenwerkingsverband:
    """The chosen one; the only one when nothing was asked."""
    swvs = swvs_van(request)
    return next((swv for swv in swvs if swv.code == code), swvs[0])
