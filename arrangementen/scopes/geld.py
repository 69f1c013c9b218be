"""Who sees which budget and lines: the SWV all of it, a school and a board what is theirs."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from arrangementen.models import (
    Basisbedrag,
    Basisronde,
    Boeking,
    Factuur,
    Journaal,
    Journaalregel,
    Periodeslot,
    Pot,
    Potdeel,
    Realisatie,
    Realisatieregel,
    Verantwoording,
    Verantwoordingstuk,
)
from arrangementen.rules.boekingen import VRIJVAL
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, ziet_niets
from scholen.models import School
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, scholen_van, scholen_van_adviseur

from .arrangement import HELE_SWV, NIEMAND, besturen_van, geheim, nog_niet_gewijzigd, scholen_van_bestuur

SWV_BREED = (*HELE_SWV, Rol.CONTROLLER)
WEET_ALLES = frozenset({*SWV_BREED, Rol.ADVISEUR})
"""Who knows a besluit before its letter went out."""


def _geheim() -> Q:
    """As a condition on Boeking: of a besluit that is not told yet, or what fell free by it."""
    vrij = Q(soort=VRIJVAL, arrangement__in=nog_niet_gewijzigd().values("pk"))
    return Q(arrangement__in=geheim().values("pk")) | vrij


def geheime_boekingen(gebruiker: Gebruiker) -> QuerySet[Boeking]:
    """The lines of besluiten that this user may not know yet (afspraak 4)."""
    if not WEET_ALLES.isdisjoint(gebruiker.rollen):
        return Boeking.objects.none()
    return Boeking.objects.filter(_geheim())


@registreer(Pot, *SWV_BREED, Rol.ADVISEUR)
@registreer(Basisbedrag, *SWV_BREED)
@registreer(Basisronde, *SWV_BREED)
@registreer(Verantwoording, *SWV_BREED)
@registreer(Verantwoordingstuk, *SWV_BREED)
@registreer(Potdeel, *SWV_BREED)
@registreer(Boeking, *SWV_BREED)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


def _bekend(rol: Rol) -> QuerySet[Boeking]:
    rijen = Boeking.objects.all()
    return rijen if rol in WEET_ALLES else rijen.exclude(_geheim())


def _eigen(rol: Rol) -> None:
    def scholen(gebruiker: Gebruiker) -> QuerySet[School]:
        if rol == Rol.ADVISEUR:
            return School.objects.filter(scholen_van_adviseur(gebruiker))
        if rol == Rol.BESTUUR:
            return School.objects.filter(scholen_van_bestuur(gebruiker))
        return scholen_van(gebruiker, rol)

    def van_school(gebruiker: Gebruiker) -> Q:
        return Q(school__in=scholen(gebruiker).values("pk"))

    def eigen_potten(gebruiker: Gebruiker) -> Q:
        eigen = van_school(gebruiker)
        if rol == Rol.BESTUUR:
            eigen |= Q(school=None, bestuur__scholen__in=scholen(gebruiker).values("pk"))
        return eigen

    def basis(gebruiker: Gebruiker) -> Q:
        eigen = van_school(gebruiker)
        if rol == Rol.BESTUUR:  # also of a school that went to another board since: it was paid to this one
            eigen |= Q(bestuur__in=besturen_van(gebruiker))
        return eigen

    registreer(Verantwoording, rol)(van_school)
    registreer(Basisbedrag, rol)(basis)

    met_regels = {"pot": OuterRef("pot"), "school": OuterRef("school")}
    registreer(Potdeel, rol)(lambda gebruiker: van_school(gebruiker) & Q(Exists(_bekend(rol).filter(**met_regels))))
    registreer(Verantwoordingstuk, rol)(lambda gebruiker: Q(verantwoording__school__in=scholen(gebruiker).values("pk")))
    registreer(Basisronde, rol)(
        lambda gebruiker: Q(pk__in=Basisbedrag.objects.filter(basis(gebruiker)).values("ronde"))
    )
    registreer(Boeking, rol)(
        lambda gebruiker: (
            van_school(gebruiker) & Q(pk__in=_bekend(rol).values("pk"))
            | Q(school=None, pot__in=Pot.objects.filter(eigen_potten(gebruiker)).values("pk"))
        )
    )
    if rol != Rol.ADVISEUR:
        registreer(Pot, rol)(eigen_potten)


for _rol in (*SCHOOL_SCHRIJFT, Rol.BESTUUR, Rol.ADVISEUR):
    _eigen(_rol)

ziet_niets(Pot, *NIEMAND, *KIND_EN_OUDERS)
ziet_niets(Potdeel, *NIEMAND, *KIND_EN_OUDERS)
ziet_niets(Boeking, *NIEMAND, *KIND_EN_OUDERS)
for _model in (Basisbedrag, Basisronde, Verantwoording, Verantwoordingstuk):
    ziet_niets(_model, *NIEMAND, *KIND_EN_OUDERS)


# --- paying and bookkeeping --------------------------------------------------------------------------------------

for _boekmodel in (Factuur, Journaal, Journaalregel, Periodeslot, Realisatie, Realisatieregel):
    registreer(_boekmodel, *SWV_BREED)(_alles)
    ziet_niets(_boekmodel, *SCHOOL_SCHRIJFT, Rol.BESTUUR, Rol.ADVISEUR, *NIEMAND, *KIND_EN_OUDERS)
