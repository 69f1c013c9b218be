"""The draft of a decision: kept on the server while the beslisser writes. Nothing follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, ook_gewijzigd
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, BesluitConcept, Status


class ConceptGewijzigd(NietMogelijk):
    """A colleague saved in the meantime. `concept` is what stands there now."""

    def __init__(self, concept: BesluitConcept, door: Gebruiker) -> None:
        super().__init__(f"{ook_gewijzigd('dit besluit', concept.bewerkt_door, door=door)} Kies welke tekst blijft.")
        self.concept = concept


@transaction.atomic
def concept_opslaan(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    versie: int,
    gegevens: dict[str, Any],
    brief_bekeken: bool = False,
) -> BesluitConcept:
    """Keep what was typed, and with brief_bekeken that the letter made from it is being read now.

    Raises ConceptGewijzigd when somebody saved after `versie`, NietMogelijk when it is not up to this user or the
    decision has been taken. Not logged: typing is not an event, deciding is.
    """
    zaak = Aanvraag.objects.visible_to(door, Permissie.BESLUIT_NEMEN).select_for_update(of=("self",))
    if (rij := zaak.filter(pk=aanvraag.pk).first()) is None:
        raise NietMogelijk(GEEN_RECHTEN)
    if rij.status != Status.BESLUIT_VOORBEREIDEN:
        raise NietMogelijk(f"Dit kan niet meer: de status is nu ‘{rij.get_status_display()}’.")
    concept, _ = BesluitConcept.objects.select_related("bewerkt_door").get_or_create(aanvraag=rij)
    if concept.gegevens != gegevens:
        if concept.versie != versie:
            raise ConceptGewijzigd(concept, door)
        concept.versie += 1
        concept.gegevens = gegevens
        concept.bewerkt_op, concept.bewerkt_door = op, door
    if brief_bekeken:
        concept.brief_bekeken_op = op
    concept.save()
    return concept
