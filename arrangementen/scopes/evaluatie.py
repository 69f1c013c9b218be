"""Who sees an evaluation: the school that asked all of it, others when it is finished, and of a group no words."""

from __future__ import annotations

from django.db.models import Q

from arrangementen.models import Arrangement, Beslissing, Doelevaluatie, Evaluatie, Evaluatieverslag
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from scholen.models import Afscherming
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, dossierscholen_van

from .arrangement import HELE_SWV, NIEMAND, ZONDER_KIND

KLAAR = Q(afgerond_op__isnull=False)
DELEN = (Evaluatieverslag, Doelevaluatie)


def kind_zonder_geheim(gebruiker: Gebruiker, rol: Rol) -> Q:
    """As a condition on Arrangement: decided and known to this parent or pupil.

    What a child gets tells at which school it is, so where that is kept from its parents it goes to the pupil alone
    (afspraak 37).
    """
    bekend = Beslissing.objects.filter(zicht_door(Beslissing, gebruiker, rol)).exclude(van=None)
    if rol == Rol.LEERLING:
        return Q(pk__in=bekend.values("arrangement"))
    geheim = Arrangement.objects.filter(deelnames__leerling__afscherming=Afscherming.VERBLIJFPLAATS)
    return Q(pk__in=bekend.values("arrangement")) & ~Q(pk__in=geheim.values("pk"))


def _van_school(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        return Q(arrangement__school__in=dossierscholen_van(gebruiker, rol).values("pk"))

    _delen(rol)


def _van_swv(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        van = Arrangement.objects.filter(zicht_door(Arrangement, gebruiker, rol))
        return Q(arrangement__in=van.values("pk")) & KLAAR

    _delen(rol)


def _delen(rol: Rol) -> None:
    @registreer(Evaluatieverslag, rol)
    @registreer(Doelevaluatie, rol)
    def delen(gebruiker: Gebruiker) -> Q:
        return Q(evaluatie__in=Evaluatie.objects.filter(zicht_door(Evaluatie, gebruiker, rol)).values("pk"))


def _van_kind(rol: Rol) -> None:
    @registreer(Evaluatie, rol)
    def evaluaties(gebruiker: Gebruiker) -> Q:
        """From planning it on, for a family is asked for its own words before."""
        return Q(arrangement__in=Arrangement.objects.filter(kind_zonder_geheim(gebruiker, rol)).values("pk"))

    @registreer(Evaluatieverslag, rol)
    @registreer(Doelevaluatie, rol)
    def delen(gebruiker: Gebruiker) -> Q:
        van = Evaluatie.objects.filter(evaluaties(gebruiker), KLAAR, arrangement__voor=Arrangement.Voor.LEERLING)
        return Q(evaluatie__in=van.values("pk"))


for _rol in SCHOOL_SCHRIJFT:
    _van_school(_rol)
for _rol in (*HELE_SWV, Rol.ADVISEUR):
    _van_swv(_rol)
for _rol in KIND_EN_OUDERS:
    _van_kind(_rol)
for _model in (Evaluatie, *DELEN):
    ziet_niets(_model, *NIEMAND, *ZONDER_KIND)
