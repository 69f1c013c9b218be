"""Who sees which page: what is published everybody, drafts and what was taken off only who keeps the pages."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, deels_openbaar, openbaar, registreer, ziet_niets
from scholen.models import School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .models import Basischeck, Pagina, Paginaversie, Schoolaanbod, Woord

SCHRIJVERS = (Rol.BEHEERDER,)

openbaar(Woord)
deels_openbaar(Pagina, Q(ingetrokken_op=None))
deels_openbaar(Paginaversie, Q(gepubliceerd_op__isnull=False, vanaf__lte=Now(), pagina__ingetrokken_op=None))


@registreer(Pagina, *SCHRIJVERS)
@registreer(Paginaversie, *SCHRIJVERS)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


for _model in (Pagina, Paginaversie):
    ziet_niets(_model, *(set(Rol) - set(SCHRIJVERS)))


# --- what schools keep themselves --------------------------------------------------------------------------------

deels_openbaar(Schoolaanbod, Q(gepubliceerd_op__isnull=False))
VAN_HET_SWV = (Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BESLISSER)


def _van_eigen_school(rol: Rol) -> None:
    @registreer(Schoolaanbod, rol)
    @registreer(Basischeck, rol)
    def eigen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=scholen_van(gebruiker, rol))


for _rol in SCHOOL_SCHRIJFT:
    _van_eigen_school(_rol)


@registreer(Schoolaanbod, Rol.BESTUUR)
@registreer(Basischeck, Rol.BESTUUR)
def _van_eigen_bestuur(gebruiker: Gebruiker) -> Q:
    """Of its schools of today, drafts too: the board is the one that the school answers to."""
    leden = Lidmaatschap.objects.geldig(timezone.localdate()).filter(gebruiker=gebruiker, rol=Rol.BESTUUR)
    return Q(school__in=School.objects.filter(bestuur__plekken__lidmaatschap__in=leden))


@registreer(Schoolaanbod, *VAN_HET_SWV)
def _gepubliceerd(gebruiker: Gebruiker) -> Q:
    return Q(gepubliceerd_op__isnull=False)


@registreer(Basischeck, *VAN_HET_SWV)
def _gecheckt(gebruiker: Gebruiker) -> Q:
    return ALLES


for _jaarmodel in (Schoolaanbod, Basischeck):
    ziet_niets(_jaarmodel, *(set(Rol) - {*SCHOOL_SCHRIJFT, Rol.BESTUUR, *VAN_HET_SWV}))
