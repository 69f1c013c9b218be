"""Who sees which report: staff all, others the one about their own board, school or gemeente once it is there.

In what a board or gemeente reads small numbers are hidden; a school reads exact figures of its own pupils. National
figures are public. A key of another program is seen by who gives and revokes them, and by no other.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, openbaar, registreer, ziet_niets
from monitoring.kengetallen.bronnen import eigen_gemeenten
from monitoring.models import ApiSleutel, Onderzoeksset, Rapport, Vergelijkcijfer, Verstrekking, Woontelling
from monitoring.rules.rapport import SOORTEN
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


@registreer(Woontelling, *HELE_SWV, Rol.ADVISEUR, Rol.BEHEERDER)
def _woontellingen(gebruiker: Gebruiker) -> Q:
    """Counts of so small a place that a few children can be one street: for staff alone."""
    return ALLES


ziet_niets(Woontelling, *(set(Rol) - {*HELE_SWV, Rol.ADVISEUR, Rol.BEHEERDER}))


@registreer(ApiSleutel, Rol.BEHEERDER)
def _sleutels(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Onderzoeksset, *HELE_SWV)
@registreer(Verstrekking, *HELE_SWV)
def _onderzoek(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Onderzoeksset, *(set(Rol) - {*HELE_SWV}))
ziet_niets(Verstrekking, *(set(Rol) - {*HELE_SWV}))
ziet_niets(ApiSleutel, *(set(Rol) - {Rol.BEHEERDER}))
GEEFBAAR = [een.code for een in SOORTEN.values() if een.afgeschermd]
"""Kinds of report for who may not see the rows beneath: a program may not, whoever reads its screens."""


def rapporten_voor(sleutel: ApiSleutel) -> QuerySet[Rapport]:
    """What who holds this key may read: reports that are there, hide small numbers, and are about whom it is of."""
    wie = {"over": sleutel.over, "bestuur": sleutel.bestuur_id, "gemeente": sleutel.gemeente_id}
    return Rapport.objects.filter(KLAAR, swv=sleutel.swv_id, soort__in=GEEFBAAR, precies__isnull=False, **wie)
