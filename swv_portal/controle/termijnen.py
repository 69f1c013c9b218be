"""I10: nothing stays past its term without somebody having been asked, and nothing that is held is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from swv_portal.controle.zinnen import noemen
from toezicht.dossiers import alle
from toezicht.models import Opruimregel, Vasthouding
from toezicht.models.bewaren import Regelstand

LIJSTEN = timedelta(days=62)
"""A list is made each month: what was left out of two of them is forgotten."""
GEVRAAGD = (Regelstand.VOORSTEL, Regelstand.ZACHT, Regelstand.TERUG)


def termijnen(op: datetime) -> Iterator[str]:
    """Files that were due two lists ago and are on none since; children that are held and of whom something went."""
    dag = timezone.localdate(op)
    sinds = Opruimregel.objects.filter(opruiming__gemaakt_op__gte=op - LIJSTEN, stand__in=GEVRAAGD)
    lopend = Opruimregel.objects.filter(opruiming__klaar_op=None, stand__in=GEVRAAGD)
    gezien = {tuple(naam) for wortels in (sinds | lopend).values_list("wortels", flat=True) for naam in wortels}
    vergeten = []
    for dossier in alle(dag):
        oordeel = dossier.oordeel(dag)
        te_laat = oordeel.mag and oordeel.vanaf is not None and oordeel.vanaf < dag - LIJSTEN
        if te_laat and not gezien & {tuple(naam) for naam in dossier.namen}:
            vergeten.append(dossier.kenmerk)
    if vergeten:
        yield f"Dossiers waarvan de termijn voorbij is en die op geen lijst staan: {noemen(sorted(vergeten))}."
    vast = set(Vasthouding.objects.filter(opgeheven_op=None).values_list("leerling__public_id", flat=True))
    weg = Opruimregel.objects.filter(stand__in=(Regelstand.ZACHT, Regelstand.WEG), opruiming__klaar_op=None)
    if verborgen := sorted(rij.pk for rij in weg.only("leerlingen") if vast & set(rij.leerlingen)):
        yield f"Wordt vastgehouden en staat op een lijst die wordt uitgevoerd: {noemen(verborgen)}."
