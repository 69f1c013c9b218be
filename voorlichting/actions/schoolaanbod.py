"""A school writes its own aanbod, checks its basisondersteuning and looks back on it, once a school year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from scholen.models import School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van
from voorlichting.models import Basischeck, Schoolaanbod
from voorlichting.punten import punten_in, punten_voor
from voorlichting.rules.basisondersteuning import fouten

SCHRIJVEN = Permissie.SCHOOLAANBOD_SCHRIJVEN


@transaction.atomic
def aanbod_schrijven(
    school: School, *, door: Gebruiker, op: datetime, publiceren: bool, **woorden: str
) -> Schoolaanbod:
    """Write the aanbod of this school year. Once everybody reads it, what is written holds at once."""
    jaar = _van_nu(school, door, op)
    rij = Schoolaanbod.objects.select_for_update().filter(school=school, schooljaar=jaar).first()
    rij = rij or Schoolaanbod(school=school, schooljaar=jaar)
    for naam, waarde in woorden.items():
        setattr(rij, naam, waarde)
    rij.geschreven_op, rij.geschreven_door = op, door
    if publiceren and rij.gepubliceerd_op is None:
        rij.gepubliceerd_op = op
    bewaren(rij)
    te_lezen = rij.gepubliceerd_op is not None
    vastleggen("schoolaanbod_schrijven", rij, door=door, op=op, schooljaar=jaar, openbaar=te_lezen)
    return rij


@transaction.atomic
def basis_checken(
    school: School, *, door: Gebruiker, op: datetime, oordelen: Mapping[str, str], toelichting: str = ""
) -> Basischeck:
    """Judge every point of basisondersteuning; again in the same year writes it anew, by the same points."""
    jaar = _van_nu(school, door, op)
    rij = Basischeck.objects.select_for_update().filter(school=school, schooljaar=jaar).first()
    rij = rij or Basischeck(school=school, schooljaar=jaar, punten=punten_voor(school, jaar))
    if fouten(punten_in(rij), oordelen):
        raise NietMogelijk("Kies bij elk punt hoe het ervoor staat.")
    rij.oordelen, rij.toelichting = dict(oordelen), toelichting
    rij.gecheckt_op, rij.gecheckt_door = op, door
    bewaren(rij)
    vastleggen("basis_checken", rij, door=door, op=op, schooljaar=jaar)
    return rij


@transaction.atomic
def basis_evalueren(
    school: School, *, door: Gebruiker, op: datetime, goed: str, beter: str, plan: str = ""
) -> Basischeck:
    """Look back on the year with the team (C44). The check comes first."""
    jaar = _van_nu(school, door, op)
    rij = Basischeck.objects.select_for_update().filter(school=school, schooljaar=jaar).first()
    if rij is None:
        raise NietMogelijk("Doe eerst de zelfcheck van dit schooljaar.")
    rij.goed, rij.beter, rij.plan, rij.geevalueerd_op = goed, beter, plan, op
    bewaren(rij)
    vastleggen("basis_evalueren", rij, door=door, op=op, schooljaar=jaar)
    return rij


def _van_nu(school: School, door: Gebruiker, op: datetime) -> int:
    rechten_nodig(door, SCHRIJVEN)
    if not scholen_van(door, *SCHOOL_SCHRIJFT).filter(pk=school.pk).exists():
        raise NietMogelijk("Dit is geen school van jou.")
    School.objects.select_for_update().get(pk=school.pk)
    return schooljaar(timezone.localdate(op))
