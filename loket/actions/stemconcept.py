"""What a pupil is writing, or who helps one: kept while it is typed, of one account, and thrown away in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from loket.models import Aanvraag, Stemconcept
from loket.models.aanvraag import OPEN

from .stem import nog_te_vertellen

BLIJFT = timedelta(days=14)
"""After the last word. What a child did not send was perhaps not meant to be kept."""


class ConceptGewijzigd(NietMogelijk):
    """Saved in another tab in the meantime. `concept` is what stands there now."""

    def __init__(self, concept: Stemconcept) -> None:
        super().__init__(
            gettext("Deze tekst is intussen ook in een ander venster opgeslagen. Kies welke tekst blijft.")
        )
        self.concept = concept


@transaction.atomic
def concept_bewaren(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, versie: int, velden: Mapping[str, Any]
) -> Stemconcept:
    """Keep text and choices; what is absent stays as it was. Nobody but this account reads it, and no log names it.

    Raises ConceptGewijzigd when another tab saved after `versie`, NietMogelijk when nothing can be told any more.
    """
    rij = nog_te_vertellen(aanvraag, door)
    concept = Stemconcept.objects.filter(aanvraag=rij, van=door).first()
    if concept is None:
        if not any(velden.values()):
            return Stemconcept(aanvraag=rij, van=door, bewerkt_op=op)
        concept = Stemconcept(aanvraag=rij, van=door)
    if concept.pk and all(concept.velden.get(naam) == waarde for naam, waarde in velden.items()):
        return concept
    if concept.versie != versie:
        raise ConceptGewijzigd(concept)
    concept.velden = {**concept.velden, **velden}
    concept.versie, concept.bewerkt_op = concept.versie + 1, op
    concept.save()
    return concept


def concept_weggooien(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """Throw away what was written and not sent, of the own account."""
    Stemconcept.objects.visible_to(door).filter(aanvraag=aanvraag).delete()


def concepten_opruimen(*, op: datetime) -> int:
    """Throw away what lay still for too long, or has nothing to wait for; how many. Doing it twice changes nothing."""
    over = Q(bewerkt_op__lt=op - BLIJFT) | ~Q(aanvraag__status__in=sorted(OPEN))
    aantal, _ = Stemconcept.objects.filter(over).delete()
    return aantal
