"""Where the numbers on a page of figures lead: to the rows that are counted, by table, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from monitoring.herkomst.wegen import heeft_rijen
from monitoring.rules.afschermen import alle_rijen
from monitoring.rules.tabel import Tabel

from .keuze import Keuze

VEILIG = f"{RFC3986_SUBDELIMS}/~:@"
"""What may stand in a path as it is."""
TOTAAL = "totaal"
"""How the last row of a table is called in an address."""


def wegen(pagina: str, keuze: Keuze, tabel: Tabel, swv: str = "") -> dict[tuple[str, str], str]:
    """(key of the row, head of the column) → the rows beneath. swv: its code, where a page has more than one."""
    vraag = f"{keuze.vraag}&swv={swv}" if swv else keuze.vraag
    begin = _begin(pagina, tabel.code)
    return {
        (rij.sleutel, kolom.kop): f"{begin}{quote(rij.sleutel or TOTAAL, VEILIG)}/{plek}/?{vraag}"
        for rij in alle_rijen(tabel)
        for plek, kolom in enumerate(tabel.kolommen)
        if heeft_rijen(tabel, rij, plek)
    }


def naar(pagina: str, code: str, sleutel: str, plek: int) -> str:
    """The address of the rows beneath one number, without what is chosen."""
    return f"{_begin(pagina, code)}{quote(sleutel or TOTAAL, VEILIG)}/{plek}/"


def _begin(pagina: str, code: str) -> str:
    """How the addresses of all numbers of a table begin: looked up once, and not for a thousand cells."""
    return reverse("monitoring:getal", args=[pagina, code, TOTAAL, 0]).removesuffix(f"{TOTAAL}/0/")


def weg(wegen_: Mapping[tuple[str, str], str], sleutel: str, tabel: Tabel, plek: int = 0) -> str:
    """Of a key figure: where the same number in this table leads; empty when it is nothing."""
    return wegen_.get((sleutel, tabel.kolommen[plek].kop), "")
