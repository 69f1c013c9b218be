"""Who sees which report: staff all, others the one about their own board, school or gemeente once it is there.

In what a board or gemeente reads small numbers are hidden; a school reads exact figures of its own pupils. National
figures are public.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, openbaar, registreer, ziet_niets
from monitoring.kengetallen.bronnen import eigen_gemeenten
from monitoring.models import Rapport, Vergelijkcijfer
from scholen.models import Bestuur
from scholen.scopes import scholen_van

openbaar(Vergelijkcijfer)
HELE_SWV = (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.CONTROLLER)
SCHOOL = (Rol.IB, Rol.DIRECTEUR)
KLAAR = Q(klaar_op__isnull=False)


@registreer(Rapport, *HELE_SWV)
def _alle(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Rapport, Rol.BESTUUR)
def _van_bestuur(gebruiker: Gebruiker) -> Q:
    leden = Lidmaatschap.objects.geldig(timezone.localdate()).filter(gebruiker=gebruiker, rol=Rol.BESTUUR)
    return KLAAR & Q(bestuur__in=Bestuur.objects.filter(plekken__lidmaatschap__in=leden).values("pk"))


def _van_school(rol: Rol) -> None:
    @registreer(Rapport, rol)
    def eigen(gebruiker: Gebruiker) -> Q:
        return KLAAR & Q(school__in=scholen_van(gebruiker, rol).values("pk"))


for _rol in SCHOOL:
    _van_school(_rol)


@registreer(Rapport, Rol.GEMEENTE)
def _van_gemeente(gebruiker: Gebruiker) -> Q:
    return KLAAR & Q(gemeente__in=eigen_gemeenten(gebruiker, timezone.localdate()).values("pk"))


ziet_niets(Rapport, *(set(Rol) - {*HELE_SWV, *SCHOOL, Rol.BESTUUR, Rol.GEMEENTE}))
