"""Once a quarter somebody says of each list of people whether it is still right, and who did not is mailed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap, LidmaatschapQuerySet
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from kern.post.actions import melden
from scholen.rules.nakijken import hoeveelste, kwartaal
from scholen.scopes import BEHEERT_SCHOOL

from .leden import NIET_HIER, lid_beeindigen, lid_nakijken

SWV = "swv"
"""The list of everybody who has no role of a school: of the SWV, a board, a gemeente, an organisation."""
VAN_SCHOOL = Q(plek__school__isnull=False, rol__in=[*SCHOOLROLLEN])
"""Who is on the list of a school; an adviseur may work at one and is still of the SWV. Nobody is on no list."""


def nog_open(dag: date) -> Q:
    """Who was there when this quarter began, and of whom nobody said since that it is still right."""
    begin = kwartaal(dag)
    sinds = timezone.make_aware(datetime.combine(begin, time.min))
    return Q(van__lt=begin) & (Q(nagekeken_op=None) | Q(nagekeken_op__lt=sinds))


@dataclass(frozen=True)
class Stand:
    """How far one list is. kijkers: how many people of the school itself can look through it."""

    waar: str
    naam: str
    totaal: int
    open: int
    kijkers: int
    laatst: datetime | None


def lijst(rijen: LidmaatschapQuerySet, waar: str, dag: date) -> LidmaatschapQuerySet:
    """Of these memberships the ones on this list on this day. waar: the BRIN of a school, or SWV."""
    geldig = rijen.geldig(dag)
    if waar == SWV:
        return geldig.filter(~VAN_SCHOOL).exclude(rol__in=[*NIET_HIER])
    return geldig.filter(VAN_SCHOOL, plek__school__brin6=waar)


def standen(rijen: LidmaatschapQuerySet, dag: date) -> list[Stand]:
    """How far each list with one of these memberships is; what is open goes first."""
    tellen = {
        "totaal": Count("pk"),
        "open": Count("pk", filter=nog_open(dag)),
        "kijkers": Count("pk", filter=Q(rol__in=BEHEERT_SCHOOL, gebruiker__is_active=True)),
        "laatst": Max("nagekeken_op"),
    }
    van_school = rijen.geldig(dag).filter(VAN_SCHOOL)
    per_school = van_school.values("plek__school__brin6", "plek__school__naam").order_by("plek__school__brin6")
    namen = ("plek__school__brin6", "plek__school__naam", *tellen)
    uit = [Stand(*rij) for rij in per_school.annotate(**tellen).values_list(*namen)]
    swv = lijst(rijen, SWV, dag).aggregate(**tellen)
    if swv["totaal"]:
        uit.append(Stand(SWV, "Samenwerkingsverband en anderen", *(swv[naam] for naam in tellen)))
    return sorted(uit, key=lambda een: (een.open == 0, een.naam, een.waar))


@transaction.atomic
def lijst_nakijken(keuzes: Iterable[tuple[Lidmaatschap, bool]], *, door: Gebruiker, op: datetime) -> None:
    """Of each of these people: still right (True), or here no more. All of it or, with a reason, nothing."""
    for lid, klopt in keuzes:
        (lid_nakijken if klopt else lid_beeindigen)(lid, door=door, op=op)


def nakijken_herinneren(*, op: datetime) -> None:
    """Mail who can look through a list that is still open; each at most three times a quarter for each list."""
    dag = timezone.localdate(op)
    geldig = Lidmaatschap.objects.geldig(dag)
    scholen = geldig.filter(nog_open(dag), VAN_SCHOOL).values("plek__school")
    kijkers = geldig.filter(rol__in=BEHEERT_SCHOOL, plek__school__in=scholen, gebruiker__is_active=True)
    plekken = kijkers.select_related("gebruiker", "plek__school")
    wie = {(lid.plek.school.public_id, lid.gebruiker) for lid in plekken if lid.plek.school}
    if lijst(Lidmaatschap.objects.all(), SWV, dag).filter(nog_open(dag)).exists():
        beheer = geldig.filter(rol=Rol.BEHEERDER, gebruiker__is_active=True).select_related("gebruiker")
        wie |= {(SWV, lid.gebruiker) for lid in beheer}
    for waar, gebruiker in wie:
        sleutel = f"nakijken-{kwartaal(dag):%Y%m%d}-{waar}-{gebruiker.public_id}-{hoeveelste(dag)}"
        melden(wie=gebruiker, sleutel=sleutel, op=op)
