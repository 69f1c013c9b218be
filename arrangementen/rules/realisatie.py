"""A file of the bookkeeping read as payments, and laid beside ours line by line on number and amount. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .bedragen import NietZeker, bedragen
from .facturen import kenmerk_in
from .geld import HOOGSTENS

KOPREGELS = 20
MAX_RIJEN = 50_000
NAMEN = {
    "kenmerk": ("kenmerk", "referentie", "betreft", "omschrijving"),
    "bedrag": ("bedrag", "amount"),
    "debet": ("debet", "debit", "af"),
    "credit": ("credit", "bij"),
    "datum": ("boekdatum", "datum", "date"),
    "omschrijving": ("omschrijving", "tekst"),
}
"""What a column is → how bookkeeping programs call it, the likeliest first."""
GEEN_KOLOMMEN = "Ik zie geen kolom met het kenmerk en geen kolom met het bedrag. Zet die namen boven de kolommen."
DATUMVORMEN = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


class GeenLijst(ValueError):
    """This file has no payments that can be read. The message is for the user."""


@dataclass(frozen=True, kw_only=True)
class Betaling:
    """One payment in the file; below zero for money that came back. rij: its row, from 1."""

    rij: int
    kenmerk: str
    bedrag: Decimal
    datum: date | None = None
    omschrijving: str = ""


def betalingen(rijen: Iterable[Sequence[object]]) -> tuple[list[Betaling], int]:
    """The payments in these rows, and how many rows have no amount or number.

    Raises GeenLijst without columns, for too many rows, and for amounts that can be read in two ways.
    """
    kolom: dict[str, int] = {}
    met_kenmerk: list[tuple[int, str, Sequence[object]]] = []
    over = 0
    for nummer, rij in enumerate(rijen, 1):
        if nummer > MAX_RIJEN:
            raise GeenLijst("Dit bestand heeft meer dan 50.000 regels. Kies een kortere periode.")
        if not kolom:
            if nummer > KOPREGELS:
                break
            kolom = _kolommen(rij)
        elif any(_tekst(cel) for cel in rij):
            kenmerk = kenmerk_in(_cel(rij, kolom.get("kenmerk")))
            met_kenmerk += [(nummer, kenmerk, rij)] if kenmerk else []
            over += not kenmerk
    if not kolom:
        raise GeenLijst(GEEN_KOLOMMEN)
    gelezen = _bedragen(met_kenmerk, kolom)
    uit = [
        _betaling(nummer, kenmerk, bedrag, rij, kolom)
        for (nummer, kenmerk, rij), bedrag in zip(met_kenmerk, gelezen, strict=True)
        if bedrag and abs(bedrag) <= HOOGSTENS
    ]
    if not uit:
        raise GeenLijst("In dit bestand staat geen betaling met een kenmerk zoals AR-2026-0012.")
    return uit, over + len(met_kenmerk) - len(uit)


def _betaling(nummer: int, kenmerk: str, bedrag: Decimal, rij: Sequence[object], kolom: dict[str, int]) -> Betaling:
    datum = _datum(rij[kolom["datum"]]) if kolom.get("datum", len(rij)) < len(rij) else None
    omschrijving = _cel(rij, kolom.get("omschrijving"))[:120]
    return Betaling(rij=nummer, kenmerk=kenmerk, bedrag=bedrag, datum=datum, omschrijving=omschrijving)


def _bedragen(rijen: Sequence[tuple[int, str, Sequence[object]]], kolom: dict[str, int]) -> list[Decimal]:
    """The amount of each row: of one column, or debet minus credit. One file has one way of writing."""
    namen = ["bedrag"] if "bedrag" in kolom else ["debet", "credit"]
    cellen = [_waarde(rij, kolom[naam]) for naam in namen for _, _, rij in rijen]
    try:
        gelezen = bedragen(cellen)
    except NietZeker as fout:
        nummer = rijen[fout.plaats % len(rijen)][0]
        raise GeenLijst(
            f"Het bedrag ‘{fout.cel[:40]}’ in rij {nummer} is niet zeker te lezen: staat een punt of komma voor "
            "de centen? Schrijf alle bedragen in het bestand op dezelfde manier, zoals 1.250,00."
        ) from None
    eerste, tweede = gelezen[: len(rijen)], gelezen[len(rijen) :]
    return [af - bij for af, bij in zip(eerste, tweede, strict=True)] if tweede else eerste


@dataclass(frozen=True)
class Bekend:
    """A payment (by id) in a file over other days, that was taken over before and is one of ours. tot: inclusive."""

    pk: int
    betaling: Betaling
    van: date
    tot: date

    def is_(self, een: Betaling) -> bool:
        """Whether this can be the same payment: number, amount and, where both are known, the day."""
        zelfde = (self.betaling.kenmerk, self.betaling.bedrag) == (een.kenmerk, een.bedrag)
        if een.datum is None:
            return zelfde
        return zelfde and self.van <= een.datum <= self.tot and self.betaling.datum in (None, een.datum)


def al_bekend(hun: Iterable[Betaling], eerder: Iterable[Bekend]) -> dict[int, int]:
    """Row in the file → the payment of an earlier file that it is, each once, where their days overlap."""
    over = [*eerder]
    uit = {}
    for een in hun:
        if gevonden := next((bekend for bekend in over if bekend.is_(een)), None):
            over.remove(gevonden)
            uit[een.rij] = gevonden.pk
    return uit


def koppelen(hun: Iterable[Betaling], onze: Iterable[tuple[int, str, Decimal]]) -> dict[int, int]:
    """Row in the file → our line (id, kenmerk, amount) that it is: the same number and the same amount, each once."""
    over: dict[tuple[str, Decimal], list[int]] = defaultdict(list)
    for pk, kenmerk, bedrag in onze:
        over[kenmerk, bedrag].append(pk)
    uit = {}
    for een in hun:
        if wachtend := over[een.kenmerk, een.bedrag]:
            uit[een.rij] = wachtend.pop(0)
    return uit


def _kolommen(rij: Sequence[object]) -> dict[str, int]:
    namen = [re.sub(r"[^a-z]", "", _tekst(cel).lower()) for cel in rij]
    uit = {}
    for wat, woorden in NAMEN.items():
        for woord in woorden:
            if woord in namen:
                uit[wat] = namen.index(woord)
                break
    return uit if "kenmerk" in uit and ("bedrag" in uit or {"debet", "credit"} <= uit.keys()) else {}


def _datum(cel: object) -> date | None:
    if isinstance(cel, datetime):
        return cel.date()
    for vorm in DATUMVORMEN:
        try:
            return datetime.strptime(_tekst(cel)[:10], vorm).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _waarde(rij: Sequence[object], plaats: int | None) -> object:
    return rij[plaats] if plaats is not None and plaats < len(rij) else ""


def _cel(rij: Sequence[object], plaats: int | None) -> str:
    return _tekst(_waarde(rij, plaats))


def _tekst(cel: object) -> str:
    return "" if cel is None else str(cel).strip()
