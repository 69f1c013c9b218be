"""Comparing with the list of DUO: offer the list, see what does not agree, take it along as a spreadsheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.rekenblad import ALLES_TEKST, SOORT, veilige_cel
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.duo import duo_vergelijken
from loket.forms.duo import DuoForm
from loket.models import DuoVergelijking, Tlv

from .register import instelling_van

REGISTREREN = Permissie.TLV_REGISTREREN
PER_PAGINA = 50


@dataclass(frozen=True)
class Groep:
    sleutel: str
    naam: str
    uitleg: str


GROEPEN = {
    een.sleutel: een
    for een in (
        Groep(
            "niet_gevonden",
            "Uitgegeven, niet bij DUO",
            "Deze TLV’s golden op de peildatum, maar staan niet op de lijst. Vraag de school of de leerling al is "
            "ingeschreven en het nummer in ROD staat.",
        ),
        Groep(
            "niet_uitgegeven",
            "Bij DUO, niet uitgegeven",
            "Deze nummers staan op de lijst, maar wij gaven ze niet uit. Vaak is het een tikfout, of een TLV van een "
            "ander samenwerkingsverband.",
        ),
        Groep(
            "buiten_de_periode",
            "Bij DUO, geldt niet",
            "Deze TLV’s staan op de lijst, maar golden op de peildatum niet, of zijn van een andere soort.",
        ),
        Groep("bekostigd", "Uitgegeven en bij DUO", "Deze TLV’s staan op beide lijsten."),
    )
}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(REGISTREREN)
def duo(request: Verzoek) -> HttpResponse:
    """Offer a list; what came out of it is kept, the list is not."""
    nu = timezone.now()
    instelling = instelling_van(request)
    form = DuoForm(
        request.POST or None,
        request.FILES or None,
        soorten=instelling.tlv_soorten,
        vandaag=timezone.localdate(nu),
    )
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("peildatum", "soorten")}
        uitkomst = duo_vergelijken(form.lijst, swv=instelling.swv, door=request.user, op=nu, **velden)
        return redirect("loket:duo_uitkomst", uitkomst.public_id)
    eerder = DuoVergelijking.objects.visible_to(request.user).select_related("door").order_by("-created_at")[:10]
    return render(request, "loket/duo.html", {"form": form, "eerder": eerder})


@require_safe
@beleid(REGISTREREN)
def duo_uitkomst(request: Verzoek, public_id: str) -> HttpResponse:
    """What does not agree, group by group."""
    uitkomst = _uitkomst(request, public_id)
    groep = GROEPEN.get(request.GET.get("groep", ""), GROEPEN["niet_gevonden"])
    nummers: list[str] = getattr(uitkomst, groep.sleutel)
    pagina = Paginator(nummers, PER_PAGINA).get_page(request.GET.get("pagina"))
    tlvs = _tlvs(request, list(pagina))
    context = {
        "uitkomst": uitkomst,
        "groep": groep,
        "tabs": [
            (een.naam, f"?groep={sleutel}", len(getattr(uitkomst, sleutel)), een == groep)
            for sleutel, een in GROEPEN.items()
        ],
        "pagina": pagina,
        "rijen": [(nummer, tlvs.get(nummer)) for nummer in pagina],
    }
    return render(request, "loket/duo_uitkomst.html", context)


@require_safe
@beleid(REGISTREREN, opnieuw_inloggen=True)
def duo_excel(request: Verzoek, public_id: str) -> HttpResponse:
    """All numbers with what we know of them, as text in every cell: nothing in it is a formula."""
    uitkomst = _uitkomst(request, public_id)
    gezien(uitkomst, door=request.user, op=timezone.now(), wat="duo_uitkomst_gedownload")
    alle = [nummer for sleutel in GROEPEN for nummer in getattr(uitkomst, sleutel)]
    tlvs = _tlvs(request, alle)
    antwoord = HttpResponse(_werkboek(uitkomst, tlvs), content_type=SOORT)
    naam = f"tlv-vergelijking-duo-{uitkomst.peildatum:%Y-%m-%d}.xlsx"
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _uitkomst(request: Verzoek, public_id: str) -> DuoVergelijking:
    zichtbaar = DuoVergelijking.objects.visible_to(request.user, REGISTREREN).select_related("door", "swv")
    rij: DuoVergelijking = get_object_or_404(zichtbaar, public_id=public_id)
    return rij


def _tlvs(request: Verzoek, nummers: list[str]) -> dict[str, Tlv]:
    lijst = Tlv.objects.visible_to(request.user).filter(nummer__in=nummers)
    return {tlv.nummer: tlv for tlv in lijst.select_related("leerling")}


def _werkboek(uitkomst: DuoVergelijking, tlvs: dict[str, Tlv]) -> bytes:
    uit = io.BytesIO()
    boek: Any = xlsxwriter.Workbook(uit, ALLES_TEKST)
    kop = boek.add_format({"bold": True})
    for sleutel, groep in GROEPEN.items():
        blad = boek.add_worksheet(groep.naam[:31])
        blad.set_column(0, 4, 24)
        for kolom, woord in enumerate(("Nummer", "Soort", "Categorie", "Vanaf", "Tot en met")):
            blad.write_string(0, kolom, woord, kop)
        for rij, nummer in enumerate(getattr(uitkomst, sleutel), start=1):
            for kolom, tekst in enumerate(_cellen(nummer, tlvs.get(nummer))):
                blad.write_string(rij, kolom, veilige_cel(tekst))
    boek.close()
    return uit.getvalue()


def _cellen(nummer: str, tlv: Tlv | None) -> tuple[str, ...]:
    if tlv is None:
        return (nummer, "", "", "", "")
    eind = f"{tlv.vervaldatum:%d-%m-%Y}" if tlv.vervaldatum else ""
    return (nummer, tlv.get_soort_display(), tlv.get_categorie_display(), f"{tlv.ingangsdatum:%d-%m-%Y}", eind)
