"""The file of a set for research: a table per unit as CSV, all of them in one spreadsheet, and their codebook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kern.bestanden.rekenblad import Tabelblad, rekenboek, veilige_cel
from kern.telling.klein import DREMPEL
from kern.termijnen.schooljaar import notatie
from monitoring.rules.onderzoek import Set
from scholen.models import Samenwerkingsverband

BEGIN = (1980, 1, 1, 0, 0, 0)
"""The moment that each file in the zip says it is of: the same rows give the same bytes."""
VAST = ("schooljaar", "sector")
KOPPEN = ("tabel", "kolom", "naam", "uitleg", "waarde", "betekenis", "aantal rijen")


def zip_van(swv: Samenwerkingsverband, jaar: int, sets: Sequence[Set], *, op: datetime) -> bytes:
    """All files in one."""
    vast = (notatie(jaar), swv.sector)
    inhoud, codeboek = BytesIO(), list(_codeboek(sets))
    with ZipFile(inhoud, "w", ZIP_DEFLATED) as zip_:
        _bij(zip_, "LEESMIJ.txt", "\r\n".join(lees_mij(swv, jaar, sets)))
        _bij(zip_, "codeboek.csv", _csv(KOPPEN, codeboek))
        for een in sets:
            _bij(zip_, f"{een.eenheid.code}.csv", _csv(_koppen(een), [(*vast, *regel) for regel in een.regels]))
        bladen = [Tabelblad("Codeboek", KOPPEN, codeboek, ("",) * len(KOPPEN))]
        bladen += [
            Tabelblad(een.eenheid.naam, _koppen(een), [(*vast, *regel) for regel in een.regels], ("",) * _breed(een))
            for een in sets
        ]
        _bij(zip_, f"onderzoeksset-{notatie(jaar)}.xlsx", rekenboek(bladen, op=op))
    return inhoud.getvalue()


def lees_mij(swv: Samenwerkingsverband, jaar: int, sets: Sequence[Set]) -> list[str]:
    """What is in it, and how it was made."""
    uit = [
        f"Onderzoeksset van {swv.naam} ({swv.code}), schooljaar {notatie(jaar)}.",
        "",
        "Elke rij is een aanvraag, een arrangement of een thuiszitter, zonder naam, nummer, school of dag. Alles is "
        "een klasse.",
        f"Elke combinatie van waarden komt {DREMPEL} keer of vaker voor. Waar dat niet zo was, staat in de laatste "
        "kolommen ‘afgeschermd’; hielp ook dat niet, dan is de rij weggelaten.",
        "Rijen van verschillende tabellen zijn niet aan elkaar te verbinden. Deze set verandert niet: wie hem later "
        "krijgt, krijgt hetzelfde.",
        "",
    ]
    for een in sets:
        uit.append(f"{een.eenheid.naam}: {een.eenheid.uitleg}")
        uit.append(f"  {len(een.regels)} rijen in de set, {een.weggelaten_woorden} weggelaten.")
    return [*uit, "", "Wat de waarden betekenen, staat in codeboek.csv.", ""]


def _codeboek(sets: Iterable[Set]) -> Iterable[tuple[str | int, ...]]:
    """A line for each value that is in the set, made of the set itself: nothing in it is left unexplained."""
    for een in sets:
        for plaats, veld in enumerate(een.eenheid.velden):
            vooraan = (een.eenheid.code, veld.code, veld.naam, veld.uitleg)
            for waarde, betekenis, aantal in een.aantallen(plaats):
                yield (*vooraan, waarde, betekenis, aantal)


def _koppen(een: Set) -> tuple[str, ...]:
    return (*VAST, *(veld.code for veld in een.eenheid.velden))


def _breed(een: Set) -> int:
    return len(_koppen(een))


def _csv(koppen: Sequence[object], rijen: Iterable[Sequence[object]]) -> str:
    tekst = StringIO()
    schrijver = csv.writer(tekst, delimiter=";")
    schrijver.writerow(koppen)
    schrijver.writerows([[veilige_cel(cel) for cel in rij] for rij in rijen])
    return "\ufeff" + tekst.getvalue()


def _bij(zip_: ZipFile, naam: str, data: str | bytes) -> None:
    zip_.writestr(ZipInfo(naam, BEGIN), data.encode() if isinstance(data, str) else data, ZIP_DEFLATED)
