"""Who sees which pupil and which people around it. Schools, boards and regions are public; people are not.

Staff of the SWV and deskundigen see a child only through a case: loket.scopes opens that part.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import BUITEN, PERMISSIES, SCHOOLROLLEN, Permissie, Rol
from kern.gebruikers.zicht import ALLES, openbaar, registreer, zicht_door, ziet_niets

from .models import (
    Aanmelding,
    AanmeldingGebeurtenis,
    Adres,
    Afscherming,
    Bestuur,
    Betrokkene,
    Bronbestand,
    Gemeente,
    Gezag,
    Inleesbestand,
    Inlezing,
    Inschrijving,
    Instelling,
    Kring,
    Kringbijeenkomst,
    Kringlid,
    Kringstuk,
    Leerling,
    LeerlingAantal,
    Organisatie,
    Overdracht,
    Plek,
    Samenwerkingsverband,
    School,
    SchoolDeelname,
    SwvLogo,
    SwvVersie,
    Toestemming,
    Toestemmingsantwoord,
    Werkgebied,
)
from .models.leerling import VERTEGENWOORDIGT
from .rules import jarig, leeftijd
from .rules.toestemming import IN_PLAATS_VAN, ZELF

for publiek in (
    Samenwerkingsverband,
    Instelling,
    Werkgebied,
    Gemeente,
    Organisatie,
    Bestuur,
    School,
    SchoolDeelname,
    SwvLogo,
    SwvVersie,
    LeerlingAantal,
    Bronbestand,
):
    openbaar(publiek)

SCHOOL_SCHRIJFT = (Rol.IB, Rol.DIRECTEUR)
VAN_HET_SWV = (Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.DESKUNDIGE, Rol.BESLISSER)
KIND_EN_OUDERS = (Rol.OUDER, Rol.LEERLING)
VAN_BEZWAAR = (Rol.BEZWAARBEHANDELAAR, Rol.BEZWAARCOMMISSIE)
"""Who see a child only through a bezwaar: loket.scopes opens that part, beside the nothing of ZONDER_LEERLINGEN."""
ZONDER_LEERLINGEN = (
    Rol.SCHOOLBEHEERDER,
    Rol.BESTUUR,
    Rol.BEHEERDER,
    Rol.CONTROLLER,
    Rol.FG,
    Rol.HELPER,
    Rol.GEMEENTE,
    *sorted(BUITEN),
    *VAN_BEZWAAR,
)
"""A helper sees what loket.scopes opens: through who asked it, and no more than that person."""


def scholen_van(gebruiker: Gebruiker, *rollen: Rol) -> QuerySet[School]:
    """The schools where this user has one of these roles today."""
    geldig = Lidmaatschap.objects.geldig(timezone.localdate()).filter(gebruiker=gebruiker, rol__in=rollen)
    return School.objects.filter(plekken__lidmaatschap__in=geldig)


def dossierscholen_van(gebruiker: Gebruiker, *rollen: Rol) -> QuerySet[School]:
    """The schools of this user and those they succeeded: what was decided there can still be read (afspraak 53)."""
    eigen = scholen_van(gebruiker, *rollen).values("pk")
    opgevolgd = Q(opvolger__in=eigen, opvolger_vanaf__lte=timezone.localdate())
    return School.objects.filter(Q(pk__in=eigen) | opgevolgd)


def scholen_van_adviseur(gebruiker: Gebruiker) -> Q:
    """As a condition on School: those of the own werkgebied, board or school; all for who has no place named."""
    vandaag = timezone.localdate()
    leden = Lidmaatschap.objects.geldig(vandaag).filter(gebruiker=gebruiker, rol=Rol.ADVISEUR)
    plekken = Plek.objects.filter(lidmaatschap__in=leden)
    if leden.filter(plek=None).exists():
        return ALLES
    gebieden = SchoolDeelname.objects.geldig(vandaag).filter(werkgebied__plekken__in=plekken)
    return Q(plekken__in=plekken) | Q(bestuur__plekken__in=plekken) | Q(pk__in=gebieden.values("school"))


def vertegenwoordigd(gebruiker: Gebruiker, dag: date) -> QuerySet[Gezag]:
    """The ties by which this user represents a child on this day."""
    return banden(dag).filter(betrokkene__gebruiker=gebruiker)


def mag_meekijken(wie: Betrokkene | Leerling, kind: Leerling, dag: date) -> bool:
    """Whether this person may have an account about this child on this day: by gezag, or as that child from 16."""
    if isinstance(wie, Leerling):
        return wie == kind and leeftijd(kind.geboortedatum, dag) >= ZELF
    return banden(dag).filter(betrokkene=wie, leerling=kind).exists()


def banden(dag: date) -> QuerySet[Gezag]:
    """All ties that let somebody read along on this day. At 18 a parent's right ends by itself (table 1.2)."""
    blijvend = Q(soort__in=["curator", "mentor", "gemachtigde"])
    tijdelijk = Q(soort__in=[*VERTEGENWOORDIGT], leerling__geboortedatum__gt=jarig(dag, 18))
    return Gezag.objects.geldig(dag).filter(contactverbod=False).filter(blijvend | tijdelijk)


