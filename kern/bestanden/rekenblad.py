"""A spreadsheet of what somebody may see. Amounts are numbers, the rest is text that is no formula (CWE-1236)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.conf import settings

FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")
SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OEFENEN = "OEFENEN: niets hierin is echt"
ALLES_TEKST = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def veilige_cel(waarde: object) -> str:
    """The value as text. One that a spreadsheet could take for a formula gets an apostrophe in front.

    Also when somebody saves it as CSV and opens that: leading blanks do not help, so they are looked past.
    """
    tekst = "" if waarde is None else str(waarde)
    if tekst.lstrip(" \u00a0").startswith(FORMULETEKENS):
        return f"'{tekst}"
    return tekst


class Aantal(int):
    """A count, so that it becomes a number in the sheet."""


Blad = tuple[str, Sequence[str], Iterable[Sequence[object]]]
"""Title, heads and rows. The title has at most 31 characters, without []:*?/\\ ."""


def rekenblad(titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a bold first row that stays in sight; a Decimal is an amount in euro, an Aantal a number."""
    return rekenbladen([(titel, koppen, rijen)])


def rekenbladen(bladen: Iterable[Blad]) -> bytes:
    """Several sheets in one file, each as rekenblad makes it."""
    inhoud = BytesIO()
    with xlsxwriter.Workbook(inhoud, ALLES_TEKST) as boek:
        vet, euro = boek.add_format({"bold": True}), boek.add_format({"num_format": "€ #,##0.00"})
        for titel, koppen, rijen in bladen:
            blad = _blad(boek, titel)
            for nummer, kop in enumerate(koppen):
                blad.write_string(0, nummer, veilige_cel(kop), vet)
                blad.set_column(nummer, nummer, 24)
            for regel, rij in enumerate(rijen, 1):
                for nummer, waarde in enumerate(rij):
                    if isinstance(waarde, Decimal):
                        blad.write_number(regel, nummer, waarde, euro)
                    elif isinstance(waarde, Aantal):
                        blad.write_number(regel, nummer, waarde)
                    else:
                        blad.write_string(regel, nummer, veilige_cel(waarde))
            blad.freeze_panes(1, 0)
    return inhoud.getvalue()


def csv_van(bladen: Iterable[Blad]) -> str:
    """All tables under each other, each with its title and an empty line after it; Excel in Dutch reads it at once."""
    tekst = StringIO()
    schrijver = csv.writer(tekst, delimiter=";")
    if settings.OEFENEN:
        schrijver.writerow([OEFENEN])
    for titel, koppen, rijen in bladen:
        schrijver.writerow([veilige_cel(titel)])
        schrijver.writerow([veilige_cel(kop) for kop in koppen])
        schrijver.writerows([[veilige_cel(cel) for cel in rij] for rij in rijen])
        schrijver.writerow([])
    return "\ufeff" + tekst.getvalue()


@dataclass(frozen=True)
class Tabelblad:
    """A sheet with one real table: it can be sorted, filtered and used by its name.

    vorm: per column how its numbers look, "" as they are; totaal stands below the table and is no part of it; onder:
    lines below that. Titles are at most 31 characters and differ.
    """

    titel: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[object]]
    vorm: Sequence[str]
    totaal: Sequence[object] = ()
    onder: Sequence[str] = ()


def rekenboek(bladen: Iterable[Tabelblad], *, op: datetime) -> bytes:
    """Real tables, one a sheet. op: the moment that the file says it was made, so that the same gives the same bytes.

    A number is a number, None an empty cell; what is text is no formula.
    """
    inhoud = BytesIO()
    with xlsxwriter.Workbook(inhoud, ALLES_TEKST) as boek:
        boek.set_properties({"created": op.astimezone(UTC).replace(tzinfo=None)})
        opmaak: dict[tuple[str, bool], Any] = {}
        for nummer, een in enumerate(bladen, 1):
            blad = _blad(boek, een.titel)
            vormen = [_opmaak(boek, opmaak, vorm) for vorm in een.vorm]
            koppen = [
                {"header": veilige_cel(kop), "format": vorm} for kop, vorm in zip(een.koppen, vormen, strict=True)
            ]
            hoogte = max(len(een.rijen), 1)  # Excel knows no table without rows
            plek = (0, 0, hoogte, len(koppen) - 1)
            blad.add_table(*plek, {"name": f"Tabel{nummer}", "columns": koppen, "style": "Table Style Light 9"})
            for regel, rij in enumerate(een.rijen, 1):
                _rij(blad, regel, rij, vormen)
            vet = [_opmaak(boek, opmaak, vorm, vet=True) for vorm in een.vorm]
            _rij(blad, hoogte + 1, een.totaal, vet)
            for regel, zin in enumerate(een.onder, hoogte + 3):
                blad.write_string(regel, 0, veilige_cel(zin))
            blad.set_column(0, 0, 38)
            blad.set_column(1, max(len(koppen) - 1, 1), 18)
            blad.freeze_panes(1, 1)
    return inhoud.getvalue()


def _blad(boek: Any, titel: str) -> Any:
    """A sheet; one of the practice portal says so on its tab, and on paper above each page."""
    if not settings.OEFENEN:
        return boek.add_worksheet(titel[:31])
    naam = f"OEFENEN {titel}"[:31]
    blad = boek.add_worksheet(titel[:31] if naam in boek.sheetnames else naam)
    blad.set_tab_color("#b00020")
    blad.set_header(f"&C&B{OEFENEN}")
    return blad


def _opmaak(boek: Any, bekend: dict[tuple[str, bool], Any], vorm: str, *, vet: bool = False) -> Any:
    if (vorm, vet) not in bekend:
        bekend[vorm, vet] = boek.add_format({"num_format": vorm or "General", "bold": vet})
    return bekend[vorm, vet]


def _rij(blad: Any, regel: int, rij: Sequence[object], vormen: Sequence[Any]) -> None:
    for nummer, (waarde, vorm) in enumerate(zip(rij, vormen if rij else (), strict=True)):
        if isinstance(waarde, int | Decimal):
            blad.write_number(regel, nummer, waarde, vorm)
        elif waarde is not None:
            blad.write_string(regel, nummer, veilige_cel(waarde), vorm)
