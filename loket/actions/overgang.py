"""The one table of transitions of an aanvraag; every action file adds its own."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, Overgangen
from loket.models import Aanvraag
from loket.models.werkplek import Waarneming


class AanvraagOvergangen(Overgangen[Aanvraag]):
    """Whoever acts for a colleague who is away: the logbook names both."""

    def erbij(self, rij: Aanvraag, door: Actor, op: datetime) -> dict[str, str]:
        if not isinstance(door, Gebruiker) or rij.behandelaar_id in (None, door.pk):
            return {}
        weg = Waarneming.objects.geldig(timezone.localdate(op)).filter(waarnemer=door, gebruiker=rij.behandelaar_id)
        namens = weg.values_list("gebruiker__public_id", flat=True).first()
        return {"namens": namens} if namens else {}


overgang = AanvraagOvergangen(Aanvraag)
