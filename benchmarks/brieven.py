"""What the pipeline of letters costs beside printing and sealing alone: `uv run python benchmarks/brieven.py --json [--klein]`.

The same dated letters, in turn: bare WeasyPrint and pyHanko in a loop; a worker with one process (broker, task, lease,
render, seal, fsync, storage, row); a worker with two. Then the memory of a process over a thousand letters, and the
time of each kind of letter.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import kale_brief, meten

AANTAL, KLEIN = 40, 6
"""Letters in one round of one contestant."""
KEER, KEER_KLEIN = 7, 1
GEHEUGEN, GEHEUGEN_KLEIN = 1000, 10
STAPPEN = 20
"""Points of the curve of the memory."""
DOELEN = {
    "verhouding_pijplijn": meten.Doel(1.25),
    "winst_twee_workers": meten.Doel(1.8, minstens=True),
    "groei_geheugen": meten.Doel(1.1),
    "ms_boven_slankste": meten.Doel(150),
}


def main() -> int:
    gekozen = meten.opties("brieven", "Brieven naast kaal afdrukken en verzegelen.").parse_args()
    klein = gekozen.klein
    uitkomst = draaien(
        gekozen.aantal or (KLEIN if klein else AANTAL), gekozen.keer or (KEER_KLEIN if klein else KEER), klein=klein
    )
    meten.tonen(uitkomst, als_json=gekozen.json)
    return 0


def draaien(aantal: int, keer: int, *, klein: bool) -> dict[str, Any]:
    """Start, measure; the object to print."""
    meten.diensten()
    tijden, werk = om_de_beurt(aantal, keer)
    kromme = {naam: geheugen(GEHEUGEN_KLEIN if klein else GEHEUGEN, *opties) for naam, opties in VERVERSEN.items()}
    soorten = per_soort(1 if klein else 9, opwarmen=not klein)
    per_brief = {naam: statistics.median(lijst) / aantal * 1000 for naam, lijst in tijden.items()}
    cijfers = {
        "verhouding_pijplijn": _midden(tijden["een"], tijden["kaal"]),
        "verhouding_processor": _midden(werk["een"], werk["kaal"]),
        "winst_twee_workers": _midden(tijden["een"], tijden["twee"]),
        "groei_geheugen": max(groei(lijst) for lijst in kromme.values()),
        "ms_boven_slankste": round(max(soorten.values()) - min(soorten.values()), 1),
        **{f"ms_{naam}": round(ms, 1) for naam, ms in per_brief.items()},
    }
    over = {"brieven_per_ronde": aantal, "keer": keer, "geheugen_mb": kromme, "ms_per_soort": soorten}
    return meten.verslag("brieven", cijfers, DOELEN, klein=klein, over=over)


def _midden(boven: list[float], onder: list[float]) -> float:
    """The median of the ratios of rounds that were neighbours in time."""
    return round(statistics.median(a / b for a, b in zip(boven, onder, strict=True)), 2)


VERVERSEN: dict[str, tuple[str, ...]] = {"ververst": (), "nooit_ververst": ("--max-tasks-per-child", "1000000")}
"""A process that is replaced as the settings say, and one that lives for ever."""


def om_de_beurt(aantal: int, keer: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds per round of each contestant, by the clock and of its processor; each round begins with another."""
    with ExitStack() as samen:
        kaal = samen.enter_context(kale_lus())
        werkers = {naam: samen.enter_context(werker(naam, aan)) for naam, aan in (("een", 1), ("twee", 2))}
        namen = ["kaal", *werkers]
        tijden: dict[str, list[float]] = {naam: [] for naam in namen}
        werk: dict[str, list[float]] = {naam: [] for naam in namen}
        for ronde in range(keer + 1):
            begin = ronde % len(namen)
            for naam in namen[begin:] + namen[:begin]:
                if naam == "kaal":
                    seconden, processor = kaal(brieven(aantal))
                else:
                    eerder = _processor(werkers[naam])
                    seconden = pijplijn(naam, brieven(aantal))
                    processor = _processor(werkers[naam]) - eerder
                if ronde:  # the first warms up
                    tijden[naam].append(seconden)
                    werk[naam].append(processor)
    return tijden, werk


def _processor(werker: Any) -> float:
    """Seconds of processor that a worker and its children used, also those that are gone."""
    ouder = werker.proces.pid
    tikken = sum(sum(_stat(kind)[:2]) for kind in werker.kinderen()) + sum(_stat(ouder))
    return tikken / os.sysconf("SC_CLK_TCK")


def _stat(proces: int) -> list[int]:
    """utime, stime, and those of the children that ended."""
    velden = Path(f"/proc/{proces}/stat").read_text().rpartition(")")[2].split()
    return [int(getal) for getal in velden[11:15]]


