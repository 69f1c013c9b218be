"""Material: ordering it, and what happens to it after that."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Arrangement, Materiaal, Materiaalstand, Vorm
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

P, Soort = Permissie, Materiaalstand.Soort
MAG = (P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN, P.AANVRAAG_CONTROLEREN)
NA = {Soort.GELEVERD: Soort.BESTELD, Soort.TERUG: Soort.GELEVERD, Soort.KWIJT: Soort.GELEVERD}
"""What can happen → what must have happened before."""
EINDE = (Soort.TERUG, Soort.KWIJT)


def is_uit(zichtbaar: QuerySet[Materiaal]) -> QuerySet[Materiaal]:
    """What is at a school now: delivered, and neither brought back nor lost."""

    def met(*soorten: str) -> Exists:
        return Exists(Materiaalstand.objects.filter(materiaal=OuterRef("pk"), soort__in=soorten))

    return zichtbaar.filter(met(Soort.GELEVERD), ~met(*EINDE))


@transaction.atomic
def materiaal_bestellen(
    arrangement: Arrangement, *, door: Gebruiker, op: datetime, wat: str, aantal: int, dag: date
) -> Materiaal:
    """Write down that something was ordered for this help."""
    rechten_nodig(door, *MAG)
    rijen = Arrangement.objects.visible_to(door, *MAG).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen.select_related("aanbod", "school", "aanvraag"), pk=arrangement.pk)
    uit = getattr(rij, "beslissing", None)
    if rij.aanbod.vorm != Vorm.MATERIAAL:
        raise NietMogelijk("Bij deze hulp hoort geen materiaal.")
    if uit is None or uit.van is None:
        raise NietMogelijk("Bestel pas als het is toegekend.")
    ding = Materiaal(arrangement=rij, wat=wat.strip(), aantal=aantal)
    bewaren(ding)
    _gebeurt(ding, Soort.BESTELD, dag=dag, door=door, op=op)
    return ding


@transaction.atomic
def materiaal_bijhouden(materiaal: Materiaal, *, door: Gebruiker, op: datetime, soort: str, dag: date) -> None:
    """Write down that it was delivered, brought back, or lost."""
    rechten_nodig(door, *MAG)
    rijen = Materiaal.objects.visible_to(door, *MAG).select_for_update(of=("self",))
    rij: Materiaal = get_object_or_404(rijen.select_related("arrangement__school"), pk=materiaal.pk)
    geweest = {een.soort: een.dag for een in rij.standen.all()}
    eerst = NA.get(Soort(soort))
    if eerst is None or eerst not in geweest:
        raise NietMogelijk("Dit kan nog niet: leg eerst vast dat het is geleverd.")
    if any(einde in geweest for einde in EINDE):
        raise NietMogelijk("Dit materiaal is al terug of kwijt.")
    if dag < geweest[eerst]:
        raise NietMogelijk("Deze dag ligt voor de vorige stap.")
    _gebeurt(rij, soort, dag=dag, door=door, op=op)


def _gebeurt(rij: Materiaal, soort: str, *, dag: date, door: Gebruiker, op: datetime) -> None:
    if dag > timezone.localdate(op):
        raise NietMogelijk("Deze dag moet nog komen.")
    stand = Materiaalstand(materiaal=rij, soort=soort, dag=dag, vastgelegd_op=op, vastgelegd_door=door)
    bewaren(stand)
    vastleggen("materiaal_bijhouden", rij, door=door, op=op, soort=soort, dag=str(dag))
