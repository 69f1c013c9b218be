"""The pages that a region begins with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.overgang import Actor
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband
from voorlichting.models import Pagina, Paginaversie
from voorlichting.regio import laden


@transaction.atomic
def paginas_klaarzetten(swv: Samenwerkingsverband, *, door: Actor, op: datetime) -> int:
    """Publish the pages of the profile of this SWV, when it has none yet; gives how many."""
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    if Pagina.objects.filter(swv=swv).exists():
        return 0
    vandaag, aantal = timezone.localdate(op), 0
    for begin in laden(swv.regio).paginas:
        pagina = Pagina(swv=swv, **begin.plek)
        bewaren(pagina)
        woorden = {
            naam: waarde.strip() if isinstance(waarde, str) else waarde for naam, waarde in begin.woorden.items()
        }
        if begin.over is not None:
            woorden["dag"] = vandaag + timedelta(days=begin.over)
        bewaren(Paginaversie(pagina=pagina, nummer=1, geschreven_op=op, gepubliceerd_op=op, vanaf=vandaag, **woorden))
        aantal += 1
    vastleggen("paginas_klaarzetten", swv, door=door, op=op, aantal=aantal)
    return aantal
