"""The chart in front of each kind of report: what its reader looks for first, drawn from its frozen tables."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.safestring import SafeString

from loket.rules.soorten import SOORTEN
from monitoring.grafieken import Grafiek, liggend, lijn
from monitoring.models import Rapport
from monitoring.rules.rapport import OPENBAAR, STANDEN
from monitoring.rules.tabel import Rij, Tabel
from monitoring.tekenen import TekenFout, in_druk

logger = logging.getLogger(__name__)
HOOGSTENS = 14
"""Bars on a page; the table has them all."""
BREED, HOOG = 130, 82
PLAATS = re.compile(r'viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"')
STUKKEN = {"geheel": "Alles samen", "tot_compleet": "Tot compleet", "tot_besluit": "Daarna tot besluit"}
Maken = Callable[[Tabel], Grafiek]


def _kolommen(tabel: Tabel, *plekken: int) -> Tabel:
    """Only these columns, of the rows in which there is anything, the most first."""
    rijen = [replace(rij, cellen=tuple(rij.cellen[plek] for plek in plekken)) for rij in tabel.rijen]
    erin = [rij for rij in rijen if any(rij.cellen)]
    kolommen = tuple(tabel.kolommen[plek] for plek in plekken)
    return replace(tabel, kolommen=kolommen, rijen=tuple(erin[:HOOGSTENS]), totaal=None)


def _eerste_twee(tabel: Tabel) -> Grafiek:
    return liggend(_kolommen(tabel, 0, 1))


def _soorten(tabel: Tabel) -> Grafiek:
    """By their short names."""
    return _eerste_twee(_genoemd(tabel, {code: een.kort for code, een in SOORTEN.items()}))


def _genoemd(tabel: Tabel, namen: Mapping[str, str]) -> Tabel:
    return replace(tabel, rijen=tuple(replace(een, naam=namen.get(een.sleutel, een.naam)) for een in tabel.rijen))


def _grootste(tabel: Tabel) -> Grafiek:
    """Of many rows the largest; what is hidden counts as little."""
    smal = _kolommen(replace(tabel, rijen=tuple(sorted(tabel.rijen, key=_eerste, reverse=True))), 0, 1)
    return liggend(smal)


def _eerste(rij: Rij) -> float:
    cel = rij.cellen[0]
    return -1 if cel is None or isinstance(cel, str) else float(cel)


def _laatste(tabel: Tabel) -> Grafiek:
    """The column with the sum of the others."""
    return liggend(_kolommen(tabel, len(tabel.kolommen) - 1))


def _mediaan(tabel: Tabel) -> Grafiek:
    """How long each part took, for half of them."""
    return liggend(_kolommen(_genoemd(tabel, STUKKEN), 1))


def _over_jaren(tabel: Tabel) -> Grafiek:
    """Our percentage and the national one over the years."""
    bekend = any(rij.cellen[1] is not None for rij in tabel.rijen)
    return lijn(_kolommen(tabel, *((0, 1) if bekend else (0,))), vanaf_nul=False)


VOORAAN: Mapping[str, tuple[tuple[str, Maken], ...]] = {
    "maandrapport": (("aanvragen", _eerste_twee),),
    "kengetallen": (("aanvragen", _eerste_twee),),
    "thuiszitters": (("thuis-soort-verzuim", _laatste), ("thuis-gemeente", _laatste)),
    "signalen": (("signalen-per-thema", _grootste),),
    "inspectie": (("doorlooptijd", _mediaan),),
    "opr": (("stroom-per-soort", _soorten),),
    "verantwoording": (("stroom-per-school", _grootste),),
    "schoolspiegel": (("naast-gemiddelde", _eerste_twee),),
    "oogo": (("stroom-per-soort", _soorten),),
    OPENBAAR: (("stroom-per-soort", _soorten),),
    STANDEN: (("stroom-per-school", _grootste),),
    "jaarverslag": (("stroom-per-soort", _soorten), ("deelname-m01", _over_jaren), ("deelname-m03", _over_jaren)),
}
"""By kind of report the tables that are drawn, in the order of the page."""


def getekend(rapport: Rapport) -> list[tuple[str, int, SafeString]]:
    """The title of each chart, its width in millimetres and its drawing.

    What cannot be drawn is left out: its table is there.
    """
    tabellen, uit = {een.code: een for een in rapport.cijfers}, []
    for code, maken in VOORAAN[rapport.soort]:
        tabel = tabellen.get(code)
        if tabel is None or not any(_getal(cel) and cel for rij in tabel.rijen for cel in rij.cellen):
            continue
        try:
            svg = in_druk(maken(tabel), rapport.swv.merkkleur)
            uit.append((tabel.titel, _breedte(svg), svg))
        except TekenFout as fout:
            logger.error("the chart of a report was not drawn: %s", fout)
    return uit


def _breedte(svg: str) -> int:
    """As wide as words stay the size of those beside it, and no higher than fits below the facts on the first page."""
    breed, hoog = (float(een) for een in PLAATS.findall(svg)[0])
    return max(40, int(min(BREED, HOOG * breed / hoog)) // 10 * 10)


def _getal(cel: object) -> bool:
    return cel is not None and not isinstance(cel, str)
