"""Who sees which bezwaar, and what a file of bezwaren opens of the case to who handles or advises on it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import (
    BEZWAAR_LOOPT,
    Aanvraag,
    Aanvulling,
    Advies,
    Adviesopdracht,
    Bekendmaking,
    BeslissingConcept,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarstuk,
    Bezwaarzaak,
    Bijlage,
    Commissieadvies,
    Commissieopdracht,
    Dwangsombesluit,
    Hoorzitting,
    Ingebrekestelling,
    Interventie,
    Tlv,
)
from scholen.models import Betrokkene, Gezag, Leerling
from scholen.models.leerling import VERTEGENWOORDIGT
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, VAN_BEZWAAR, ZONDER_LEERLINGEN, scholen_van

from .aanvraag import HELE_SWV, ONDERDELEN

BEHANDELT_BEZWAAR = (*HELE_SWV, Rol.BEZWAARBEHANDELAAR)
BUITEN_BEZWAAR = (*(set(ZONDER_LEERLINGEN) - {*VAN_BEZWAAR}), Rol.ADVISEUR, Rol.DESKUNDIGE)
IN_ZAAK = (Bezwaar, Bezwaargebeurtenis, Hoorzitting, Bezwaarstuk, Commissieadvies, Commissieopdracht, Ingebrekestelling)


def _alles(gebruiker: Gebruiker) -> Q:
    return ALLES


def _toegewezen(gebruiker: Gebruiker) -> Q:
    """A member of the committee: the files it was asked about, until two weeks after the advice."""
    opdrachten = Commissieopdracht.objects.toegankelijk(timezone.localdate()).filter(lid=gebruiker)
    return Q(pk__in=opdrachten.values("zaak"))


for model_in_bezwaar in (
    Bezwaarzaak,
    *IN_ZAAK,
    BeslissingOpBezwaar,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Dwangsombesluit,
):
    registreer(model_in_bezwaar, *BEHANDELT_BEZWAAR)(_alles)
    ziet_niets(model_in_bezwaar, *BUITEN_BEZWAAR)
registreer(Bezwaarzaak, Rol.BEZWAARCOMMISSIE)(_toegewezen)
for model_in_zaak in IN_ZAAK:
    registreer(model_in_zaak, Rol.BEZWAARCOMMISSIE)(
        lambda gebruiker: Q(zaak__in=Bezwaarzaak.objects.filter(_toegewezen(gebruiker)))
    )
ziet_niets(BeslissingOpBezwaar, Rol.BEZWAARCOMMISSIE)
ziet_niets(Bezwaarbekendmaking, Rol.BEZWAARCOMMISSIE)
ziet_niets(Bezwaarbericht, Rol.BEZWAARCOMMISSIE)
ziet_niets(Dwangsombesluit, Rol.BEZWAARCOMMISSIE, *SCHOOL_SCHRIJFT, *KIND_EN_OUDERS)
registreer(BeslissingConcept, Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR)(_alles)
ziet_niets(BeslissingConcept, *(set(Rol) - {Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR}))


def _eigen_bezwaar(rol: Rol, gebruiker: Gebruiker) -> Q:
    """Who lodged it. It stays readable while it runs, also when the child came of age meanwhile (afspraak 39).

    Not for who lost gezag or has a contact ban: that parent gets nothing more about the child here.
    """
    if rol == Rol.OUDER:
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        banden = Gezag.objects.geldig(timezone.localdate()).filter(
            betrokkene__gebruiker=gebruiker, soort__in=[*VERTEGENWOORDIGT], contactverbod=False
        )
        nog = Q(zaak__besluit__aanvraag__leerling__in=banden.values("leerling"))
        loopt = Q(zaak__status__in=sorted(BEZWAAR_LOOPT)) & nog
        return Q(betrokkene__gebruiker=gebruiker) & (loopt | Q(zaak__besluit__aanvraag__leerling__in=kinderen))
    if rol == Rol.LEERLING:
        return Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)))
    return Q(school__in=scholen_van(gebruiker, rol))


def _eigen_bericht(rol: Rol, gebruiker: Gebruiker) -> Q:
    """The own letters in the course of a bezwaar, from the day on which each was sent."""
    verzonden = Q(pk__in=Bezwaarbericht.objects.verzonden(timezone.localdate()).values("pk"))
    if rol in SCHOOL_SCHRIJFT:
        return verzonden & Q(school__in=scholen_van(gebruiker, rol))
    kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
    if rol == Rol.LEERLING:
        return verzonden & Q(leerling__in=kinderen)
    mijn = Bezwaar.objects.filter(_eigen_bezwaar(rol, gebruiker))
    nog = Q(zaak__besluit__aanvraag__leerling__in=kinderen) | Q(zaak__in=mijn.values("zaak"))
    return verzonden & Q(betrokkene__gebruiker=gebruiker) & nog


def _bezwaar_buiten(rol: Rol) -> None:
    """Addressees: that there is a bezwaar, what they sent in themselves, and the decision from the day of sending."""

    def eigen(gebruiker: Gebruiker) -> Q:
        return Q(bezwaar__in=Bezwaar.objects.filter(_eigen_bezwaar(rol, gebruiker)))

    def zaken(gebruiker: Gebruiker) -> Q:
        besluiten = Besluit.objects.filter(zicht_door(Besluit, gebruiker, rol))
        mijn = Bezwaar.objects.filter(_eigen_bezwaar(rol, gebruiker))
        return Q(besluit__in=besluiten) | Q(pk__in=mijn.values("zaak"))

    def met_brief(gebruiker: Gebruiker) -> Q:
        return Q(bekendmakingen__in=Bezwaarbekendmaking.objects.filter(zicht_door(Bezwaarbekendmaking, gebruiker, rol)))

    def brieven(gebruiker: Gebruiker) -> Q:
        verzonden = Q(pk__in=Bezwaarbekendmaking.objects.verzonden(timezone.localdate()).values("pk"))
        if rol in SCHOOL_SCHRIJFT:
            return verzonden & Q(school__in=scholen_van(gebruiker, rol))
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        if rol == Rol.LEERLING:
            return verzonden & Q(leerling__in=kinderen)
        return verzonden & Q(
            betrokkene__gebruiker=gebruiker, beslissing__zaak__besluit__aanvraag__leerling__in=kinderen
        )

    registreer(Bezwaarzaak, rol)(zaken)
    registreer(Bezwaarbericht, rol)(lambda gebruiker: _eigen_bericht(rol, gebruiker))
    registreer(Bezwaar, rol)(lambda gebruiker: _eigen_bezwaar(rol, gebruiker))
    for model_van_indiener in (Bezwaarstuk, Ingebrekestelling, Bezwaargebeurtenis):
        registreer(model_van_indiener, rol)(eigen)
    registreer(Hoorzitting, rol)(lambda gebruiker: Q(zaak__in=Bezwaarzaak.objects.filter(zaken(gebruiker))))
    registreer(Bezwaarbekendmaking, rol)(brieven)
    registreer(BeslissingOpBezwaar, rol)(met_brief)
    registreer(Commissieadvies, rol)(
        lambda gebruiker: Q(zaak__beslissing__in=BeslissingOpBezwaar.objects.filter(met_brief(gebruiker)))
    )
    ziet_niets(Commissieopdracht, rol)
    registreer(Besluit, rol)(
        lambda gebruiker: Q(uit_bezwaar__in=BeslissingOpBezwaar.objects.filter(met_brief(gebruiker)))
    )


for rol_bezwaar_buiten in (*SCHOOL_SCHRIJFT, *KIND_EN_OUDERS):
    _bezwaar_buiten(rol_bezwaar_buiten)


def _dossier_door_bezwaar(rol: Rol) -> None:
    """The original file, for who handles or advises on a bezwaar against its besluit."""

    def aanvragen(gebruiker: Gebruiker) -> Q:
        zaken = Bezwaarzaak.objects.filter(zicht_door(Bezwaarzaak, gebruiker, rol))
        return Q(besluiten__bezwaarzaken__in=zaken)

    def bij_aanvraag(gebruiker: Gebruiker) -> Q:
        return Q(aanvraag__in=Aanvraag.objects.filter(aanvragen(gebruiker)))

    def bij_besluit(gebruiker: Gebruiker) -> Q:
        return Q(besluit__in=Besluit.objects.filter(bij_aanvraag(gebruiker)))

    registreer(Aanvraag, rol)(aanvragen)
    registreer(Leerling, rol)(
        lambda gebruiker: Q(pk__in=Aanvraag.objects.filter(aanvragen(gebruiker)).values("leerling"))
    )
    registreer(Gezag, rol)(
        lambda gebruiker: Q(leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol)))
    )
    registreer(Betrokkene, rol)(lambda gebruiker: Q(gezag__in=Gezag.objects.filter(zicht_door(Gezag, gebruiker, rol))))
    for model_van_zaak in (*ONDERDELEN, Aanvulling, Adviesopdracht):
        registreer(model_van_zaak, rol)(bij_aanvraag)
    registreer(Interventie, rol)(
        lambda gebruiker: Q(onderdeel__aanvraag__in=Aanvraag.objects.filter(aanvragen(gebruiker)))
    )
    registreer(Bijlage, rol)(lambda gebruiker: bij_aanvraag(gebruiker) & Q(verwijderd_op__isnull=True))
    registreer(Advies, rol)(
        lambda gebruiker: (
            Q(ondertekend_op__isnull=False) & Q(opdracht__aanvraag__in=Aanvraag.objects.filter(aanvragen(gebruiker)))
        )
    )
    registreer(Bekendmaking, rol)(bij_besluit)
    registreer(Tlv, rol)(bij_besluit)
    registreer(Besluit, rol)(_alles if rol == Rol.BEZWAARBEHANDELAAR else bij_aanvraag)


for rol_van_bezwaar in VAN_BEZWAAR:
    _dossier_door_bezwaar(rol_van_bezwaar)
