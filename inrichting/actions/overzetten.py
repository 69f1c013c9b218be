"""Taking the settings of an SWV out as one file, and taking such a file over: all or nothing, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from inrichting.models import Overzetting
from inrichting.rules import bestand
from inrichting.rules.bestand import Bestand, Verschil
from kern.bestanden.controle import BestandFout
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.actions.oprichten import swv_oprichten
from scholen.models import Samenwerkingsverband

from . import aanvragen, hulp, iedereen, regio
from .deel import Deel, Inhoud, Werk

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
DELEN: tuple[Deel, ...] = (*regio.DELEN, *aanvragen.DELEN, *hulp.DELEN, *iedereen.DELEN)
"""In the order in which they are taken over: a tariff needs a theme, a theme the settings."""
SLEUTELS = frozenset(deel.sleutel for deel in DELEN)
MISLUKT = (TypeError, ValueError, KeyError, AttributeError, ObjectDoesNotExist, ValidationError, Http404, DatabaseError)
"""What the actions raise at data that no page would send."""


@dataclass(frozen=True)
class Voorstel:
    """What a file would change here. stand: a number for what is here now, that must be the same when it is done."""

    swv: Samenwerkingsverband | None
    per_deel: tuple[tuple[Deel, tuple[Verschil, ...]], ...]
    stand: str

    @property
    def leeg(self) -> bool:
        return self.swv is not None and not any(verschillen for _, verschillen in self.per_deel)


def alles_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """All settings of this SWV as they hold or will hold on this day."""
    return {deel.sleutel: deel.lezen(swv, dag) for deel in DELEN}


@transaction.atomic
def instellingen_meenemen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> bytes:
    """The file with all settings of this SWV, as they will hold tomorrow. No people, no children."""
    rechten_nodig(door, BEHEREN)
    vandaag = timezone.localdate(op)
    data = bestand.maken(swv.code, vandaag, alles_lezen(swv, vandaag + timedelta(days=1)))
    vastleggen("instellingen_meenemen", swv, door=door, op=op, grootte=len(data))
    return data


@transaction.atomic
def overzetting_aanbieden(data: bytes, naam: str, *, door: Gebruiker, op: datetime) -> Overzetting:
    """Keep this file so that it can be looked at; nothing changes yet. Raises NietMogelijk when it is refused."""
    rechten_nodig(door, BEHEREN)
    gelezen = _lezen(data)
    rij = Overzetting.objects.create(
        code=gelezen.code,
        bestand=naam[:200],
        gemaakt_op=gelezen.gemaakt_op,
        inhoud=gelezen.inhoud,
        door=door,
        created_at=op,
    )
    vastleggen("overzetting_aanbieden", rij, door=door, op=op, code=rij.code)
    return rij


def voorstel(rij: Overzetting, dag: date) -> Voorstel:
    """What taking this file over on this day would change."""
    swv = Samenwerkingsverband.objects.filter(eigen=True, code=rij.code).first()
    hier: Mapping[str, Any] = alles_lezen(swv, dag + timedelta(days=1)) if swv else {een: {} for een in SLEUTELS}
    per_deel = tuple((deel, tuple(_verschillen(deel, hier[deel.sleutel], rij.inhoud))) for deel in DELEN)
    return Voorstel(swv, per_deel, bestand.controlegetal(rij.code, hier))


def overzetting_overnemen(rij: Overzetting, *, door: Gebruiker, op: datetime, akkoord: str) -> Samenwerkingsverband:
    """Let the settings here be what the file says: all of them, or none with the reason why.

    akkoord: the `stand` of the Voorstel that was shown. Where this portal serves no SWV of this code, it is founded.
    """
    try:
        with transaction.atomic():
            return _overnemen(rij, door=door, op=op, akkoord=akkoord)
    except BestandFout as fout:
        raise NietMogelijk(f"{fout} Er is niets overgenomen.") from fout


def _overnemen(rij: Overzetting, *, door: Gebruiker, op: datetime, akkoord: str) -> Samenwerkingsverband:
    rechten_nodig(door, BEHEREN)
    rij = Overzetting.objects.select_for_update().get(pk=rij.pk)
    list(Samenwerkingsverband.objects.select_for_update().filter(code=rij.code))  # two files: one after the other
    if rij.overgenomen_op:
        raise NietMogelijk("Dit bestand is al overgenomen.")
    vandaag = timezone.localdate(op)
    gezien = voorstel(rij, vandaag)
    if not akkoord or akkoord != gezien.stand:
        raise NietMogelijk("De instellingen zijn intussen veranderd. Bekijk opnieuw wat er wijzigt.")
    if gezien.leeg:
        raise NietMogelijk("Er is niets gewijzigd: alles staat hier al zo.")
    werk = Werk(door, op, vandaag, vandaag + timedelta(days=1))
    swv = gezien.swv or _oprichten(rij, werk)
    for deel in DELEN:
        _deel_overnemen(deel, swv, rij.inhoud[deel.sleutel], werk)
    rij.overgenomen_op = op
    rij.save(update_fields=["overgenomen_op"])
    vastleggen("overzetting_overnemen", rij, door=door, op=op, code=rij.code)
    return swv


def _deel_overnemen(deel: Deel, swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """Write one part where it differs, and see that it came over whole."""
    if not _verschillen(deel, deel.lezen(swv, werk.dag), {deel.sleutel: daar}):
        return
    try:
        with transaction.atomic():
            deel.schrijven(swv, daar, werk)
    except NietMogelijk as reden:
        raise NietMogelijk(f"{deel.titel}: {reden} Er is niets overgenomen.") from reden
    except MISLUKT as fout:
        raise NietMogelijk(f"{deel.titel}: dit deel van het bestand klopt niet. Er is niets overgenomen.") from fout
    if not bestand.overgekomen(deel.lezen(swv, werk.dag), daar, geheel=deel.geheel):
        raise NietMogelijk(
            f"{deel.titel}: niet alles kwam over. Misschien gaat hier morgen iets anders in. Er is niets overgenomen."
        )


def _verschillen(deel: Deel, hier: Inhoud, inhoud: Mapping[str, Any]) -> list[Verschil]:
    alle = bestand.verschillen(hier, deel.gelijk(hier, inhoud[deel.sleutel]), geheel=deel.geheel)
    return [replace(een, waar=_heet(deel, een.waar)) for een in alle]


def _heet(deel: Deel, waar: str) -> str:
    """The place of a setting, as its page calls it."""
    eerste, dan, rest = waar.partition(bestand.DAN)
    return f"{deel.label(eerste)}{dan}{rest}"


def _oprichten(rij: Overzetting, werk: Werk) -> Samenwerkingsverband:
    """The SWV of the file, here for the first time: its settings hold from the beginning."""
    try:
        instelling = regio.instelling_velden(rij.inhoud["instelling"], rij.code[:2])
        gegevens = regio.gegevens_velden(rij.inhoud["gegevens"])
        return swv_oprichten(**werk.wie, code=rij.code, gegevens=gegevens, instelling=instelling)
    except NietMogelijk as reden:
        raise NietMogelijk(f"{reden} Er is niets overgenomen.") from reden
    except MISLUKT as fout:
        raise NietMogelijk("Dit bestand klopt niet. Er is niets overgenomen.") from fout


def _lezen(data: bytes) -> Bestand:
    try:
        return bestand.lezen(data, SLEUTELS)
    except bestand.BestandGeweigerd as reden:
        raise NietMogelijk(str(reden)) from reden
