"""Who sees which child that does not go to school.

A school sees the cases of its own pupils (R-ACC-01). The desk and the decider see all, an adviseur those of the own
schools, those without a school and those it looks after. Leerplicht sees that there is a case of an own resident, since
when and with which absence (LPW 16): not what school and parents wrote about it. A partner sees what was shared with
it, as long as that holds (Deling). A family reads its own case and plan.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import BUITEN, Rol
from kern.gebruikers.zicht import ALLES, NIETS, deels_openbaar, registreer, zicht_door, ziet_niets
from scholen.models import Inschrijving, Leerling, Plek, School
from scholen.rules import jarig
from scholen.scopes import SCHOOL_SCHRIJFT, dossierscholen_van, scholen_van, scholen_van_adviseur
from thuiszitters.models import (
    OPEN,
    Afspraak,
    Bordweergave,
    Casus,
    Casusoverdracht,
    Casusstatus,
    Deling,
    Doorzettingsbesluit,
    GeenDubbel,
    Herinnering,
    Ingelicht,
    Kernpartner,
    Maatregel,
    Melding,
    Onderwijsaanbod,
    Opgave,
    Opgavepdf,
    Opgaveregel,
    Opschaling,
    Plan,
    Plandoel,
    Plangesprek,
    Planwoord,
    Protocol,
    Protocolstap,
    Schoolweek,
    Stap,
    Verzuim,
    Vrijstelling,
    Weekkeuze,
)
from thuiszitters.rules.delen import Deel
from thuiszitters.rules.melding import HEROPENEN

HELE_SWV = (Rol.LOKETMEDEWERKER, Rol.BESLISSER)
ZIET_CASUS = (*SCHOOL_SCHRIJFT, *HELE_SWV, Rol.ADVISEUR)
NIET = tuple(rol for rol in Rol if rol not in (*ZIET_CASUS, *BUITEN))
LEERPLICHTIG, RMC = 5, 23


def _van_school(rol: Rol) -> None:
    @registreer(Casus, rol)
    def casussen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=dossierscholen_van(gebruiker, rol).values("pk"))

    @registreer(Leerling, rol)
    def leerlingen(gebruiker: Gebruiker) -> Q:
        """A child that the desk reported for the school, while its case runs and no school enrolled it."""
        ergens = Inschrijving.objects.geldig(timezone.localdate()).values("leerling")
        lopend = Casus.objects.filter(casussen(gebruiker), status__in=OPEN).values("leerling")
        return Q(pk__in=lopend) & ~Q(pk__in=ergens)


for _rol in SCHOOL_SCHRIJFT:
    _van_school(_rol)


@registreer(Casus, *HELE_SWV)
def _alle(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Casus, Rol.ADVISEUR)
def _eigen_scholen(gebruiker: Gebruiker) -> Q:
    scholen = scholen_van_adviseur(gebruiker)
    if scholen == ALLES:
        return ALLES
    bij = School.objects.filter(scholen).values("pk")
    return Q(school__in=bij) | Q(school=None) | Q(regievoerder=gebruiker)


@registreer(Casus, Rol.LEERPLICHT)
def _inwoners(gebruiker: Gebruiker) -> Q:
    """Of the own gemeenten, of an age for which leerplicht or RMC is there; not what only threatens.

    What was closed stays as long as it can go on as the same case.
    """
    vandaag, nu = timezone.localdate(), timezone.now()
    leden = Lidmaatschap.objects.geldig(vandaag).filter(gebruiker=gebruiker, rol=Rol.LEERPLICHT)
    kind = Leerling.objects.filter(
        geboortedatum__lte=jarig(vandaag, LEERPLICHTIG), geboortedatum__gt=jarig(vandaag, RMC)
    )
    loopt = Q(status__in=OPEN) | Q(gesloten_op__gte=nu - HEROPENEN)
    waar = Q(woongemeente__in=Plek.objects.filter(lidmaatschap__in=leden).values("gemeente"))
    loopt &= Q(opgegaan_in=None) & ~Q(status=Casusstatus.SIGNAAL)
    return waar & Q(leerling__in=kind.values("pk")) & loopt


def delingen_van(gebruiker: Gebruiker, rol: Rol, deel: Deel | None = None) -> QuerySet[Deling]:
    """What was shared with this user in this role and holds today; deel: only where this part was."""
    vandaag = timezone.localdate()
    leden = Lidmaatschap.objects.geldig(vandaag).filter(gebruiker=gebruiker, rol=rol)
    mijn = Deling.objects.filter(lid__in=leden)
    return (mijn if deel is None else mijn.filter(wat__contains=[deel])).geldig(vandaag)


@registreer(Casus, Rol.PARTNER)
def _gedeeld_met_mij(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=delingen_van(gebruiker, Rol.PARTNER).values("casus"))


def met_deel(rol: Rol, deel: Deel) -> Callable[[Gebruiker], Q]:
    """A scope for a part of a case that is seen by with whom it was shared, as long as that person sees the case."""

    def gedeeld(gebruiker: Gebruiker) -> Q:
        casussen = Casus.objects.filter(zicht_door(Casus, gebruiker, rol))
        return Q(casus__in=casussen) & Q(casus__in=delingen_van(gebruiker, rol, deel).values("casus"))

    return gedeeld


def met_plan(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the plan."""
    return lambda gebruiker: Q(plan__in=Plan.objects.filter(zicht_door(Plan, gebruiker, rol)))


