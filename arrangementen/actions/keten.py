"""What came in the place of what: help that was changed is a row of its own, and goes on from the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from arrangementen.models import Arrangement, Deelname, Doel, Pot
from arrangementen.rules.boekingen import NUL
from arrangementen.scopes.arrangement import weet_waar, zonder_geheim
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.post.actions import melden
from loket.actions.nummers import volgend_kenmerk
from loket.models.kenmerk import Kenmerknummer
from scholen.models import Samenwerkingsverband

from .uren import school_van

WIJZIGING = Arrangement.Aanleiding.WIJZIGING
HULPSLOT = 7306
"""Of the advisory lock on one arrangement."""


def voorgangers(rijen: Iterable[Arrangement]) -> dict[int, list[Arrangement]]:
    """Id → those that this one came in the place of, the newest first. One question per change in a row."""
    laatste = {een.pk: een for een in rijen}
    uit: dict[int, list[Arrangement]] = {pk: [] for pk in laatste}
    while zoek := {pk: een.vorige_id for pk, een in laatste.items() if een.aanleiding == WIJZIGING}:
        gevonden = Arrangement.objects.select_related("beslissing").in_bulk(zoek.values())
        laatste = {pk: gevonden[vorige] for pk, vorige in zoek.items()}
        for pk, een in laatste.items():
            uit[pk].append(een)
    return uit


def wat_er_nu_is(rijen: Iterable[Arrangement], wie: Gebruiker) -> dict[int, Arrangement]:
    """Id → what came in the place of this one in the end, as far as this reader knows; itself when nothing did.

    One question per change in a row.
    """
    laatste = {een.pk: een for een in rijen}
    zonder_geheim(laatste.values(), wie)
    while zoek := [een.pk for een in laatste.values() if een.is_gewijzigd]:
        vervolgen = Arrangement.objects.visible_to(wie).filter(vorige__in=zoek, aanleiding=WIJZIGING)
        per = {een.vorige_id: een for een in vervolgen.select_related("aanvraag", "beslissing", "beeindiging")}
        if not per:
            break
        zonder_geheim(per.values(), wie)
        laatste = {pk: per.get(een.pk, een) for pk, een in laatste.items()}
    return laatste


def op_hulp(arrangement: Arrangement) -> None:
    """Wait for who changes, renews, stops or takes along this help: those lock other rows in other orders."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [HULPSLOT, arrangement.pk])


def vervolg_melden(oud: Arrangement, nieuw: Arrangement, *, wat: str, op: datetime) -> None:
    """Of what goes on without a letter, a mail that something waits: to who asked it, to the school, and to each of the
    family that can read it. wat: one word for what happened."""
    kinderen = nieuw.deelnames.values("leerling")
    gezin = Q(betrokkenen__gezag__leerling__in=kinderen) | Q(leerling__in=kinderen)
    wie = [oud.gevraagd_door, *school_van(nieuw.school, timezone.localdate(op))]
    for een in Gebruiker.objects.filter(gezin, is_active=True).distinct():
        eigen = Deelname.objects.visible_to(een, Permissie.DOSSIER_LEZEN).filter(weet_waar(een), arrangement=nieuw)
        wie += [een] if eigen.exists() else []
    for een in wie:
        melden(wie=een, sleutel=f"{wat}-{nieuw.public_id}-{een.public_id}", op=op)


def eerste_dag(rij: Arrangement, eerder: Iterable[Arrangement]) -> date:
    """Since when this help is there, in whatever amount. eerder: its voorgangers."""
    return min(een.beslissing.van for een in (rij, *eerder) if een.beslissing.van is not None)


def eerder_toegekend(rij: Arrangement) -> Decimal:
    """What stays granted of what this one came in the place of, so that a bound holds for the help as a whole."""
    return sum((een.toegekend for een in voorgangers([rij])[rij.pk]), NUL)


def kenmerk_nemen(swv: Samenwerkingsverband, vandaag: date) -> str:
    """The next number. Who locks a budget too takes the number first, as a school does that grants itself."""
    return volgend_kenmerk(swv, vandaag.year, Kenmerknummer.Reeks.ARRANGEMENT)


def op_budgetten(arrangement: Arrangement) -> None:
    """As who pays locks: budget first. All of that year in one order: what follows may be paid from another one."""
    potten = Pot.objects.filter(swv=arrangement.swv_id, schooljaar=arrangement.schooljaar)
    list(potten.select_for_update(of=("self",)).order_by("pk"))


def vervolg_maken(oud: Arrangement, **anders: object) -> Arrangement:
    """The row that goes on from this one in its school year, with its goals. anders: what is not as it was."""
    nieuw = Arrangement(swv=oud.swv, aanbod=oud.aanbod, voor=oud.voor, schooljaar=oud.schooljaar, vorige=oud, **anders)
    bewaren(nieuw)
    for een in Doel.objects.filter(arrangement=oud):
        Doel.objects.create(
            arrangement=nieuw, volgorde=een.volgorde, doel=een.doel, maat=een.maat, uiterlijk=een.uiterlijk
        )
    return nieuw
