"""Letters that go through the portal: put there on their date, and sent by post when the notice did not arrive."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from kern.post.actions import MAX_POGINGEN
from kern.post.models import Bericht
from loket.actions.bezorging import POSTBODE, niet_aangekomen
from loket.actions.kanaal import kanaal_voor
from loket.models import Verzending
from loket.models.kanaal import Bezorgfeit
from loket.rules.post import DAG_VANAF

from .soorten import BRIEVENSOORTEN, Brievensoort, klaar, per_groep

Kanaal = Verzending.Kanaal
MELDING = "brief-"
"""A notice has the key brief-<public id of the letter>, for a school followed by -<who>."""
logger = logging.getLogger(__name__)


def portaalbrieven_plaatsen(*, op: datetime) -> int:
    """Make known today's letters that go through the portal; gives how many. Safe to run twice: what went is gone.

    In the name of who dated them. From eight in the morning, and not a day later: a letter whose date has passed needs
    a new one (afspraak 32).
    """
    dag, aantal = timezone.localdate(op), 0
    if timezone.localtime(op).hour < DAG_VANAF:
        return 0
    for soort in BRIEVENSOORTEN:
        wachtend = soort.rijen().filter(kanaal=Kanaal.PORTAAL, verzenddatum=dag, verzonden_op=None, vervallen_op=None)
        for gebruiker in Gebruiker.objects.filter(pk__in=wachtend.values("klaargezet_door")).order_by("pk"):
            rijen = klaar(soort, gebruiker, dag, Kanaal.PORTAAL).filter(klaargezet_door=gebruiker)
            for groep, brieven in per_groep(soort, rijen):
                aantal += _plaatsen(soort, groep, brieven, door=gebruiker, op=op)
    return aantal


def _plaatsen(soort: Brievensoort, groep: object, brieven: list[Verzending], *, door: Gebruiker, op: datetime) -> int:
    """Send these; what may not go through the portal any more goes by post, so that it is asked once."""
    dag = timezone.localdate(op)
    nog = [een for een in brieven if kanaal_voor(een, dag) == Kanaal.PORTAAL]
    _per_post([een for een in brieven if een not in nog], op=op)
    if not nog:
        return 0
    try:
        with transaction.atomic():
            soort.verzonden(groep, door=door, op=op, brieven=[een.public_id for een in nog])
    except (NietMogelijk, Http404):
        logger.warning("%s letters of %s are not put in the portal", len(nog), soort.model._meta.model_name)
        _per_post(nog, op=op)
        return 0
    return len(nog)


@transaction.atomic
def _per_post(brieven: list[Verzending], *, op: datetime) -> None:
    for een in brieven:
        wacht = type(een)._default_manager.filter(pk=een.pk, verzonden_op=None, kanaal=Kanaal.PORTAAL)
        if wacht.update(kanaal=Kanaal.POST):
            vastleggen("brief_per_post", een, door=POSTBODE, op=op, van=Kanaal.PORTAAL, naar=Kanaal.POST)


def mislukte_meldingen_verwerken(*, op: datetime) -> int:
    """A letter in the portal of which no notice can be mailed, did not arrive: it is sent again by post."""
    mislukt = Bericht.objects.filter(
        sleutel__startswith=MELDING, verzonden_op=None, pogingen__gte=MAX_POGINGEN
    ).values_list("sleutel", flat=True)
    brieven = {sleutel[len(MELDING) :][:22] for sleutel in mislukt}
    aantal = 0
    for soort in BRIEVENSOORTEN:
        rijen = (
            soort.rijen()
            .filter(public_id__in=brieven, kanaal=Kanaal.PORTAAL, verzonden_op__isnull=False)
            .exclude(brief__bezorgfeiten__soort=Bezorgfeit.Soort.MELDING_MISLUKT)
        )
        for rij in rijen.order_by("pk"):
            anderen = Bericht.objects.filter(sleutel__startswith=f"{MELDING}{rij.public_id}")
            if not anderen.exclude(verzonden_op=None, pogingen__gte=MAX_POGINGEN).exists():
                niet_aangekomen(rij, Bezorgfeit.Soort.MELDING_MISLUKT, op=op, datum=timezone.localdate(op), door=None)
                aantal += 1
    return aantal
