"""What of meetings belongs on other pages: my actions on the page I start with, and the decisions beside a case."""

from __future__ import annotations

from django.db.models import QuerySet

from kern.gebruikers.models import Gebruiker
from loket.models import Aanvraag, Actiepunt, Agendapunt


def mijn_acties(gebruiker: Gebruiker) -> list[Actiepunt]:
    """What this user still has to do after meetings, the soonest first."""
    rijen = Actiepunt.objects.visible_to(gebruiker).filter(wie=gebruiker, gedaan_op__isnull=True)
    return list(rijen.select_related("overleg").order_by("uiterlijk", "pk")[:20])


def punten_van(aanvraag: Aanvraag, gebruiker: Gebruiker) -> QuerySet[Agendapunt]:
    """The meetings about this case that this user may know of, the latest first."""
    punten = Agendapunt.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, overleg__afgezegd_op__isnull=True)
    return punten.select_related("overleg").order_by("-overleg__begin")
