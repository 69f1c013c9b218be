"""Taking over counts by where pupils live: all or nothing, and only what somebody saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.logboek.actions import vastleggen
from monitoring.importeren.woonplaatsen import Regel
from monitoring.models import Woontelling
from scholen.models import Samenwerkingsverband, School

Sleutel = tuple[str, str, str]
"""BRIN6 of the school, postcode and gemeente."""
INTUSSEN = "De tellingen zijn intussen veranderd. Kies het bestand opnieuw en kijk wat er wijzigt."


def bekend(teldatum: date, scholen: Sequence[str]) -> dict[Sleutel, str]:
    """What there is of these schools on this day; what a list leaves out of it, goes."""
    rijen = Woontelling.objects.filter(teldatum=teldatum, school__brin6__in=scholen)
    velden = rijen.values_list("school__brin6", "postcode", "gemeente", "aantal", "tekst")
    return {(brin6, postcode, gemeente): tekst or str(aantal) for brin6, postcode, gemeente, aantal, tekst in velden}


@transaction.atomic
def woonplaatsen_inlezen(
    swv: Samenwerkingsverband,
    regels: Sequence[Regel],
    *,
    door: Actor,
    op: datetime,
    teldatum: date,
    was: Mapping[Sleutel, str] | None = None,
) -> int:
    """Write these counts in the place of those of the same schools on this day; gives how many are otherwise now.

    was: what there was when it was shown, None when nobody was asked. Raises NietMogelijk when that changed since.
    """
    scholen = {een.brin6: een for een in School.objects.filter(brin6__in={een.brin6 for een in regels})}
    list(School.objects.select_for_update().filter(pk__in=[een.pk for een in scholen.values()]).order_by("pk"))
    oud = bekend(teldatum, [*scholen])
    if was is not None and was != oud:
        raise NietMogelijk(INTUSSEN)
    nieuw = {een.sleutel: een.waarde for een in regels}
    anders = {een for een in oud.keys() | nieuw.keys() if oud.get(een) != nieuw.get(een)}
    if anders:
        Woontelling.objects.filter(teldatum=teldatum, school__in=scholen.values()).delete()
        _schrijven(regels, scholen, door=door, op=op, teldatum=teldatum)
        vastleggen("woonplaatsen_inlezen", swv, door=door, op=op, teldatum=str(teldatum), anders=len(anders))
    return len(anders)


def _schrijven(
    regels: Sequence[Regel], scholen: Mapping[str, School], *, door: Actor, op: datetime, teldatum: date
) -> None:
    wie = door if isinstance(door, Gebruiker) else None
    Woontelling.objects.bulk_create(
        [
            Woontelling(
                school=scholen[een.brin6],
                teldatum=teldatum,
                postcode=een.postcode,
                gemeente=een.gemeente,
                aantal=een.aantal,
                tekst=een.tekst,
                ingelezen_op=op,
                door=wie,
            )
            for een in regels
        ]
    )
