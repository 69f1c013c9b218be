"""Children of the demo on their way to a next school or to work: the oldest of each school, with steps done in time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.actions.schoolovergang import instelling_voor, overgangen_beginnen, overgangsstap_zetten, regels_van
from loket.models import Schoolovergang
from loket.rules.schoolovergang import soorten
from scholen.models import Leerling, Plek, School

PER_SCHOOL = 3
LAAT = 1
"""At one school a step that is due is left open, so that the list shows one that is late."""


def vullen(*, op: datetime) -> None:
    """Once; a second time changes nothing."""
    if Schoolovergang.objects.exists():
        return
    plekken = Plek.objects.filter(lidmaatschap__rol=Rol.IB, school__isnull=False)
    for nummer, plek in enumerate(plekken.select_related("lidmaatschap__gebruiker", "school").order_by("pk")):
        assert plek.school is not None
        _school(plek.school, plek.lidmaatschap.gebruiker, nummer, op)


def _school(school: School, ib: Gebruiker, nummer: int, op: datetime) -> None:
    vandaag = timezone.localdate(op)
    te_kiezen = soorten(school.soort, regels_van(instelling_voor(school, vandaag)))
    oudsten = Leerling.objects.visible_to(ib).order_by("geboortedatum", "pk")[:PER_SCHOOL]
    kinderen = [kind.public_id for kind in oudsten]
    if not te_kiezen or not kinderen:
        return
    nieuw = overgangen_beginnen(school, door=ib, op=op, soort=te_kiezen[-1], leerlingen=kinderen, eigenaar=ib.public_id)
    for rij in nieuw:
        stappen = [een for een in rij.stappen.all() if een.uiterlijk < vandaag]
        for stap in stappen[: -1 if nummer == LAAT else None]:
            overgangsstap_zetten(rij, door=ib, op=op, volgorde=stap.volgorde, gedaan=True)
