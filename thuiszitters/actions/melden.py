"""Reporting a child that does not go to school: a new case, or one that there is already (issue 7; 13.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.actions.nummers import volgend_kenmerk
from loket.models import Kenmerknummer
from scholen.actions.leerlingen import leerling_toevoegen
from scholen.models import Gemeente, Leerling, Samenwerkingsverband, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van
from thuiszitters.mensen import regie_van
from thuiszitters.models import OPEN, Afspraak, Casus, Casusstatus, Melding, Verzuim
from thuiszitters.rules.melding import absoluut_fout, eerste_dag_fout, school_fout, zelfde_casus
from thuiszitters.rules.soorten import Soort

from .plan import plan_meenemen
from .plekken import plekken, swv_blijft
from .protocol import geldend_protocol
from .sluiten import heropenen, melding_gedaan, signaal_melden
from .verzuim import na_eerder, verzuim_wijzigen, vrij_vanaf

P, S = Permissie, Casusstatus
BEKIJKEN = timedelta(days=5)
"""As long as there is between a melding and a regievoerder at most (domein 7.3, step 2)."""


class Hoe(StrEnum):
    """What became of a melding."""

    NIEUW = "nieuw"
    LOPEND = "lopend"
    HEROPEND = "heropend"


@dataclass(frozen=True)
class Kind:
    """A child that is not known yet."""

    roepnaam: str
    achternaam: str
    geboortedatum: date
    tussenvoegsel: str = ""
    groep: str = ""


@dataclass(frozen=True, kw_only=True)
class Gegevens:
    """What is reported. leerling: a child that the reporter sees, or a Kind. school: None where it is on no school.

    ouders_op: when the parents heard that this is reported, or else ouders_waarom_niet (afspraak 54).
    """

    swv: Samenwerkingsverband
    leerling: Leerling | Kind
    school: School | None
    herkomst: str
    soort: str
    van: date
    uren: Decimal
    reden: str
    gedaan: str = ""
    woongemeente: Gemeente | None = None
    ouders_op: date | None = None
    ouders_waarom_niet: str = ""


@transaction.atomic
def melden(gegevens: Gegevens, *, door: Gebruiker, op: datetime, sleutel: str) -> tuple[Casus, Hoe]:
    """Write the melding down, all of it or nothing, and say what became of it.

    A child with a running case, or one closed at most thirty days ago, goes on in that case. Who does not see that
    case changes nothing in it: somebody is asked to look. sleutel: of the form; a second time gives the first one.
    Raises NietMogelijk with the sentence why it cannot be.
    """
    rechten_nodig(door, P.THUISZITTER_MELDEN)
    if eerder := Melding.objects.filter(sleutel=sleutel, door=door).select_related("casus").first():
        return eerder.casus, Hoe.LOPEND
    vandaag = timezone.localdate(op)
    kind = _kind(gegevens, door=door, op=op)
    if fout := eerste_dag_fout(gegevens.van, geboortedatum=kind.geboortedatum, vandaag=vandaag):
        raise NietMogelijk(f"{fout}.")
    if gegevens.ouders_op is not None and gegevens.ouders_op > vandaag:
        raise NietMogelijk("De dag waarop de ouders het hoorden, ligt in de toekomst.")
    school = _school(kind, gegevens.school, vandaag)
    swv = swv_blijft(gegevens.swv, school, kind.geboortedatum, vandaag)
    gegevens = replace(gegevens, school=school, swv=swv)
    op_school = school is not None
    if fout := absoluut_fout(gegevens.soort, op_school=op_school) or school_fout(gegevens.soort, op_school=op_school):
        raise NietMogelijk(f"{fout}.")
    casus, hoe = _bestaande(gegevens, kind, door=door, op=op)
    if casus is None:
        casus = nieuwe_casus(gegevens, kind, door=door, op=op)
    plan_meenemen(casus)
    opschrijven(casus, gegevens, hoe, door=door, op=op, sleutel=sleutel)
    return casus, hoe


def opschrijven(casus: Casus, gegevens: Gegevens, hoe: Hoe, *, door: Gebruiker, op: datetime, sleutel: str) -> Melding:
    """Keep what was reported with this case. In a running transaction."""
    melding = Melding(casus=casus, herkomst=gegevens.herkomst, soort=gegevens.soort, van=gegevens.van, op=op)
    melding.uren, melding.reden, melding.gedaan = gegevens.uren, gegevens.reden, gegevens.gedaan
    melding.door, melding.sleutel = door, sleutel
    bewaren(melding)
    vastleggen("melden", casus, door=door, op=op, soort=gegevens.soort, hoe=hoe.value)
    return melding


def _kind(gegevens: Gegevens, *, door: Gebruiker, op: datetime) -> Leerling:
    """The child, locked: one that the reporter sees, also where it was typed anew, or else a new row."""
    zichtbaar = Leerling.objects.visible_to(door, P.THUISZITTER_MELDEN)
    wie = gegevens.leerling
    if isinstance(wie, Leerling):
        rij: Leerling = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=wie.pk)
        return rij
    zelfde = zichtbaar.filter(
        roepnaam__iexact=wie.roepnaam,
        achternaam__iexact=wie.achternaam,
        geboortedatum=wie.geboortedatum,
        opgegaan_in=None,
    )
    if bekend := zelfde.select_for_update(of=("self",)).order_by("pk").first():
        return bekend
    velden: dict[str, Any] = {
        "roepnaam": wie.roepnaam,
        "tussenvoegsel": wie.tussenvoegsel,
        "achternaam": wie.achternaam,
        "geboortedatum": wie.geboortedatum,
    }
    school = gegevens.school
    if school is not None and scholen_van(door, *SCHOOL_SCHRIJFT).filter(pk=school.pk).exists():
        sinds, groep = gegevens.van, wie.groep
        return leerling_toevoegen(
            door=door, op=op, school=school, bij_school="ingeschreven", sinds=sinds, groep=groep, **velden
        )
    kind = Leerling.objects.create(**velden, gemeente=gegevens.woongemeente)
    vastleggen("leerling_toevoegen", kind, door=door, op=op)
    return kind


def _school(kind: Leerling, genoemd: School | None, dag: date) -> School | None:
    """Of which school the case is: the one that was named, unless the child is enrolled at others only."""
    scholen = [een.school for een in plekken(kind, dag)]
    return genoemd if genoemd in scholen or not scholen else scholen[0]


def _verhuisd(casus: Casus, kind: Leerling, school: School | None, dag: date) -> bool:
    """Whether the case goes along to this school: the child was enrolled there, later than where the case is."""
    nieuwste = next((een.school for een in plekken(kind, dag)), None)
    return school is not None and school.pk != casus.school_id and nieuwste == school


def _bestaande(gegevens: Gegevens, kind: Leerling, *, door: Gebruiker, op: datetime) -> tuple[Casus | None, Hoe]:
    """The case in which this child goes on, if there is one. A child that moved takes its case to the new school."""
    alle = Casus.objects.filter(swv=gegevens.swv, leerling=kind).select_for_update(of=("self",))
    lopend = alle.filter(status__in=OPEN).first()
    dicht = alle.filter(status=S.GESLOTEN, opgegaan_in=None).order_by("-gesloten_op").first()
    casus, hoe = lopend, Hoe.LOPEND
    if casus is None and dicht is not None and dicht.gesloten_op is not None:
        if not zelfde_casus(timezone.localdate(dicht.gesloten_op), timezone.localdate(op)):
            return None, Hoe.NIEUW
        casus, hoe = dicht, Hoe.HEROPEND
    if casus is None:
        return None, Hoe.NIEUW
    mee = _verhuisd(casus, kind, gegevens.school, timezone.localdate(op))
    ziet = Casus.objects.visible_to(door, P.THUISZITTER_MELDEN).filter(pk=casus.pk).exists()
    if not (mee or ziet):
        return _zonder_zicht(casus, hoe, gegevens, door=door, op=op), hoe
    if mee or casus.school is None:
        casus.school = gegevens.school
    casus.laatste_actie_op = op
    if casus.ouders_ingelicht_op is None:
        casus.ouders_ingelicht_op = gegevens.ouders_op
    casus.save(update_fields=["school", "laatste_actie_op", "ouders_ingelicht_op"])
    if hoe == Hoe.HEROPEND:
        casus = heropenen(casus, door=door, op=op, soort=gegevens.soort, van=gegevens.van, uren=gegevens.uren)
    else:
        _weer_thuis(casus, gegevens, door=door, op=op)
    return casus, hoe


def _zonder_zicht(casus: Casus, hoe: Hoe, gegevens: Gegevens, *, door: Gebruiker, op: datetime) -> Casus:
    """Who does not see the case tells something new of it, and what it says of the parents opens it to nobody."""
    if hoe == Hoe.HEROPEND:
        van = na_eerder(casus, gegevens.van, op=op)
        soort, uren = gegevens.soort, gegevens.uren
        casus = heropenen(casus, door=Systeem("melding"), op=op, soort=soort, van=van, uren=uren)
    laten_bekijken(casus, door=door, op=op)
    return casus


def laten_bekijken(casus: Casus, *, door: Gebruiker, op: datetime) -> None:
    """An agreement with a day, so that the melding is not overlooked. Not whose: a partner reads agreements too."""
    afspreken(casus, "Bekijken wat er nieuw is", door=door, op=op)


def afspreken(casus: Casus, wat: str, *, door: Gebruiker, op: datetime) -> None:
    """Something for who looks after the case, or will. In a running transaction."""
    vandaag = timezone.localdate(op)
    regie = regie_van(casus, vandaag)
    afspraak = Afspraak(casus=casus, wat=wat, voor=vandaag + BEKIJKEN, wie=regie, gemaakt_op=op, gemaakt_door=door)
    afspraak.naam = "" if regie else "Wie de regie neemt"
    bewaren(afspraak)


def _weer_thuis(casus: Casus, gegevens: Gegevens, *, door: Gebruiker, op: datetime) -> None:
    """Where a running case had no absence any more, or only threatened, what is reported begins now; also where the
    child was on no school, and is on one since.

    Of absence that lasts, another reporter may call it otherwise: then the melding is kept and a person decides.
    """
    nu = casus.verzuim.filter(tot=None).first()
    dreigt_niet = gegevens.soort != Soort.DREIGEND
    niet_meer_zo = nu is not None and absoluut_fout(nu.soort, op_school=casus.school is not None) != ""
    if nu is None or niet_meer_zo or (nu.soort == Soort.DREIGEND and dreigt_niet):
        verzuim_wijzigen(casus, door=door, op=op, soort=gegevens.soort, van=gegevens.van, uren=gegevens.uren)
    if casus.status == S.SIGNAAL and dreigt_niet:
        signaal_melden(casus, door=door, op=op)


def nieuwe_casus(gegevens: Gegevens, kind: Leerling, *, door: Gebruiker, op: datetime) -> Casus:
    """Begin a case for this child. In a running transaction."""
    protocol = geldend_protocol(gegevens.swv, door=door, op=op)
    casus = Casus(
        swv=gegevens.swv,
        kenmerk=volgend_kenmerk(gegevens.swv, timezone.localdate(op).year, Kenmerknummer.Reeks.THUISZITTER),
        leerling=kind,
        school=gegevens.school,
        woongemeente=gegevens.woongemeente or kind.gemeente,
        status=S.SIGNAAL if gegevens.soort == Soort.DREIGEND else S.GEMELD,
        protocol=protocol,
        reden=gegevens.reden,
        gemeld_op=op,
        laatste_actie_op=op,
        ouders_ingelicht_op=gegevens.ouders_op,
        ouders_waarom_niet=gegevens.ouders_waarom_niet,
    )
    bewaren(casus)
    van = vrij_vanaf(casus.swv, kind, gegevens.van, op=op)
    bewaren(Verzuim(casus=casus, soort=gegevens.soort, van=van, uren=gegevens.uren))
    if gegevens.soort != Soort.DREIGEND:
        melding_gedaan(casus, door=door, op=op)
    return casus
