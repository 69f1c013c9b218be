"""Closing a period, and sending lines to the bookkeeping: each line once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from arrangementen.models import Boeking, Journaal, Journaalregel, Periodeslot
from arrangementen.models.periodeslot import BOEKSLOT
from arrangementen.rules.journaal import ZIJDEN, rekeningen
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband

HOOGSTENS = 50_000
"""Lines in one journaal; what is left goes in the next."""


@transaction.atomic
def periode_sluiten(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, tot_en_met: date | None, reden: str = ""
) -> Periodeslot:
    """Close the bookkeeping up to and including this day; earlier than it was (None: not at all) opens it again."""
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    op_slot(swv)
    nu = Periodeslot.objects.dicht_tot(swv)
    if tot_en_met == nu:
        raise NietMogelijk("Zo staat het al.")
    if tot_en_met is not None and tot_en_met >= timezone.localdate(op):
        raise NietMogelijk("Sluit af tot en met een dag die voorbij is: vandaag wordt er nog geboekt.")
    heropend = nu is not None and (tot_en_met is None or tot_en_met < nu)
    if heropend and not reden.strip():
        raise NietMogelijk("Schrijf op waarom de periode weer opengaat.")
    rij = Periodeslot(swv=swv, tot_en_met=tot_en_met, heropend=heropend, reden=reden.strip())
    rij.gezet_op, rij.gezet_door = op, door
    bewaren(rij)
    vastleggen("periode_sluiten", rij, door=door, op=op, tot_en_met=str(tot_en_met or ""), heropend=heropend)
    return rij


def open_regels(swv: Samenwerkingsverband, van: date, tot: date) -> QuerySet[Boeking]:
    """The lines of this period that have not gone to the bookkeeping, and those of a period that went out before."""
    vorige = vorige_tot(swv)
    periode = Q(boekdatum__gte=van) | Q(boekdatum__lte=vorige) if vorige else Q(boekdatum__gte=van)
    return niet_geboekt(swv).filter(periode, boekdatum__lte=tot).order_by("boekdatum", "pk")


def niet_geboekt(swv: Samenwerkingsverband) -> QuerySet[Boeking]:
    """The lines that belong in a journaal and are in none."""
    return Boeking.objects.filter(pot__swv=swv, soort__in=[*ZIJDEN], journaalregels=None)


def vorige_tot(swv: Samenwerkingsverband) -> date | None:
    """The last day that went to the bookkeeping; None when nothing did."""
    dag: date | None = Journaal.objects.filter(swv=swv).aggregate(laatste=Max("tot"))["laatste"]
    return dag


@transaction.atomic
def journaal_maken(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    van: date,
    tot: date,
    rekening_nog_te_betalen: str,
    rekening_bank: str,
) -> Journaal:
    """Fix what goes to the bookkeeping of this period (inclusive): each line once, at debet and at credit.

    What was booked on a day of an earlier period after that went out, goes along.
    """
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    op_slot(swv)
    if tot < van:
        raise NietMogelijk("De laatste dag ligt voor de eerste dag.")
    if tot > timezone.localdate(op):
        raise NietMogelijk("Kies een laatste dag die niet in de toekomst ligt.")
    boekingen = list(open_regels(swv, van, tot).select_related("pot")[:HOOGSTENS])
    if not boekingen:
        raise NietMogelijk("In deze periode is er niets dat nog naar de boekhouding moet.")
    if zonder := next((een.pot for een in boekingen if not een.pot.grootboek), None):
        raise NietMogelijk(f"Vul eerst de grootboekrekening in van het budget ‘{zonder.naam}’.")
    nummer = (Journaal.objects.filter(swv=swv).aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1
    rij = Journaal(swv=swv, nummer=nummer, van=van, tot=tot, gemaakt_op=op, gemaakt_door=door)
    rij.rekening_nog_te_betalen, rij.rekening_bank = rekening_nog_te_betalen.strip(), rekening_bank.strip()
    rij.regels_aantal = len(boekingen)
    rij.eerder_aantal = sum(een.boekdatum < van for een in boekingen)
    rij.bedrag = sum((een.bedrag for een in boekingen), Decimal(0))
    bewaren(rij)
    Journaalregel.objects.bulk_create([regel for een in boekingen for regel in _zijden(rij, een)], batch_size=2000)
    vastleggen("journaal_maken", rij, door=door, op=op, regels=len(boekingen), bedrag=str(rij.bedrag))
    return rij


def _zijden(journaal: Journaal, boeking: Boeking) -> list[Journaalregel]:
    paar = rekeningen(
        boeking.soort,
        kosten=boeking.pot.grootboek,
        nog_te_betalen=journaal.rekening_nog_te_betalen,
        bank=journaal.rekening_bank,
    )
    return [
        Journaalregel(
            journaal=journaal,
            boeking=boeking,
            kant=kant,
            rekening=rekening,
            kostenplaats=boeking.pot.kostenplaats,
            bedrag=boeking.bedrag,
        )
        for kant, rekening in zip("DC", paar or (), strict=False)
    ]


def op_slot(swv: Samenwerkingsverband) -> None:
    """Wait for the lines that are being written, and let none in until this is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [BOEKSLOT, swv.pk])
