"""Who sees an evaluation: the school that asked all of it, others when it is finished, and of a group no words."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from arrangementen.models import (
    Arrangement,
    Beslissing,
    Deelname,
    Doelevaluatie,
    Evaluatie,
    Evaluatieverslag,
    Evaluatiewoord,
)
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, dossierscholen_van

from .arrangement import HELE_SWV, NIEMAND, ZONDER_KIND, met_beslissing, weet_waar

KLAAR = Q(afgerond_op__isnull=False)
STAAT = Q(vervallen_op=None)
"""Not taken back when it was planned."""
DELEN = (Evaluatieverslag, Doelevaluatie)


def bekend_bij(gebruiker: Gebruiker, rol: Rol) -> Q:
    """As a condition on Arrangement: granted to the own child, and this parent or pupil knows it."""
    besluiten = Beslissing.objects.filter(zicht_door(Beslissing, gebruiker, rol)).exclude(van=None)
    deelnames = Deelname.objects.filter(eigen_deelname(gebruiker, rol))
    return Q(pk__in=besluiten.values("arrangement")) & Q(pk__in=deelnames.values("arrangement"))


def eigen_deelname(gebruiker: Gebruiker, rol: Rol) -> Q:
    """As a condition on Deelname: the own child in it, or the pupil itself, whose school this reader may know."""
    return zicht_door(Deelname, gebruiker, rol) & weet_waar(gebruiker)


def _van_school(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        eigen = Q(arrangement__school__in=dossierscholen_van(gebruiker, rol).values("pk"))
        return eigen & met_beslissing(rol)(gebruiker) & STAAT

    _delen(rol)


def _van_swv(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        van = Arrangement.objects.filter(zicht_door(Arrangement, gebruiker, rol))
        return Q(arrangement__in=van.values("pk")) & KLAAR

    _delen(rol)


def met_evaluatie(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the evaluation through this role."""
    return lambda wie: Q(evaluatie__in=Evaluatie.objects.filter(zicht_door(Evaluatie, wie, rol)).values("pk"))


def _delen(rol: Rol) -> None:
    for model in DELEN:
        registreer(model, rol)(met_evaluatie(rol))


def _van_kind(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        """From planning it on, for a family is asked for its own words before."""
        return Q(arrangement__in=Arrangement.objects.filter(bekend_bij(gebruiker, rol)).values("pk")) & STAAT

    @registreer(Evaluatieverslag, rol)
    @registreer(Doelevaluatie, rol)
    def delen(gebruiker: Gebruiker) -> Q:
        van = Evaluatie.objects.filter(evaluaties(gebruiker), KLAAR, arrangement__voor=Arrangement.Voor.LEERLING)
        return Q(evaluatie__in=van.values("pk"))


def _woorden(rol: Rol) -> None:
    @registreer(Evaluatiewoord, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        """Of a group over several schools each reads its own families."""
        return Q(deelname__school__in=dossierscholen_van(gebruiker, rol).values("pk"))


def _eigen_woorden(rol: Rol) -> None:
    @registreer(Evaluatiewoord, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        """The own words: parents do not read what the other wrote."""
        van = Deelname.objects.filter(eigen_deelname(gebruiker, rol))
        return Q(gever=gebruiker, deelname__in=van.values("pk"))


for _rol in SCHOOL_SCHRIJFT:
    _van_school(_rol)
    _woorden(_rol)
for _rol in (*HELE_SWV, Rol.ADVISEUR):
    _van_swv(_rol)
    registreer(Evaluatiewoord, _rol)(met_evaluatie(_rol))
for _rol in KIND_EN_OUDERS:
    _van_kind(_rol)
    _eigen_woorden(_rol)
for _model in (Evaluatie, Evaluatiewoord, *DELEN):
    ziet_niets(_model, *NIEMAND, *ZONDER_KIND)
