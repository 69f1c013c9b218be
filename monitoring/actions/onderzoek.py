"""Giving the set of a school year to who does research: to whom and what for is written down first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from monitoring.models import Onderzoeksset, Verstrekking
from monitoring.rapporten.onderzoek import sets
from monitoring.rapporten.onderzoeksbestand import zip_van
from scholen.models import Samenwerkingsverband

JAREN = 5
"""So many school years back a set can be made of."""


@transaction.atomic
def onderzoeksset_geven(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, jaar: int, ontvanger: str, doel: str
) -> Verstrekking:
    """Write down who gets the set of this school year and why. The set is made the first time that somebody asks."""
    rechten_nodig(door, Permissie.RAPPORT_MAKEN)
    dit = schooljaar(timezone.localdate(op))
    if not dit - JAREN <= jaar < dit:
        raise NietMogelijk("Een set gaat over een schooljaar dat voorbij is, hoogstens vijf jaar terug.")
    if not ontvanger.strip() or not doel.strip():
        raise NietMogelijk("Schrijf op wie de set krijgt en waarvoor.")
    rij = Verstrekking.objects.create(
        set=_van(swv, jaar, door=door, op=op),
        ontvanger=ontvanger.strip(),
        doel=doel.strip(),
        gegeven_op=op,
        gegeven_door=door,
    )
    vastleggen("onderzoeksset_geven", rij, door=door, op=op, schooljaar=jaar)
    return rij


def _van(swv: Samenwerkingsverband, jaar: int, *, door: Gebruiker, op: datetime) -> Onderzoeksset:
    """The one set of this school year. Two who ask at once wait for each other at the row of the SWV."""
    Samenwerkingsverband.objects.select_for_update(no_key=True).get(pk=swv.pk)
    er = Onderzoeksset.objects.filter(swv=swv, schooljaar=jaar).first()
    if er is not None:
        return er
    data = zip_van(swv, jaar, sets(swv, jaar), op=op)
    inhoud = bewaren(data, soort="application/zip", op=op)
    nieuw = Onderzoeksset.objects.create(swv=swv, schooljaar=jaar, inhoud=inhoud, gemaakt_op=op)
    vastleggen("onderzoeksset_maken", nieuw, door=door, op=op, schooljaar=jaar)
    return nieuw