def _van_buiten(rol: Rol) -> None:
    @registreer(Afspraak, rol)
    def eigen_afspraken(gebruiker: Gebruiker) -> Q:
        """What this person said it would do."""
        return Q(wie=gebruiker, casus__in=Casus.objects.filter(zicht_door(Casus, gebruiker, rol)))

    @registreer(Melding, rol)
    def eigen_meldingen(gebruiker: Gebruiker) -> Q:
        """What this person reported itself, of a case that it sees."""
        return Q(door=gebruiker, casus__in=Casus.objects.filter(zicht_door(Casus, gebruiker, rol)))

    @registreer(Deling, rol)
    def delingen(gebruiker: Gebruiker) -> Q:
        return Q(pk__in=delingen_van(gebruiker, rol).values("pk"))

    @registreer(Plan, rol)
    def plannen(gebruiker: Gebruiker) -> Q:
        """The plan by which everybody works: no draft, and not what talks and family say beside it."""
        return Q(vastgesteld_op__isnull=False) & met_deel(rol, Deel.PLAN)(gebruiker)

    registreer(Plandoel, rol)(met_plan(rol))
    registreer(Schoolweek, rol)(met_plan(rol))
    registreer(Afspraak, rol)(met_deel(rol, Deel.AFSPRAKEN))
    registreer(Verzuim, rol)(met_deel(rol, Deel.VERZUIM))
    registreer(Onderwijsaanbod, rol)(met_deel(rol, Deel.AANBOD))


for _rol in sorted(BUITEN):
    _van_buiten(_rol)


def _van_swv(rol: Rol) -> None:
    @registreer(Leerling, rol)
    def leerlingen(gebruiker: Gebruiker) -> Q:
        return Q(pk__in=Casus.objects.filter(zicht_door(Casus, gebruiker, rol)).values("leerling"))


for _rol in (*HELE_SWV, Rol.ADVISEUR):
    _van_swv(_rol)


def met_casus(rol: Rol) -> Callable[[Gebruiker], Q]:
    """A scope for what is seen by whoever sees the case."""
    return lambda gebruiker: Q(casus__in=Casus.objects.filter(zicht_door(Casus, gebruiker, rol)))


BIJ_CASUS = (
    Melding,
    Verzuim,
    Stap,
    Onderwijsaanbod,
    Opschaling,
    Ingelicht,
    Herinnering,
    Doorzettingsbesluit,
    Maatregel,
    Vrijstelling,
    Casusoverdracht,
    Deling,
)
for _model in BIJ_CASUS:
    for _rol in ZIET_CASUS:
        registreer(_model, _rol)(met_casus(_rol))
    ziet_niets(_model, *NIET)


@registreer(Melding, Rol.OUDER)
def _zelf_verteld(gebruiker: Gebruiker) -> Q:
    """What this parent told, as long as it represents the child: never what others wrote."""
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    return Q(door=gebruiker, casus__leerling__in=kinderen)


VAN_LEERPLICHT = (Verzuim, Maatregel, Vrijstelling)
"""What the law opens to leerplicht; the rest of a case only where it was shared."""
for _model in BIJ_CASUS:
    ziet_niets(_model, *sorted(BUITEN))
    if _model in VAN_LEERPLICHT:
        registreer(_model, Rol.LEERPLICHT)(met_casus(Rol.LEERPLICHT))
ziet_niets(Casus, *NIET)


def _plannen(rol: Rol) -> None:
    """A plan is of the school and the family; the SWV reads along where there is a casus."""

    @registreer(Plan, rol)
    def plannen(gebruiker: Gebruiker) -> Q:
        if rol in SCHOOL_SCHRIJFT:
            return Q(school__in=dossierscholen_van(gebruiker, rol).values("pk"))
        return met_casus(rol)(gebruiker)

    @registreer(Afspraak, rol)
    def afspraken(gebruiker: Gebruiker) -> Q:
        return met_casus(rol)(gebruiker) | met_plan(rol)(gebruiker)


