"""Drafts that nobody sent: a reminder, once for each, by a mail without names."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from kern.post.models import Bericht
from kern.termijnen.kalender import is_werkdag
from loket.models import Aanvraag, Status

from .aanvraag import ONDERDELEN
from .berichten import school_herinneren_aan

HERINNERAAR = Systeem("herinneringen")


def met_bewerkt_op(aanvragen: QuerySet[Aanvraag]) -> QuerySet[Aanvraag]:
    """Each with `bewerkt_op`: when somebody last saved a section of it; None when nobody did."""
    namen = [model._meta.get_field("aanvraag").remote_field.related_name for model in ONDERDELEN.values()]
    return aanvragen.annotate(bewerkt_op=Greatest(*(f"{naam}__bewerkt_op" for naam in namen)))


def concepten_herinneren(*, op: datetime) -> int:
    """Remind of drafts that lie still for as long as the SWV set; gives how many. Twice, or at once, mails once."""
    if not is_werkdag(timezone.localdate(op)):
        return 0
    concepten = met_bewerkt_op(Aanvraag.objects.filter(status=Status.CONCEPT)).select_related("instelling")
    stil = [een.pk for een in concepten.order_by("pk") if ligt_stil(een, op=op)]
    return sum(_herinneren(pk, op) for pk in stil)


def ligt_stil(concept: Aanvraag, *, op: datetime) -> bool:
    """Whether nobody touched this draft for the number of days of the SWV; 0 days means never. Needs bewerkt_op."""
    dagen = concept.instelling.concept_herinnering_dagen
    laatst = getattr(concept, "bewerkt_op", None) or concept.created_at
    return bool(dagen) and laatst <= op - timedelta(days=dagen)


@transaction.atomic
def _herinneren(pk: int, op: datetime) -> bool:
    rijen = Aanvraag.objects.filter(status=Status.CONCEPT).select_for_update(of=("self",), skip_locked=True)
    rij = rijen.select_related("school", "leerling").filter(pk=pk).first()
    if rij is None:
        return False
    sleutel = f"concept-{rij.public_id}"
    if Bericht.objects.filter(sleutel__startswith=f"{sleutel}-").exists():
        return False
    school_herinneren_aan(rij, sleutel=sleutel, op=op)
    vastleggen("concept_herinneren", rij, door=HERINNERAAR, op=op)
    return True
