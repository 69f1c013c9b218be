"""Who sees which aanvraag, advice, decision and letter, and what of a child a case opens to whom."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import (
    VOOR_INDIENEN,
    Aanvraag,
    Aanvulling,
    Aanvulpunt,
    Advies,
    Adviesopdracht,
    Afwezigheid,
    Antwoord,
    Bekendmaking,
    Beltaak,
    Besluit,
    BesluitConcept,
    Besluitreden,
    Bijlage,
    Criterialijst,
    Criterium,
    DuoVergelijking,
    Interventie,
    Intrekking,
    Kolomindeling,
    Mandaat,
    Meelezing,
    OnderdeelBehoefte,
    OnderdeelGedaan,
    OnderdeelHulpvraag,
    OnderdeelLeerling,
    OnderdeelMening,
    OnderdeelSchool,
    OnderdeelStukken,
    OnderdeelToetsen,
    OnderdeelVersie,
    OnderdeelVraag,
    Status,
    Tlv,
    TlvGebeurtenis,
    Vertaalcontrole,
    Vraag,
    Vragenlijst,
    Zoekregel,
    Zoekwoord,
)
from scholen.models import Aanmelding, Afscherming, Inschrijving, Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, ZONDER_LEERLINGEN, dossierscholen_van, scholen_van

HELE_SWV = (Rol.LOKETMEDEWERKER, Rol.BESLISSER)
ONDERDELEN = (
    OnderdeelLeerling,
    OnderdeelSchool,
    OnderdeelVraag,
    OnderdeelBehoefte,
    OnderdeelGedaan,
    OnderdeelMening,
    OnderdeelStukken,
    OnderdeelToetsen,
    OnderdeelHulpvraag,
)
INGEDIEND = ~Q(status__in=[*VOOR_INDIENEN])


# --- the aanvraag -----------------------------------------------------------------------------------------------


def _aanvragen_van_school(rol: Rol) -> None:
    @registreer(Aanvraag, rol)
    def aanvragen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=dossierscholen_van(gebruiker, rol)) & ~Q(status=Status.VERWIJDERD)


for rol_van_school in SCHOOL_SCHRIJFT:
    _aanvragen_van_school(rol_van_school)


@registreer(Aanvraag, *HELE_SWV)
def _ingediend(gebruiker: Gebruiker) -> Q:
    """A concept is invisible to every role of the SWV (afspraak 19)."""
    return INGEDIEND


@registreer(Aanvraag, Rol.DESKUNDIGE)
def _gevraagd(gebruiker: Gebruiker) -> Q:
    opdrachten = Adviesopdracht.objects.toegankelijk(timezone.localdate()).filter(deskundige=gebruiker)
    return Q(pk__in=opdrachten.values("aanvraag")) & INGEDIEND


def _aanvragen_van_kind(rol: Rol) -> None:
    @registreer(Aanvraag, rol)
    def aanvragen(gebruiker: Gebruiker) -> Q:
        return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))) & INGEDIEND


for rol_van_kind in KIND_EN_OUDERS:
    _aanvragen_van_kind(rol_van_kind)

ziet_niets(Aanvraag, Rol.ADVISEUR, *ZONDER_LEERLINGEN)


# --- what a case opens of the child -----------------------------------------------------------------------------


def _leerling_door_aanvraag(rol: Rol) -> None:
    @registreer(Leerling, rol)
    def leerlingen(gebruiker: Gebruiker) -> Q:
        return Q(pk__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)).values("leerling"))


for rol_met_zaak in (*HELE_SWV, Rol.DESKUNDIGE):
    _leerling_door_aanvraag(rol_met_zaak)


# --- what belongs to the aanvraag -------------------------------------------------------------------------------


def _met_aanvraag(rol: Rol) -> None:
    def bij_aanvraag(gebruiker: Gebruiker) -> Q:
        return Q(aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))

    for onderdeel in (*ONDERDELEN, Antwoord):
        registreer(onderdeel, rol)(bij_aanvraag)
    registreer(Interventie, rol)(
        lambda gebruiker: Q(onderdeel__aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))
    )
    registreer(Bijlage, rol)(lambda gebruiker: bij_aanvraag(gebruiker) & Q(verwijderd_op__isnull=True))
    if rol in KIND_EN_OUDERS:
        ziet_niets(Aanvulling, rol)
    else:
        registreer(Aanvulling, rol)(bij_aanvraag)
    for model in (Aanvulpunt, OnderdeelVersie):
        if rol in KIND_EN_OUDERS:
            ziet_niets(model, rol)
        else:
            registreer(model, rol)(
                lambda gebruiker: Q(
                    aanvulling__aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol))
                )
            )


for rol_bij_aanvraag in (*SCHOOL_SCHRIJFT, *HELE_SWV, Rol.DESKUNDIGE, *KIND_EN_OUDERS):
    _met_aanvraag(rol_bij_aanvraag)
for model in (*ONDERDELEN, Antwoord, Interventie, Bijlage, Aanvulling, Aanvulpunt, OnderdeelVersie):
    ziet_niets(model, Rol.ADVISEUR, *ZONDER_LEERLINGEN)


# --- how a school names the columns of its export ----------------------------------------------------------------


def _kolommen_van_school(rol: Rol) -> None:
    @registreer(Kolomindeling, rol)
    def kolommen(gebruiker: Gebruiker) -> Q:
        return Q(school__in=scholen_van(gebruiker, rol))


for rol_met_export in SCHOOL_SCHRIJFT:
    _kolommen_van_school(rol_met_export)
ziet_niets(Kolomindeling, *(set(Rol) - {*SCHOOL_SCHRIJFT}))
# --- letters and decisions: an addressee sees its own, from the day of sending ----------------------------------


@registreer(Bekendmaking, *HELE_SWV)
@registreer(Besluit, *HELE_SWV)
@registreer(Tlv, *HELE_SWV)
@registreer(Intrekking, *HELE_SWV)
def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(DuoVergelijking, Rol.LOKETMEDEWERKER)
def _vergelijkingen(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(DuoVergelijking, *(set(Rol) - {Rol.LOKETMEDEWERKER}))


def _brieven_aan_school(rol: Rol) -> None:
    @registreer(Bekendmaking, rol)
    def brieven(gebruiker: Gebruiker) -> Q:
        return _verzonden() & Q(school__in=dossierscholen_van(gebruiker, rol))


@registreer(Bekendmaking, Rol.OUDER)
def _brieven_aan_mij(gebruiker: Gebruiker) -> Q:
    """Own letters, of children represented today: who lost gezag sees nothing any more."""
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.OUDER))
    return _verzonden() & Q(betrokkene__gebruiker=gebruiker, besluit__aanvraag__leerling__in=kinderen)


@registreer(Bekendmaking, Rol.LEERLING)
def _brieven_aan_leerling(gebruiker: Gebruiker) -> Q:
    ik = Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING))
    return _verzonden() & Q(leerling__in=ik)


def _verzonden() -> Q:
    return Q(pk__in=Bekendmaking.objects.verzonden(timezone.localdate()).values("pk"))


def _besluit_met_brief(rol: Rol) -> None:
    @registreer(Besluit, rol)
    def besluiten(gebruiker: Gebruiker) -> Q:
        return Q(bekendmakingen__in=Bekendmaking.objects.filter(zicht_door(Bekendmaking, gebruiker, rol)))

    @registreer(Tlv, rol)
    def tlvs(gebruiker: Gebruiker) -> Q:
        return Q(besluit__in=Besluit.objects.filter(zicht_door(Besluit, gebruiker, rol)))

    @registreer(Advies, rol)
    def adviezen(gebruiker: Gebruiker) -> Q:
        """The advices come with the decision (R-DES-07), but not to who may not learn where the child is (37)."""
        besluiten = Besluit.objects.filter(zicht_door(Besluit, gebruiker, rol))
        mee = Q(opdracht__aanvraag__besluiten__in=besluiten, opdracht__vervallen_op=None, ondertekend_op__isnull=False)
        geheim = Q(opdracht__aanvraag__leerling__afscherming=Afscherming.VERBLIJFPLAATS)
        return mee & ~geheim if rol == Rol.OUDER else mee


def _tlv_van_geplaatste_leerling(rol: Rol) -> None:
    @registreer(Tlv, rol)
    def tlvs(gebruiker: Gebruiker) -> Q:
        """The school where the child was placed by it, while the child is there: the TLV, not the decision (4.2)."""
        eigen, vandaag = scholen_van(gebruiker, rol), timezone.localdate()
        geplaatst = TlvGebeurtenis.objects.filter(soort=TlvGebeurtenis.Soort.GEPLAATST, school__in=eigen)
        hier = Inschrijving.objects.geldig(vandaag).filter(school__in=eigen)
        return Q(pk__in=geplaatst.values("tlv")) & Q(leerling__in=hier.values("leerling"))


def _tlv_van_aangemelde_leerling(rol: Rol) -> None:
    @registreer(Tlv, rol)
    def tlvs(gebruiker: Gebruiker) -> Q:
        """The school where the parents applied: the TLV sheet, once its letters went out (1.2, ontvangende school)."""
        hier = Aanmelding.objects.filter(school__in=scholen_van(gebruiker, rol), afgesloten_op=None)
        verstuurd = Bekendmaking.objects.verzonden(timezone.localdate())
        return Q(leerling__in=hier.values("leerling"), besluit__in=verstuurd.values("besluit"))


for rol_school in SCHOOL_SCHRIJFT:
    _brieven_aan_school(rol_school)
    _tlv_van_aangemelde_leerling(rol_school)
    _tlv_van_geplaatste_leerling(rol_school)
for rol_buiten in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS):
    _besluit_met_brief(rol_buiten)
ziet_niets(Intrekking, *SCHOOL_SCHRIJFT, *KIND_EN_OUDERS)
for model_van_besluit in (Bekendmaking, Besluit, Intrekking, Tlv):
    ziet_niets(model_van_besluit, Rol.ADVISEUR, Rol.DESKUNDIGE, *ZONDER_LEERLINGEN)


# --- advices ----------------------------------------------------------------------------------------------------


@registreer(Advies, *HELE_SWV)
def _ondertekend(gebruiker: Gebruiker) -> Q:
    """A draft is seen by its writer only."""
    return Q(ondertekend_op__isnull=False)


@registreer(Advies, Rol.DESKUNDIGE)
def _eigen_advies(gebruiker: Gebruiker) -> Q:
    return Q(opdracht__in=Adviesopdracht.objects.toegankelijk(timezone.localdate()).filter(deskundige=gebruiker))


ziet_niets(Advies, Rol.ADVISEUR, *ZONDER_LEERLINGEN)


@registreer(Adviesopdracht, *HELE_SWV)
def _alle_opdrachten(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Adviesopdracht, Rol.DESKUNDIGE)
def _eigen_opdrachten(gebruiker: Gebruiker) -> Q:
    return Q(pk__in=Adviesopdracht.objects.toegankelijk(timezone.localdate()).filter(deskundige=gebruiker))


ziet_niets(Adviesopdracht, Rol.ADVISEUR, *SCHOOL_SCHRIJFT, *KIND_EN_OUDERS, *ZONDER_LEERLINGEN)


@registreer(BesluitConcept, Rol.BESLISSER)
def _concepten(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(BesluitConcept, *(set(Rol) - {Rol.BESLISSER}))


# --- the questions of the SWV: what is published is no secret; a draft is of who writes it -----------------------


@registreer(Vragenlijst, *(set(Rol) - {Rol.BEHEERDER}))
def _gepubliceerd(gebruiker: Gebruiker) -> Q:
    return Q(gepubliceerd_op__isnull=False)


@registreer(Vraag, *(set(Rol) - {Rol.BEHEERDER}))
def _uit_gepubliceerd(gebruiker: Gebruiker) -> Q:
    return Q(vragenlijst__gepubliceerd_op__isnull=False)


@registreer(Vragenlijst, Rol.BEHEERDER)
@registreer(Vraag, Rol.BEHEERDER)
def _alle_vragen(gebruiker: Gebruiker) -> Q:
    return ALLES


# --- the words of the search: nobody lists them, a search starts from what somebody sees ------------------------

ziet_niets(Zoekregel, *Rol)
ziet_niets(Zoekwoord, *Rol)


# --- the mandaatregister: who may decide is no secret within the SWV ---------------------------------------------


@registreer(Mandaat, *HELE_SWV, Rol.BEHEERDER)
@registreer(Afwezigheid, *HELE_SWV, Rol.BEHEERDER)
@registreer(Criterialijst, *HELE_SWV, Rol.BEHEERDER)
@registreer(Criterium, *HELE_SWV, Rol.BEHEERDER)
def _register(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Vertaalcontrole, Rol.BEHEERDER)
def _vertalingen(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Vertaalcontrole, *(set(Rol) - {Rol.BEHEERDER}))
for model_van_register in (Mandaat, Afwezigheid, Criterialijst, Criterium):
    ziet_niets(model_van_register, *(set(Rol) - {*HELE_SWV, Rol.BEHEERDER}))


# --- how a decision came about: of the SWV alone, parents and school read the letter -----------------------------


@registreer(Beltaak, *HELE_SWV)
@registreer(Besluitreden, *HELE_SWV)
@registreer(Meelezing, Rol.BESLISSER)
def _hoe_besloten(gebruiker: Gebruiker) -> Q:
    return ALLES


@registreer(Meelezing, Rol.LOKETMEDEWERKER)
def _aan_mij_gevraagd(gebruiker: Gebruiker) -> Q:
    return Q(gevraagd_aan=gebruiker)


ziet_niets(Beltaak, *(set(Rol) - {*HELE_SWV}))
ziet_niets(Besluitreden, *(set(Rol) - {*HELE_SWV}))
ziet_niets(Meelezing, *(set(Rol) - {*HELE_SWV}))
