"""What a whole series of reports costs: `uv run python benchmarks/rapporten.py --json [--klein]`.

In a region as Haaglanden over ten school years (benchmarks/regio.py): the maandrapport of the SWV, a schoolspiegel of
each school and a verantwoording of each board, asked at once and made by one worker with two processes, with PDF,
spreadsheet and text. Per kind the seconds until the last was there, divided by how many there are
(`seconden_per_rapport`), the processor time of the processes of the worker, and the most memory that one of them had.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten, regio_bewaard
from benchmarks.regio_verhalen import Omvang

AANTAL, KLEIN = 60_000, 3_000
LOG, LOG_KLEIN = 5_000_000, 100_000
REEKS, REEKS_KLEIN = 1000, 5
"""Reports of a kind, at most."""
SERIES = ("maandrapport", "verantwoording", "schoolspiegel")
PROCESSEN = 2


def main() -> int:
    keuze = meten.opties("rapporten", "De hele reeks rapporten door een werker met twee processen.")
    keuze.add_argument(
        "--zoals-is", action="store_true", help="a region that was filled before, whatever changed since"
    )
    gekozen = keuze.parse_args()
    klein = gekozen.klein or bool(gekozen.aantal)
    stand = regio_bewaard.openen(
        Omvang.van(gekozen.aantal or (KLEIN if klein else AANTAL), log=LOG_KLEIN if klein else LOG),
        zoals_is=gekozen.zoals_is,
    )
    reeks = reeksen(REEKS_KLEIN if klein else REEKS)
    over = {"gevuld": stand, "rapporten": reeks}
    meten.tonen(meten.verslag("rapporten", cijfers(reeks), {}, klein=klein, over=over), als_json=gekozen.json)
    return 0


def cijfers(reeks: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Of all of them together, and of each kind."""
    samen = {naam: sum(een[naam] for een in reeks.values()) for naam in ("aantal", "seconden")}
    return {
        "seconden_per_rapport": round(samen["seconden"] / samen["aantal"], 3),
        "seconden_alle_rapporten": round(samen["seconden"], 1),
        **{f"seconden_per_{soort}": een["seconden_per_rapport"] for soort, een in reeks.items()},
    }


def reeksen(hoogstens: int) -> dict[str, dict[str, Any]]:
    """By kind how many there are and what they cost. What an earlier run made of them is thrown away first."""
    from django.utils import timezone

    from monitoring.models import Rapport
    from scholen.models import Samenwerkingsverband
    from tests.werker import Werker

    swv, uit = Samenwerkingsverband.objects.get(eigen=True), {}
    Rapport.objects.filter(klaar_op=None).update(pogingen=9)  # those that the demo asked
    perioden = _vrijmaken(timezone.localdate())
    werker = Werker(PROCESSEN, naam="rapporten")
    werker.starten()
    try:
        for soort in SERIES:
            uit[soort] = _reeks(swv, soort, perioden[soort], hoogstens, werker)
    finally:
        werker.stoppen()
    return uit


def _vrijmaken(vandaag: Any) -> dict[str, Any]:
    """The period of each kind, the one before the last that is over, with no reports of it."""
    from django.db import connection

    from monitoring.models import Rapport
    from monitoring.rules.rapport import SOORTEN, afgelopen

    perioden = {soort: afgelopen(SOORTEN[soort].tijdvak, vandaag, 2)[1] for soort in SERIES}
    with meten.als_eigenaar(), connection.cursor() as db:
        db.execute("ALTER TABLE monitoring_rapport DISABLE TRIGGER USER")
        for soort, periode in perioden.items():
            Rapport.objects.filter(soort=soort, periode=periode.code).delete()
        db.execute("ALTER TABLE monitoring_rapport ENABLE TRIGGER USER")
    return perioden


def _reeks(swv: Any, soort: str, periode: Any, hoogstens: int, werker: Any) -> dict[str, Any]:
    from django.utils import timezone

    from benchmarks.monitoring import wie
    from monitoring.actions.rapport import betrokkenen, rapporten_vragen
    from monitoring.models import Rapport
    from monitoring.rules.rapport import SOORTEN

    over = betrokkenen(swv, SOORTEN[soort].over, periode)[:hoogstens]
    begin, cpu = time.monotonic(), _processor(werker.kinderen())
    rijen = rapporten_vragen(swv, door=wie(), op=timezone.now(), soort=soort, periode=periode, wie=over)
    nog = Rapport.objects.filter(pk__in=[rij.pk for rij in rijen], klaar_op=None)
    while nog.exists():
        if nog.filter(pogingen__gte=3, lease_tot=None).exists():
            raise RuntimeError(f"een {soort} lukte niet: {werker.laatste_regels()}")
        time.sleep(0.05)
    seconden, kinderen = time.monotonic() - begin, werker.kinderen()
    return {
        "aantal": len(rijen),
        "seconden": round(seconden, 2),
        "seconden_per_rapport": round(seconden / len(rijen), 3),
        "processor_per_rapport": round((_processor(kinderen) - cpu) / len(rijen), 3),
        "geheugen_mb": max((_hoogste(pid) for pid in kinderen), default=0),
    }


def _processor(pids: Iterable[int]) -> float:
    """Seconds of processor that these used until now, where the system says so."""
    uit = 0.0
    for pid in pids:
        try:
            uit += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue
    return uit


def _hoogste(pid: int) -> int:
    """The most megabytes that this process had in memory."""
    try:
        regels = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(regel.split()[1]) // 1024 for regel in regels if regel.startswith("VmHWM")), 0)


if __name__ == "__main__":
    sys.exit(main())
