"""Where the numbers on a page of figures lead: to the rows that are counted, by table, row and column."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from monitoring.herkomst.wegen import heeft_rijen
from monitoring.rules.afschermen import alle_rijen
from monitoring.rules.tabel import Tabel

from .keuze import Keuze

TOTAAL = "totaal"
"""How the last row of a table is called in an address."""


def wegen(pagina: str, keuze: Keuze, tabel: Tabel, swv: str = "") -> dict[tuple[str, str], str]:
    """(key of the row, head of the column) → the rows beneath. swv: its code, where a page has more than one."""
    vraag = f"{keuze.vraag}&swv={swv}" if swv else keuze.vraag
    return {
        (rij.sleutel, kolom.kop): f"{naar(pagina, tabel.code, rij.sleutel, plek)}?{vraag}"
        for rij in alle_rijen(tabel)
        for plek, kolom in enumerate(tabel.kolommen)
        if heeft_rijen(tabel, rij, plek)
    }


def naar(pagina: str, code: str, sleutel: str, plek: int) -> str:
    """The address of the rows beneath one number, without what is chosen."""
    return reverse("monitoring:getal", args=[pagina, code, sleutel or TOTAAL, plek])


def weg(wegen_: Mapping[tuple[str, str], str], sleutel: str, tabel: Tabel, plek: int = 0) -> str:
    """Of a key figure: where the same number in this table leads; empty when it is nothing."""
    return wegen_.get((sleutel, tabel.kolommen[plek].kop), "")
