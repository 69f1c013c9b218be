"""What came in the place of what: help that was changed is a row of its own, and goes on from the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from arrangementen.models import Arrangement, Doel, Pot
from arrangementen.rules.boekingen import NUL
from kern.gebruikers.bewaren import bewaren
from loket.actions.nummers import volgend_kenmerk
from loket.models.kenmerk import Kenmerknummer
from scholen.models import Samenwerkingsverband

WIJZIGING = Arrangement.Aanleiding.WIJZIGING


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