def _op_school(rol: Rol) -> None:
    @registreer(Leerling, rol)
    def leerlingen(gebruiker: Gebruiker) -> Q:
        eigen, vandaag = scholen_van(gebruiker, rol), timezone.localdate()
        ingeschreven = Inschrijving.objects.geldig(vandaag).filter(school__in=eigen)
        aangemeld = Aanmelding.objects.filter(school__in=eigen, afgesloten_op__isnull=True)
        return Q(pk__in=ingeschreven.values("leerling")) | Q(pk__in=aangemeld.values("leerling"))


for rol_op_school in SCHOOL_SCHRIJFT:
    _op_school(rol_op_school)


@registreer(Leerling, Rol.OUDER)
def _kinderen(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=vertegenwoordigd(gebruiker, timezone.localdate()).values("leerling"))


@registreer(Leerling, Rol.LEERLING)
def _ikzelf(gebruiker: Gebruiker) -> Q:
    return Q(gebruiker=gebruiker, geboortedatum__lte=jarig(timezone.localdate(), ZELF))


ziet_niets(Leerling, *ZONDER_LEERLINGEN, *VAN_HET_SWV)


@registreer(Leerling, Rol.LOKETMEDEWERKER)
def _zonder_plek(gebruiker: Gebruiker) -> Q:
    """A child for whom a school reported that there is no place, until there is one."""
    gemeld = Aanmelding.objects.filter(zonder_plek_sinds__isnull=False, afgesloten_op__isnull=True)
    return Q(pk__in=gemeld.values("leerling"))


def _via_leerling(rol: Rol) -> None:
    """Enrolments and ties are seen with the child; the people and addresses with the tie."""

    def met_leerling(gebruiker: Gebruiker) -> Q:
        return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)))

    def met_gezag(gebruiker: Gebruiker) -> Q:
        return Q(gezag__in=Gezag.objects.filter(zicht_door(Gezag, gebruiker, rol)))

    def met_betrokkene(gebruiker: Gebruiker) -> Q:
        return Q(betrokkene__in=Betrokkene.objects.filter(zicht_door(Betrokkene, gebruiker, rol)))

    registreer(Inschrijving, rol)(met_leerling)
    registreer(Aanmelding, rol)(met_leerling)
    registreer(AanmeldingGebeurtenis, rol)(
        lambda gebruiker: Q(aanmelding__in=Aanmelding.objects.filter(zicht_door(Aanmelding, gebruiker, rol)))
    )
    registreer(Gezag, rol)(met_leerling)
    registreer(Betrokkene, rol)(met_gezag)
    if rol != Rol.DESKUNDIGE:
        registreer(Adres, rol)(met_betrokkene)


for rol_met_kind in (*SCHOOL_SCHRIJFT, *VAN_HET_SWV):
    _via_leerling(rol_met_kind)
ziet_niets(Adres, Rol.DESKUNDIGE)


def _overdracht_aan(rol: Rol) -> None:
    @registreer(Overdracht, rol)
    def overdrachten(gebruiker: Gebruiker) -> Q:
        return Q(aanmelding__school__in=scholen_van(gebruiker, rol))


for rol_op_school in SCHOOL_SCHRIJFT:
    _overdracht_aan(rol_op_school)
