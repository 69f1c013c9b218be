"""A file as the answer to a question of the SWV."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Antwoord, Bijlage, Status, Vraag
from loket.rules.vragen import BESTAND

from .aanvraag import bijlage_toevoegen


@transaction.atomic
def antwoord_bestand_toevoegen(
    aanvraag: Aanvraag, sleutel: str, *, door: Gebruiker, op: datetime, inhoud: Inhoud, naam: str
) -> Bijlage:
    """Answer a question that asks for a file. It becomes a document of the aanvraag as any other.

    Raises NietMogelijk when the aanvraag is no draft any more, Http404 when it has no such question.
    """
    rijen = Aanvraag.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN)
    rij: Aanvraag = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    if rij.status != Status.CONCEPT:
        raise NietMogelijk("De aanvraag is al ingediend. Wijzigen kan niet meer; aanvullen wel.")
    vraag = get_object_or_404(Vraag.objects.voor(rij).filter(soort=BESTAND), sleutel=sleutel)
    bijlage = bijlage_toevoegen(rij, door=door, op=op, inhoud=inhoud, naam=naam, soort=Bijlage.Soort.ANDERS)
    antwoord, _ = Antwoord.objects.get_or_create(aanvraag=rij, vraag=vraag)
    antwoord.bijlagen.add(bijlage)
    vastleggen("vraag_beantwoorden", bijlage, door=door, op=op, vraag=sleutel)
    return bijlage
