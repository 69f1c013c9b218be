"""Real counts for the demo: pupils of ten years of the schools of a region, and the national percentages beside them.

Excerpts of files of DUO with one column more, the SWV; they are read as anybody reads them (Bron: DUO Open
Onderwijsdata). Of the region that does not exist the counts are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from kern.gebruikers.overgang import Systeem
from monitoring.actions.vergelijkcijfers import vergelijkcijfers_inlezen
from monitoring.importeren.vergelijkcijfers import lezen
from scholen.actions.importeren import scholen_inlezen
from scholen.importeren import Bron, bron_lezen
from scholen.models import Samenwerkingsverband

MAP = Path(__file__).parent / "regio"
DOOR = Systeem("demo")
PEILDATA = {"-leerlingen": None, "-leerlingen-vo-2018": date(2018, 10, 1), "-weg": date(2019, 10, 1)}
"""Per file the day it speaks of; None when it says so itself. weg: schools that were gone by then."""


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """Read what there is of this region. A second time changes nothing."""
    scholen_inlezen(list(_bronnen(swv.regio)), door=DOOR, op=op)
    landelijk = lezen((MAP / "landelijk.csv").read_bytes(), op.year)
    vergelijkcijfers_inlezen([een for een in landelijk.regels if een.sector == swv.sector], door=DOOR, op=op)


def _bronnen(regio: str) -> Iterator[Bron]:
    for einde, peildatum in PEILDATA.items():
        pad = MAP / f"{regio}{einde}.csv"
        if pad.exists():
            yield bron_lezen(pad.name, pad.read_bytes(), peildatum=peildatum)