@contextmanager
def kale_lus() -> Iterator[Any]:
    """The bare loop in a process of its own: give it letters, get the seconds of clock and processor."""
    hier, daar = multiprocessing.Pipe()
    omgeving = {naam: os.environ[naam] for naam in ("ZEGEL_SLEUTEL", "ZEGEL_CERTIFICAAT")}
    proces = multiprocessing.get_context("spawn").Process(target=kale_brief.lus, args=(daar, omgeving), daemon=True)
    proces.start()

    def doen(html: list[str]) -> tuple[float, float]:
        hier.send(html)
        klok, werk = hier.recv()
        return float(klok), float(werk)

    yield doen
    hier.send(None)
    proces.join(10)


@contextmanager
def werker(naam: str, kinderen: int, *opties: str) -> Iterator[Any]:
    """A worker that takes only from the queue with its name."""
    from tests.werker import Werker

    een = Werker(kinderen, naam=naam, opties=("-Q", naam, *opties))
    een.starten()
    try:
        yield een
    finally:
        een.stoppen()


_volgende = iter(range(1, 1_000_000))


def brieven(aantal: int) -> list[str]:
    """So many dated decision letters; no two are the same, so that each has a file of its own."""
    from tests.loket.alle_brieven import ALLE

    geval = next(een for een in ALLE if een.naam == "besluit-toegekend-ouder")
    html = geval.gedateerd()
    return [html.replace(geval.brief.kenmerk, f"AV-2026-{next(_volgende):06}") for _ in range(aantal)]


def pijplijn(rij: str, html: list[str]) -> float:
    """The seconds from the first nudge until every letter has its PDF on disk and in its row."""
    from kern.brieven.models import BriefVersie
    from kern.brieven.tasks import pdf_maken

    ids = opslaan(html)
    klaar = BriefVersie.objects.filter(pk__in=ids, pdf__isnull=False)
    begin = time.perf_counter()
    for versie_id in ids:
        pdf_maken.apply_async(kwargs={"versie_id": versie_id}, queue=rij)
    while klaar.count() < len(ids):
        time.sleep(0.02)
    return time.perf_counter() - begin


def opslaan(html: list[str]) -> list[int]:
    """The rows of letters that still have no PDF."""
    from django.utils import timezone

    from kern.brieven.models import Brief, BriefVersie

    nu = timezone.now()
    vast = {"sjabloon": "-", "sjabloon_versie": "-", "context": {}, "titel": "-", "bestandsnaam": "-.pdf"}
    frozen = Brief.objects.bulk_create(Brief(soort="proef", html="-", created_at=nu, **vast) for _ in html)
    versies = BriefVersie.objects.bulk_create(
        BriefVersie(brief=brief, versie=1, dagtekening=timezone.localdate(nu), html=een, created_at=nu)
        for brief, een in zip(frozen, html, strict=True)
    )
    return [versie.pk for versie in versies]


def geheugen(aantal: int, *opties: str) -> list[float]:
    """The memory in MB of the process that prints, at so many moments during so many letters."""
    stap = max(1, aantal // STAPPEN)
    with werker("geheugen", 1, *opties) as een:
        kromme = []
        for _ in range(aantal // stap):
            pijplijn("geheugen", brieven(stap))
            (kind,) = een.kinderen()
            kromme.append(_megabytes(kind))
    return kromme


def _megabytes(proces: int) -> float:
    regels = Path(f"/proc/{proces}/status").read_text().splitlines()
    (kb,) = (regel.split()[1] for regel in regels if regel.startswith("VmRSS"))
    return round(int(kb) / 1024, 1)


def groei(kromme: list[float]) -> float:
    """The last fifth of a curve against its second fifth; in the first one memory is still being asked for."""
    deel = max(1, len(kromme) // 5)
    return round(statistics.median(kromme[-deel:]) / statistics.median(kromme[deel : 2 * deel]), 3)


def per_soort(keer: int, *, opwarmen: bool) -> dict[str, float]:
    """The median milliseconds of processor of printing and sealing one letter of each class and clause, in turn."""
    from django.utils import timezone

    from kern.brieven import pdf, zegel
    from tests.loket.alle_brieven import EEN_PER_SOORT

    pdf.opwarmen()
    nu = timezone.now()
    html = {geval.naam: geval.gedateerd() for geval in EEN_PER_SOORT}
    tijden: dict[str, list[float]] = {naam: [] for naam in html}
    zegel.verzegelen(pdf.html_naar_pdf(html["besluit-toegekend-ouder"]), moment=nu, op=nu)
    for ronde in range(keer + opwarmen):
        for naam, een in html.items():
            begin = time.process_time()
            zegel.verzegelen(pdf.html_naar_pdf(een), moment=nu, op=nu)
            if ronde >= opwarmen:
                tijden[naam].append((time.process_time() - begin) * 1000)
    return {naam: round(statistics.median(lijst), 1) for naam, lijst in tijden.items()}


if __name__ == "__main__":
    sys.exit(main())
