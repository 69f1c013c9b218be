"""Fictional documents for the demo: a plan with each aanvraag that the SWV sees, so that one can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import escape, format_html_join

from kern.bestanden.actions import ontvangen
from kern.brieven.pdf import html_naar_pdf
from loket.models import VOOR_INDIENEN, Aanvraag, Bijlage, OnderdeelStukken

OPP = (
    "Ontwikkelingsperspectief (OPP)",
    "Dit is een oefenbestand. In het echte portaal staat hier het plan van de school.",
    "",
    "Waar de leerling naartoe werkt",
    "Eind groep 8 zelfstandig werken aan taken van een half uur, met uitleg vooraf.",
    "",
    "Wat de leerling verder helpt",
    "- rustig karakter, houdt van lezen en bouwen",
    "- een vaste plek en een dagplanning in plaatjes",
    "",
    "Wat het leren moeilijk maakt",
    "- veel prikkels in de groep, vooral in de middag",
    "- overgangen tussen lessen",
    "",
    "Handelingsdeel",
    "Vier ochtenden begeleiding in de klas. Elke zes weken kijken leraar en ouders samen.",
)


def stukken_vullen() -> int:
    """Add the plan where its date was filled in and no document is there yet; gives how many."""
    delen = OnderdeelStukken.objects.exclude(opp_datum=None).exclude(aanvraag__status__in=[*VOOR_INDIENEN])
    zonder = delen.filter(aanvraag__bijlagen=None, aanvraag__leerling__isnull=False)
    lijst = list(zonder.select_related("aanvraag__leerling", "aanvraag__aangemaakt_door").order_by("pk"))
    if not lijst:
        return 0
    inhoud = ontvangen(ContentFile(blad(OPP), name="opp.pdf"), op=timezone.now())
    Bijlage.objects.bulk_create(
        Bijlage(
            aanvraag=deel.aanvraag,
            inhoud=inhoud,
            naam=_naam(deel.aanvraag),
            soort=Bijlage.Soort.OPP,
            datum=deel.opp_datum,
            toegevoegd_op=deel.aanvraag.ingediend_op or timezone.now(),
            toegevoegd_door=deel.aanvraag.aangemaakt_door,
        )
        for deel in lijst
    )
    return len(lijst)


def _naam(aanvraag: Aanvraag) -> str:
    return f"OPP {aanvraag.leerling.roepnaam}.pdf" if aanvraag.leerling else "OPP.pdf"


def blad(regels: Sequence[str]) -> bytes:
    """One page of plain lines as PDF: a document of a school has not the head of our letters."""
    alineas = format_html_join("", "<p>{}</p>", ((regel or "\u00a0",) for regel in regels))
    return html_naar_pdf(
        f'<!doctype html><html lang="nl"><title>{escape(regels[0])}</title><body>{alineas}</body></html>'
    )
