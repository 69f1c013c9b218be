"""Setting up the SWV of this installation from its profile."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kern.gebruikers.overgang import Actor
from kern.logboek.actions import vastleggen
from scholen.importeren import bron_lezen
from scholen.models import Instelling, Samenwerkingsverband, SchoolDeelname, Werkgebied
from scholen.regio import Profiel

from .importeren import scholen_inlezen

BEGIN = date(2020, 8, 1)


@transaction.atomic
def regio_inrichten(profiel: Profiel, *, door: Actor, op: datetime) -> Samenwerkingsverband:
    """Write the SWV, its first settings, its werkgebieden and its schools. A second time changes nothing.

    What an SWV changed since in beheer stays: a profile is a beginning, not a master.
    """
    swv, nieuw = Samenwerkingsverband.objects.get_or_create(code=profiel.code, defaults=profiel.swv | {"eigen": True})
    if not nieuw and swv.eigen:
        return swv
    if not nieuw:
        for naam, waarde in profiel.swv.items():
            setattr(swv, naam, waarde)
        swv.eigen = True
        swv.save()
    Instelling.objects.get_or_create(swv=swv, geldig_van=BEGIN, defaults=profiel.instelling)
    bron = bron_lezen(profiel.scholen.name, profiel.scholen.read_bytes(), peildatum=date(2026, 8, 1))
    scholen_inlezen([bron], door=door, op=op)
    _werkgebieden(swv, profiel)
    vastleggen("regio_inrichten", swv, door=door, op=op, regio=profiel.naam)
    return swv


def _werkgebieden(swv: Samenwerkingsverband, profiel: Profiel) -> None:
    for gebied in profiel.werkgebieden:
        rij, _ = Werkgebied.objects.get_or_create(swv=swv, code=gebied.code, defaults={"naam": gebied.naam})
        scholen = [
            deelname.pk
            for deelname in SchoolDeelname.objects.filter(swv=swv, werkgebied=None).select_related("school")
            if gebied.bevat(deelname.school.postcode)
        ]
        SchoolDeelname.objects.filter(pk__in=scholen).update(werkgebied=rij)