ziet_niets(Overdracht, *(set(Rol) - set(SCHOOL_SCHRIJFT)))
ziet_niets(AanmeldingGebeurtenis, *KIND_EN_OUDERS)


@registreer(Inschrijving, *KIND_EN_OUDERS)
@registreer(Aanmelding, *KIND_EN_OUDERS)
def _van_mijn_kind(gebruiker: Gebruiker) -> Q:
    kinderen = Leerling.objects.filter(
        zicht_door(Leerling, gebruiker, Rol.OUDER) | zicht_door(Leerling, gebruiker, Rol.LEERLING)
    )
    return Q(leerling__in=kinderen)


@registreer(Betrokkene, *KIND_EN_OUDERS)
def _eigen_gegevens(gebruiker: Gebruiker) -> Q:
    """A parent sees its own row only: never the other parent's (R-ACC-04)."""
    return Q(gebruiker=gebruiker)


@registreer(Gezag, *KIND_EN_OUDERS)
@registreer(Adres, *KIND_EN_OUDERS)
def _eigen_band(gebruiker: Gebruiker) -> Q:
    return Q(betrokkene__gebruiker=gebruiker)


for model in (Inschrijving, Aanmelding, AanmeldingGebeurtenis, Gezag, Betrokkene, Adres):
    ziet_niets(model, *ZONDER_LEERLINGEN)


# --- consent: of who asked it and of who must give it ------------------------------------------------------------


def _gevraagd_door_school(rol: Rol) -> None:
    @registreer(Toestemming, rol)
    def toestemmingen(gebruiker: Gebruiker) -> Q:
        """What the own school asked, while the child is there; what the SWV asked is not the school's."""
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        return Q(school__in=scholen_van(gebruiker, rol), leerling__in=kinderen)


def _gevraagd_door_swv(rol: Rol) -> None:
    @registreer(Toestemming, rol)
    def toestemmingen(gebruiker: Gebruiker) -> Q:
        return Q(school=None, leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)))


DEELT_VOOR_SWV = (Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BESLISSER)
for rol_op_school in SCHOOL_SCHRIJFT:
    _gevraagd_door_school(rol_op_school)
for rol_van_swv in DEELT_VOOR_SWV:
    _gevraagd_door_swv(rol_van_swv)


@registreer(Toestemming, Rol.OUDER)
def _gevraagd_aan_ouder(gebruiker: Gebruiker) -> Q:
    """Of a child under 16, or what was answered before; from 16 it is the pupil's own (UAVG 5).

    An organisation can tell where a child is: of one that is hidden, a person asks each parent apart (afspraak 37).
    """
    vandaag = timezone.localdate()
    banden = vertegenwoordigd(gebruiker, vandaag)
    kind = Q(leerling__in=banden.values("leerling")) & ~Q(leerling__afscherming=Afscherming.VERBLIJFPLAATS)
    jong = Q(leerling__geboortedatum__gt=jarig(vandaag, ZELF))
    vervangt = Q(leerling__in=banden.filter(soort__in=sorted(IN_PLAATS_VAN)).values("leerling"))
    return kind & (jong | vervangt | Q(antwoorden__betrokkene__gebruiker=gebruiker))


@registreer(Toestemming, Rol.LEERLING)
def _gevraagd_aan_mij(gebruiker: Gebruiker) -> Q:
    return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING)))


def _antwoorden_bij(rol: Rol) -> None:
    @registreer(Toestemmingsantwoord, rol)
    def antwoorden(gebruiker: Gebruiker) -> Q:
        """The desk and the school read who said what; a family its own words only."""
        bij = Q(toestemming__in=Toestemming.objects.filter(zicht_door(Toestemming, gebruiker, rol)))
        zelf = Q(betrokkene__gebruiker=gebruiker) | Q(leerling__gebruiker=gebruiker)
        return bij & zelf if rol in KIND_EN_OUDERS else bij


ZIET_TOESTEMMING = (*SCHOOL_SCHRIJFT, *DEELT_VOOR_SWV, *KIND_EN_OUDERS)
for rol_met_toestemming in ZIET_TOESTEMMING:
    _antwoorden_bij(rol_met_toestemming)
for model_van_toestemming in (Toestemming, Toestemmingsantwoord):
    ziet_niets(model_van_toestemming, *(set(Rol) - {*ZIET_TOESTEMMING}))


