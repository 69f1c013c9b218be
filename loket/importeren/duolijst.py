"""The list of DUO of funded pupils: of a csv or xlsx only the column with the TLV numbers is kept.

Everything else on the list, a BSN first of all, is dropped while reading: it comes in no variable that outlives its
row, in no error, no log and no table (R-PRIV-04). A file is hostile until it is shown to be a plain list.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

MAX_BYTES = 10 * 1024 * 1024
MAX_UITGEPAKT = 100 * 1024 * 1024
MAX_VERHOUDING = 100
"""How many times larger a part may become when unpacked; a list of numbers stays far below it."""
MAX_DELEN = 200
MAX_RIJEN = 50_000
MAX_KOLOMMEN = 200
KOPREGELS = 20
"""The header stands in one of the first rows; above it may be a title."""
NUMMER = re.compile(r"[A-Z0-9][A-Z0-9 ./_-]{1,38}", re.IGNORECASE)
BSN_KOLOM = re.compile(r"bsn|burgerservice|sofi|persoonsgebonden|pgn|onderwijsnummer|geboorte|naam|adres|postcode")
GEEN_LIJST = "Dit bestand kan ik niet lezen als lijst. Bewaar het in Excel als .xlsx of .csv en probeer het opnieuw."


class LijstFout(Exception):
    """This file cannot be used. The message is for the user, says what to do, and holds nothing of the file."""


@dataclass(frozen=True)
class Lijst:
    """The numbers on the list, each once. regels: rows below the header; overgeslagen: rows without a usable number."""

    nummers: tuple[str, ...]
    regels: int
    overgeslagen: int


def lezen(data: bytes) -> Lijst:
    """The TLV numbers in this file. Raises LijstFout for whatever is no plain csv or xlsx with such a column."""
    return _nummers(rijen_in(data))


def rijen_in(data: bytes) -> Iterable[Sequence[object]]:
    """The rows of this file, the first sheet of a workbook. Raises LijstFout for what is no plain csv or xlsx."""
    if not data:
        raise LijstFout("Dit bestand is leeg. Kies een ander bestand.")
    if len(data) > MAX_BYTES:
        raise LijstFout("Dit bestand is groter dan 10 MB. Kies alleen de lijst van dit jaar.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise LijstFout("Dit is een oud Excel-bestand of een bestand met een wachtwoord. Bewaar het als .xlsx.")
    return _xlsx(data) if data.startswith(b"PK") else _csv(data)


def _nummers(rijen: Iterable[Sequence[object]]) -> Lijst:
    kolom: int | None = None
    nummers: dict[str, None] = {}
    regels = overgeslagen = 0
    for nr, rij in enumerate(rijen):
        if nr > MAX_RIJEN:
            raise LijstFout("Deze lijst heeft meer dan 50.000 regels. Kies alleen de lijst van dit jaar.")
        if kolom is None:
            if nr >= KOPREGELS:
                break
            kolom = _nummerkolom(rij)
            continue
        if not any(_tekst(cel) for cel in rij):
            continue
        regels += 1
        nummer = _nummer(rij[kolom] if kolom < len(rij) else "")
        if nummer:
            nummers[nummer] = None
        else:
            overgeslagen += 1
    if kolom is None:
        raise LijstFout("Ik zie geen kolom met ‘beschikkingsnummer’. Zet die naam boven de kolom met de TLV-nummers.")
    if not nummers:
        raise LijstFout("In de kolom met beschikkingsnummers staat geen enkel nummer. Kies een andere lijst.")
    return Lijst(tuple(nummers), regels, overgeslagen)


def _nummerkolom(rij: Sequence[object]) -> int | None:
    """Which column holds the numbers, by its name: beschikkingsnummer, TLV-nummer, nummer TLV …"""
    namen = [re.sub(r"[^a-z]", "", _tekst(cel).lower()) for cel in rij[:MAX_KOLOMMEN]]
    for woorden in (("beschikking",), ("tlv", "nummer"), ("tlv", "nr"), ("toelaatbaarheid", "nummer")):
        for plaats, naam in enumerate(namen):
            if all(woord in naam for woord in woorden) and not BSN_KOLOM.search(naam) and "datum" not in naam:
                return plaats
    return None


def _nummer(cel: object) -> str:
    """The number in this cell; "" for what is none, a BSN in the wrong column above all."""
    tekst = " ".join(_tekst(cel).split())
    if not NUMMER.fullmatch(tekst) or lijkt_bsn(tekst):
        return ""
    return tekst


def lijkt_bsn(tekst: str) -> bool:
    """Whether this can be a BSN: eight or nine digits that pass its check."""
    cijfers = re.sub(r"[ .-]", "", tekst)
    if not (cijfers.isascii() and cijfers.isdigit() and len(cijfers) in (8, 9)):
        return False
    try:
        bsn.validate(cijfers.zfill(9))
    except ValidationError:
        return False
    return True


def _tekst(cel: object) -> str:
    if cel is None:
        return ""
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return str(cel).strip()


def _csv(data: bytes) -> Iterator[list[str]]:
    if b"\0" in data:
        raise LijstFout(GEEN_LIJST)
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            tekst = data.decode("cp1252")
        except UnicodeDecodeError:
            raise LijstFout(GEEN_LIJST) from None
    kop = tekst.lstrip()[:4000]
    if kop.startswith("<") or kop.startswith("%PDF"):
        raise LijstFout("Dit is geen lijst. Kies een bestand dat eindigt op .xlsx of .csv.")
    scheiding = max(";,\t", key=kop.count)
    try:
        yield from csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding)
    except csv.Error:
        raise LijstFout(GEEN_LIJST) from None


def _xlsx(data: bytes) -> Iterator[Sequence[Any]]:
    _veilig_uitpakbaar(data)
    from openpyxl import load_workbook  # slow to import, and only this page needs it

    try:
        boek = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception:
        raise LijstFout(GEEN_LIJST) from None
    try:
        blad = boek.worksheets[0]
        blad.reset_dimensions()
        yield from blad.iter_rows(max_col=MAX_KOLOMMEN, max_row=MAX_RIJEN + 2, values_only=True)
    except LijstFout:
        raise
    except Exception:
        raise LijstFout(GEEN_LIJST) from None
    finally:
        boek.close()


def _veilig_uitpakbaar(data: bytes) -> None:
    """Refuse a zip that is no workbook, holds a macro, or becomes too large when unpacked."""
    try:
        delen = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise LijstFout(GEEN_LIJST) from None
    namen = {deel.filename.lower() for deel in delen}
    if not {"[content_types].xml", "xl/workbook.xml"} <= namen:
        raise LijstFout("Dit is geen Excel-bestand. Kies een bestand dat eindigt op .xlsx of .csv.")
    if any(naam.endswith((".bin", ".exe", ".js")) and "printersettings" not in naam for naam in namen):
        raise LijstFout("Dit bestand heeft macro’s. Bewaar het zonder macro’s, als .xlsx, en probeer het opnieuw.")
    if any(deel.flag_bits & 1 for deel in delen):
        raise LijstFout("Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord en probeer het opnieuw.")
    te_groot = sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or len(delen) > MAX_DELEN
    bom = any(deel.file_size > MAX_VERHOUDING * max(deel.compress_size, 1) + 1024**2 for deel in delen)
    if te_groot or bom:
        raise LijstFout("Dit bestand wordt bij uitpakken veel te groot. Bewaar alleen de lijst, als .csv.")
