"""Papers beside a letter, and the letter to an expert: for whoever may see the row that they belong to."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.opslag import lezen, openen
from kern.brieven.bundel import met_code
from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.models import Brief
from kern.brieven.scherm import voor_scherm
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.bezorging import opgehaald
from loket.actions.toegang import codes_op_papier
from loket.models import Adviesopdracht, Verzending

from .beelden import briefpagina
from .uitleg import haal_brief


@require_safe
@beleid(ingelogd)
def briefbijlage(request: Verzoek, public_id: str, nummer: int) -> FileResponse:
    """A paper that goes along with a letter, of whatever kind; nummer: from 1, in the order of the letter."""
    rij = haal_brief(request, public_id)
    bijlage = get_object_or_404(rij.brief.bijlagen.select_related("stuk"), volgorde=nummer)
    antwoord = als_bestand(bijlage.stuk)
    gezien(rij, door=request.user, op=timezone.now(), wat="bijlage_gedownload")
    opgehaald(rij, door=request.user, op=timezone.now())
    return antwoord


def bijlagelinks(rij: Verzending) -> dict[str, Any]:
    """For the page of a letter: what goes along, each with its address."""
    lijst = rij.brief.bijlagen.values_list("volgorde", "stuk__context__titel")
    return {
        "bijlagen": tuple(
            (titel, reverse("loket:briefbijlage", args=[rij.public_id, nummer])) for nummer, titel in lijst
        )
    }


@require_safe
@beleid(ingelogd)
def opdrachtbrief(request: Verzoek, public_id: str) -> HttpResponse:
    """What an expert was asked, on screen."""
    opdracht, brief = _opdracht(request, public_id)
    versie = brief.geldige_versie
    html = versie.html if versie else als_voorbeeld(brief.html)
    gezien(opdracht, door=request.user, op=timezone.now(), wat="opdracht_gelezen")
    pdf = reverse("loket:opdrachtbrief_pdf", args=[public_id]) if versie and versie.pdf_id else ""
    van_deskundige = request.user.pk == opdracht.deskundige_id
    terug = reverse("loket:advies" if van_deskundige else "loket:behandelen", args=[_zaak(opdracht, van_deskundige)])
    stijlen = (static("css/portaal.css"), static("brieven/brief.css"))
    return briefpagina(voor_scherm(html, stijlen=stijlen, terug=terug, terug_tekst="Terug naar de aanvraag", pdf=pdf))


@require_safe
@beleid(ingelogd)
def opdrachtbrief_pdf(request: Verzoek, public_id: str) -> FileResponse:
    """The same as PDF."""
    opdracht, brief = _opdracht(request, public_id)
    antwoord = als_bestand(brief)
    gezien(opdracht, door=request.user, op=timezone.now(), wat="opdracht_gedownload")
    return antwoord


def als_bestand(brief: Brief, *, om_te_posten: bool = False) -> FileResponse:
    """The PDF of frozen words under their name without names; 404 until it is made.

    om_te_posten: for who puts it in an envelope; until it went out the code to come in with is written in (ADR 22).
    """
    versie = brief.geldige_versie
    if versie is None or versie.pdf is None:
        raise Http404
    code = codes_op_papier([versie.pk]).get(versie.pk) if om_te_posten else None
    pdf = BytesIO(met_code(lezen(versie.pdf.sha256), code)) if code else openen(versie.pdf.sha256)
    antwoord = FileResponse(pdf, as_attachment=True, filename=brief.bestandsnaam, content_type="application/pdf")
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _opdracht(request: Verzoek, public_id: str) -> tuple[Adviesopdracht, Brief]:
    """The assignment in force with its letter, for its expert and for who sees all assignments."""
    rijen = Adviesopdracht.objects.visible_to(request.user).geldig().filter(brief__isnull=False)
    opdracht: Adviesopdracht = get_object_or_404(rijen.select_related("brief", "aanvraag"), public_id=public_id)
    assert opdracht.brief is not None
    return opdracht, opdracht.brief


def _zaak(opdracht: Adviesopdracht, van_deskundige: bool) -> str:
    return opdracht.public_id if van_deskundige else opdracht.aanvraag.public_id
