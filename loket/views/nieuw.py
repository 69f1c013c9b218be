"""What is new to somebody: per row of a list the kinds of things that came in, and on a case what changed.

A kind is a row in SOORTEN; an action of another slice that brings something in gets its word there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kern.gebruikers.collegas import namen
from kern.gebruikers.models import Gebruiker
from kern.logboek.geschiedenis import gebeurtenissen
from loket.models import Aanvraag
from loket.models.notitie import Noeming, Notitie, Schoolbericht
from loket.models.werkplek import Kijkmoment
from loket.scopes.verloop import verloop_van

from .woorden import gebeurtenis

SOORTEN = {
    "aanvullen": "Aanvulling",
    "bijlage_toevoegen": "Stuk",
    "advies_ondertekenen": "Advies",
    "zienswijze_vastleggen": "Mening ouders",
    "terug": "Teruggestuurd",
    "besluiten": "Besluit",
    "intrekken": "Ingetrokken",
}
"""Action in the logbook → the mark in a list."""
GENOEMD, NOTITIE, BERICHT = "Jij bent genoemd", "Notitie", "Bericht van de school"


@dataclass(frozen=True)
class Verandering:
    """One thing that changed since somebody looked."""

    op: datetime
    wat: str
    wie: str


def nieuw_per_aanvraag(pagina: list[Aanvraag], gebruiker: Gebruiker) -> dict[int, list[str]]:
    """Per aanvraag of this page the marks for this user, mentions first. Five queries, however many rows.

    New is what others did after this user looked; of a case never looked at only what is the user's own, since it
    was submitted. A mention stands until the case is opened.
    """
    ids = {een.pk: een for een in pagina}
    gezien = dict(
        Kijkmoment.objects.visible_to(gebruiker)
        .filter(aanvraag__in=ids, gebruiker=gebruiker)
        .values_list("aanvraag_id", "gezien_op")
    )
    marken: dict[int, dict[str, None]] = defaultdict(dict)
    genoemd = Noeming.objects.visible_to(gebruiker).filter(gebruiker=gebruiker, gezien_op=None)
    for pk in genoemd.filter(notitie__aanvraag__in=ids).values_list("notitie__aanvraag_id", flat=True):
        marken[pk][GENOEMD] = None

    def zetten(pk: int, op: datetime, woord: str) -> None:
        sinds = gezien.get(pk) or (ids[pk].ingediend_op if ids[pk].behandelaar_id == gebruiker.pk else None)
        if sinds and op > sinds:
            marken[pk][woord] = None

    per_id = {een.public_id: een.pk for een in pagina}
    regels = gebeurtenissen(per_id).filter(actie__in=SOORTEN).exclude(wie=gebruiker.public_id)
    for ding, actie, op in regels.values_list("ding", "actie", "op"):
        zetten(per_id[ding], op, SOORTEN[actie])
    for model, woord, welke in (
        (Notitie, NOTITIE, Q()),
        (Schoolbericht, BERICHT, Q(van_school=True)),
    ):
        rijen = model.objects.visible_to(gebruiker).filter(welke, aanvraag__in=ids)
        for pk, op in rijen.exclude(schrijver=gebruiker).values_list("aanvraag_id", "created_at"):
            zetten(pk, op, woord)
    return {pk: [*woorden] for pk, woorden in marken.items()}


def veranderd(aanvraag: Aanvraag, gebruiker: Gebruiker, sinds: datetime | None) -> list[Verandering]:
    """What others did with this case after that moment, newest first; nothing at the first look."""
    if sinds is None:
        return []
    regels = [
        (regel.op, gebeurtenis(regel.actie), regel.wie)
        for regel in gebeurtenissen(verloop_van(aanvraag, gebruiker))
        .filter(op__gt=sinds)
        .exclude(wie=gebruiker.public_id)
    ]
    for model, woord in ((Notitie, "Interne notitie"), (Schoolbericht, "Bericht")):
        rijen = model.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, created_at__gt=sinds)
        regels += [
            (op, woord, wie)
            for op, wie in rijen.exclude(schrijver=gebruiker).values_list("created_at", "schrijver__public_id")
        ]
    wie_heet = namen(wie for _, _, wie in regels)
    return [Verandering(op, wat, wie_heet.get(wie, "het portaal")) for op, wat, wie in sorted(regels, reverse=True)]