VAN_PLAN = (Plandoel, Plangesprek, Planwoord, Schoolweek)
for _rol in ZIET_CASUS:
    _plannen(_rol)
    for _deel in VAN_PLAN:
        registreer(_deel, _rol)(met_plan(_rol))
for _planmodel in (Plan, Afspraak, *VAN_PLAN):
    ziet_niets(_planmodel, *NIET)
for _planmodel in (Plangesprek, Planwoord):
    ziet_niets(_planmodel, *sorted(BUITEN))


deels_openbaar(Kernpartner, Q(openbaar=True, tot=None))
deels_openbaar(Protocol, Q(gepubliceerd_op__isnull=False))
deels_openbaar(Protocolstap, Q(protocol__gepubliceerd_op__isnull=False))


@registreer(Protocol, *ZIET_CASUS, Rol.BEHEERDER)
@registreer(Protocolstap, *ZIET_CASUS, Rol.BEHEERDER)
def _protocol(gebruiker: Gebruiker) -> Q:
    return ALLES


for _protocolmodel in (Protocol, Protocolstap):
    ziet_niets(_protocolmodel, *sorted(BUITEN), *(set(NIET) - {Rol.BEHEERDER}))


@registreer(Bordweergave, *SCHOOL_SCHRIJFT)
def _eigen_weergaven(gebruiker: Gebruiker) -> Q:
    return Q(eigenaar=gebruiker)


@registreer(Bordweergave, *HELE_SWV, Rol.ADVISEUR)
def _ook_gedeelde_weergaven(gebruiker: Gebruiker) -> Q:
    return Q(eigenaar=gebruiker) | Q(gedeeld=True)


@registreer(Weekkeuze, *ZIET_CASUS)
def _eigen_keuze(gebruiker: Gebruiker) -> Q:
    return Q(gebruiker=gebruiker)


for _eigen_model in (Bordweergave, Weekkeuze):
    ziet_niets(_eigen_model, *(rol for rol in Rol if rol not in ZIET_CASUS))


def _paren(rol: Rol) -> None:
    @registreer(GeenDubbel, rol)
    def paren(gebruiker: Gebruiker) -> Q:
        """Of whom both children are seen, so that it tells nothing new."""
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)).values("pk")
        return Q(een__in=kinderen, ander__in=kinderen)


for _rol in ZIET_CASUS:
    _paren(_rol)
ziet_niets(GeenDubbel, *(rol for rol in Rol if rol not in ZIET_CASUS))


@registreer(Opgave, *HELE_SWV)
@registreer(Opgavepdf, *HELE_SWV)
@registreer(Opgaveregel, *HELE_SWV)
def _opgaven(gebruiker: Gebruiker) -> Q:
    """Figures of the whole SWV: for who sees all of its cases."""
    return ALLES


for _opgavemodel in (Opgave, Opgavepdf, Opgaveregel):
    ziet_niets(_opgavemodel, *(set(Rol) - set(HELE_SWV)))


def kernteamscholen(gebruiker: Gebruiker) -> Q:
    """As a condition on School: of which schools this user keeps the core team."""
    delen = [ALLES for rol in HELE_SWV if rol in gebruiker.rollen]
    eigen = [rol for rol in SCHOOL_SCHRIJFT if rol in gebruiker.rollen]
    delen += [Q(pk__in=scholen_van(gebruiker, *eigen).values("pk"))] if eigen else []
    delen += [scholen_van_adviseur(gebruiker)] if Rol.ADVISEUR in gebruiker.rollen else []
    return reduce(or_, delen, NIETS)


def _kernteam(rol: Rol) -> None:
    @registreer(Kernpartner, rol)
    def leden(gebruiker: Gebruiker) -> Q:
        """Of the own schools; their numbers are not for everybody."""
        if rol in HELE_SWV:
            return ALLES
        scholen = (
            scholen_van_adviseur(gebruiker)
            if rol == Rol.ADVISEUR
            else Q(pk__in=scholen_van(gebruiker, rol).values("pk"))
        )
        return Q(school__in=School.objects.filter(scholen).values("pk"))


for _rol in ZIET_CASUS:
    _kernteam(_rol)
ziet_niets(Kernpartner, *NIET, *sorted(BUITEN))


def _gevraagd(rol: Rol) -> None:
    @registreer(Opschaling, rol)
    def gesprekken(gebruiker: Gebruiker) -> Q:
        """To which this person was asked by name, as long as the case is seen at all."""
        mij = Ingelicht.objects.filter(wie=gebruiker).values("opschaling")
        return Q(pk__in=mij) & met_casus(rol)(gebruiker)


for _rol in sorted(BUITEN):
    _gevraagd(_rol)
