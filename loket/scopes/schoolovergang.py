"""Who sees a child on the list of a school that it leaves or comes to: that school, as long as it sees the child."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from loket.models import Overgangsstap, Schoolovergang
from scholen.models import Leerling
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van


def _van_de_school(rol: Rol) -> None:
    @registreer(Schoolovergang, rol)
    def overgangen(gebruiker: Gebruiker) -> Q:
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        return Q(school__in=scholen_van(gebruiker, rol), leerling__in=kinderen)

    @registreer(Overgangsstap, rol)
    def stappen(gebruiker: Gebruiker) -> Q:
        return Q(overgang__in=Schoolovergang.objects.filter(zicht_door(Schoolovergang, gebruiker, rol)))


for rol_op_school in SCHOOL_SCHRIJFT:
    _van_de_school(rol_op_school)
for model_van_overgang in (Schoolovergang, Overgangsstap):
    ziet_niets(model_van_overgang, *(set(Rol) - {*SCHOOL_SCHRIJFT}))
