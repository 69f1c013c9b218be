"""A spreadsheet of what somebody may see. Amounts are numbers, the rest is text that is no formula (CWE-1236)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

import xlsxwriter

FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n")
SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
            blad = boek.add_worksheet(titel[:31])
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
