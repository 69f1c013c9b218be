"""A file of the bookkeeping read as payments, and laid beside ours line by line on number and amount. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from .facturen import kenmerk_in
from .geld import HOOGSTENS

KOPREGELS = 20
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
    """The payments in these rows, and how many rows have no amount or number. Raises GeenLijst without columns."""
    kolom: dict[str, int] = {}
    uit, over = [], 0
    for nummer, rij in enumerate(rijen, 1):
        if not kolom:
            if nummer > KOPREGELS:
                break
            kolom = _kolommen(rij)
            continue
        if not any(_tekst(cel) for cel in rij):
            continue
        bedrag, kenmerk = _bedrag_van(rij, kolom), kenmerk_in(_cel(rij, kolom.get("kenmerk")))
        if not bedrag or not kenmerk or abs(bedrag) > HOOGSTENS:
            over += 1
            continue
        omschrijving = _cel(rij, kolom.get("omschrijving"))[:120]
        datum = _datum(rij[kolom["datum"]]) if kolom.get("datum", len(rij)) < len(rij) else None
        uit.append(Betaling(rij=nummer, kenmerk=kenmerk, bedrag=bedrag, datum=datum, omschrijving=omschrijving))
    if not kolom:
        raise GeenLijst(GEEN_KOLOMMEN)
    if not uit:
        raise GeenLijst("In dit bestand staat geen betaling met een kenmerk zoals AR-2026-0012.")
    return uit, over


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


def _bedrag_van(rij: Sequence[object], kolom: dict[str, int]) -> Decimal:
    if "bedrag" in kolom:
        return _bedrag(_waarde(rij, kolom["bedrag"]))
    return _bedrag(_waarde(rij, kolom["debet"])) - _bedrag(_waarde(rij, kolom["credit"]))


def _bedrag(cel: object) -> Decimal:
    """€ 1.234,56 or 1234.56 or a number; 0 for whatever is none."""
    tekst = re.sub(r"[€\s\u00a0']", "", _tekst(cel))
    if "," in tekst:
        tekst = tekst.replace(".", "").replace(",", ".")
    try:
        bedrag = Decimal(tekst)
        return bedrag.quantize(Decimal("0.01")) if bedrag.is_finite() else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


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