@registreer(Plek, Rol.BEHEERDER)
def _alle_plekken(gebruiker: Gebruiker) -> Q:
    return ALLES


def _leden_van_de_school(rol: Rol) -> None:
    @registreer(Plek, rol)
    def plekken(gebruiker: Gebruiker) -> Q:
        return Q(school__in=scholen_van(gebruiker, rol))

    @registreer(Lidmaatschap, rol)
    def lidmaatschappen(gebruiker: Gebruiker) -> Q:
        return Q(plek__school__in=scholen_van(gebruiker, rol), rol__in=[*SCHOOLROLLEN])

    @registreer(Gebruiker, rol)
    def gebruikers(gebruiker: Gebruiker) -> Q:
        return Q(lidmaatschappen__plek__school__in=scholen_van(gebruiker, rol))


BEHEERT_SCHOOL = (Rol.DIRECTEUR, Rol.SCHOOLBEHEERDER)
for rol_beheert in BEHEERT_SCHOOL:
    _leden_van_de_school(rol_beheert)


@registreer(Lidmaatschap, Rol.BEHEERDER)
@registreer(Gebruiker, Rol.BEHEERDER)
def _alle_gebruikers(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Lidmaatschap, Rol.LOKETMEDEWERKER)
def _wie_er_op_een_school_werkt(gebruiker: Gebruiker) -> Q:
    """Who rings the desk because the phone with the second step is lost (afspraak 50)."""
    return Q(rol__in=[*SCHOOLROLLEN])


BEHEERT_NIEMAND = set(Rol) - {*BEHEERT_SCHOOL, Rol.BEHEERDER}
for model_van_beheer in (Plek, Gebruiker):
    ziet_niets(model_van_beheer, *BEHEERT_NIEMAND)
ziet_niets(Lidmaatschap, *(BEHEERT_NIEMAND - {Rol.LOKETMEDEWERKER}))


@registreer(Inlezing, Rol.BEHEERDER)
def _eigen_inlezingen(gebruiker: Gebruiker) -> Q:
    return Q(door=gebruiker)


@registreer(Inleesbestand, Rol.BEHEERDER)
def _eigen_bestanden(gebruiker: Gebruiker) -> Q:
    return Q(inlezing__door=gebruiker)


NIET_BEHEER = tuple(rol for rol in Rol if rol != Rol.BEHEERDER)
ziet_niets(Inlezing, *NIET_BEHEER)
ziet_niets(Inleesbestand, *NIET_BEHEER)


# --- kringen: who is in it reads it, by the membership with which one is in it -----------------------------------

IN_EEN_KRING = tuple(rol for rol in Rol if Permissie.KRING_MEEDOEN in PERMISSIES[rol])


def _in_kring(rol: Rol) -> None:
    def kringen(gebruiker: Gebruiker) -> QuerySet[Any, Any]:
        vandaag = timezone.localdate()
        eigen = Kringlid.objects.geldig(vandaag).filter(lidmaatschap__gebruiker=gebruiker, lidmaatschap__rol=rol)
        return eigen.values("kring")

    registreer(Kring, rol)(lambda gebruiker: Q(pk__in=kringen(gebruiker)))
    registreer(Kringlid, rol)(lambda gebruiker: Q(kring__in=kringen(gebruiker)))
    registreer(Kringbijeenkomst, rol)(lambda gebruiker: Q(kring__in=kringen(gebruiker)))
    registreer(Kringstuk, rol)(lambda gebruiker: Q(kring__in=kringen(gebruiker)))


for rol_in_kring in IN_EEN_KRING:
    _in_kring(rol_in_kring)


@registreer(Kring, Rol.BEHEERDER)
@registreer(Kringlid, Rol.BEHEERDER)
def _alle_kringen(gebruiker: Gebruiker) -> Q:
    """Which there are and who is in them; what they write is their own."""
    return ALLES


for model_van_kring in (Kring, Kringlid):
    ziet_niets(model_van_kring, *(set(Rol) - {*IN_EEN_KRING, Rol.BEHEERDER}))
for model_in_kring in (Kringbijeenkomst, Kringstuk):
    ziet_niets(model_in_kring, *(set(Rol) - {*IN_EEN_KRING}))
