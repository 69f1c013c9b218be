"""Amounts per pupil with a TLV: fixing those of a year, and taking over those of the year before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from arrangementen.models import Herkomst, Normbedrag
from arrangementen.rules.aanbod import INDEX_TOT, INDEX_VAN
from arrangementen.rules.normbedragen import bedragjaren, verhoging_in_woorden
from arrangementen.rules.prognose import geindexeerd
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

Soort = tuple[str, str]
"""Kind and category."""
ANDER_JAAR = "Van dit jaar houden we geen bedragen bij."


@transaction.atomic
def normbedragen_vaststellen(
    *, door: Actor, op: datetime, jaar: int, bedragen: Mapping[Soort, Decimal], herkomst: str, bron: str
) -> int:
    """Fix the amounts of a year from one source. Returns how many are new.

    What is there already with this amount and this standing stays as it is, with the source it had.
    """
    _mag(door)
    if jaar not in bedragjaren(timezone.localdate(op)):
        raise NietMogelijk(ANDER_JAAR)
    geldend = {(een.soort, een.categorie): een for een in Normbedrag.objects.filter(jaar=jaar).geldend()}
    anders = [
        (soort, bedrag)
        for soort, bedrag in bedragen.items()
        if soort not in geldend or (geldend[soort].bedrag, geldend[soort].herkomst) != (bedrag, herkomst)
    ]
    if not anders:
        raise NietMogelijk("Er is niets veranderd.")
    for (soort, categorie), bedrag in anders:
        vorige = geldend.get((soort, categorie))
        rij = Normbedrag(
            jaar=jaar,
            soort=soort,
            categorie=categorie,
            versie=vorige.versie + 1 if vorige else 1,
            bedrag=bedrag,
            herkomst=herkomst,
            bron=bron.strip(),
        )
        _vaststellen(rij, door=door, op=op)
    return len(anders)


@transaction.atomic
def normbedragen_overnemen(*, door: Actor, op: datetime, jaar: int, procent: Decimal) -> int:
    """Give what has no amount in this year that of the year before, raised by so many percent. Returns how many.

    It stays an example when it follows from one; else it is an estimate of our own, never an official amount.
    """
    _mag(door)
    if jaar not in bedragjaren(timezone.localdate(op)):
        raise NietMogelijk(ANDER_JAAR)
    if not INDEX_VAN <= procent <= INDEX_TOT:
        raise NietMogelijk(f"Vul een percentage in van {INDEX_VAN} tot en met {INDEX_TOT}.")
    vorige = list(Normbedrag.objects.filter(jaar=jaar - 1).geldend())
    if not vorige:
        raise NietMogelijk(f"Van {jaar - 1} zijn er geen bedragen. Vul eerst dat jaar in.")
    heeft = set(Normbedrag.objects.filter(jaar=jaar).values_list("soort", "categorie"))
    nieuw = [een for een in vorige if (een.soort, een.categorie) not in heeft]
    for een in nieuw:
        hoe = verhoging_in_woorden(jaar - 1, procent)
        voorbeeld = een.herkomst == Herkomst.VOORBEELD
        rij = Normbedrag(
            jaar=jaar,
            soort=een.soort,
            categorie=een.categorie,
            bedrag=geindexeerd(een.bedrag, procent),
            herkomst=Herkomst.VOORBEELD if voorbeeld else Herkomst.RAMING,
            bron=f"Voorbeeld, geen officieel bedrag: {hoe}" if voorbeeld else hoe.capitalize(),
        )
        _vaststellen(rij, door=door, op=op)
    return len(nieuw)


def _mag(door: Actor) -> None:
    """People need the right; what fills a demo is no person."""
    if not isinstance(door, Systeem):
        rechten_nodig(door, Permissie.PROGNOSE_MAKEN)


def _vaststellen(rij: Normbedrag, *, door: Actor, op: datetime) -> None:
    """Save a row that meets all its constraints, with its line. Raises NietMogelijk with the sentence otherwise."""
    rij.vastgesteld_op, rij.vastgesteld_door = op, door if isinstance(door, Gebruiker) else None
    bewaren(rij)
    vastleggen(
        "normbedrag_vaststellen",
        rij,
        door=door,
        op=op,
        jaar=rij.jaar,
        soort=rij.soort,
        categorie=rij.categorie,
        bedrag=str(rij.bedrag),
    )
