"""What every benchmark shares: its own services, the interleaved measuring, and the one JSON object it prints.

A figure is a ratio of two things measured in turn in one run, so that a slow moment of the machine hits both.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parent.parent
OPWARMEN = 10
"""Rounds that do not count: templates are compiled, connections opened, PostgreSQL's memory filled."""
NIET_ERVEN = ("DATABASE_URL", "DATABASE_URL_EIGENAAR", "BROKER_URL", "CACHE_URL", "BESTANDEN_MAP", "SITE_URL", "DEMO")


@dataclass(frozen=True)
class Doel:
    """What a figure must be: at most this value, unless `minstens`."""

    waarde: float
    minstens: bool = False

    def gehaald(self, cijfer: float) -> bool:
        return cijfer >= self.waarde if self.minstens else cijfer <= self.waarde

    def __str__(self) -> str:
        return f"{'≥' if self.minstens else '≤'} {self.waarde:.10g}"


def opties(naam: str, uitleg: str) -> argparse.ArgumentParser:
    """The command line that every benchmark has."""
    keuze = argparse.ArgumentParser(prog=f"benchmarks/{naam}.py", description=uitleg)
    keuze.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    keuze.add_argument("--klein", action="store_true", help="the same at a smaller size, in under 50 s")
    keuze.add_argument("--aantal", type=int, help="another size, to try it out")
    keuze.add_argument("--keer", type=int, help="another number of rounds, to try it out")
    return keuze


def omgeving() -> None:
    """As in production, strict CSP and all, and what the environment says about an existing database forgotten."""
    for naam in NIET_ERVEN:
        os.environ.pop(naam, None)
    os.environ |= {"STRENG": "0", "DEBUG": "0", "LOG_NIVEAU": "ERROR"}


def diensten() -> None:
    """Start an empty PostgreSQL and Redis of our own and set Django up on them; never on an existing database."""
    omgeving()
    importlib.import_module("start.proefdiensten")
    import django

    django.setup()
    from django.conf import settings

    from start import schema

    with als_eigenaar():
        schema.maken(settings.DATABASES["default"]["NAME"])


class als_eigenaar:  # noqa: N801 - reads as a sentence
    """Let Django's connections be the owner of the tables for a while."""

    def __enter__(self) -> None:
        self._rol("DATABASE_URL_EIGENAAR")

    def __exit__(self, *fout: object) -> None:
        self._rol("DATABASE_URL")

    def _rol(self, naam: str) -> None:
        import environ
        from django.db import connections

        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["USER"] = environ.Env.db_url_config(os.environ[naam])["USER"]


def om_en_om(paren: Mapping[str, Callable[[], Any]], *, keer: int) -> dict[str, float]:
    """The median time in milliseconds of each, called in turn so many times after warming up.

    Each round begins with the next one, so that none always comes after the same neighbour.
    """
    namen = list(paren)
    tijden: dict[str, list[float]] = {naam: [] for naam in namen}
    for _ in range(OPWARMEN):
        for naam in namen:
            paren[naam]()
    gc.collect()
    for ronde in range(keer):
        begin = ronde % len(namen)
        for naam in namen[begin:] + namen[:begin]:
            start = time.perf_counter()
            paren[naam]()
            tijden[naam].append((time.perf_counter() - start) * 1000)
    return {naam: statistics.median(lijst) for naam, lijst in tijden.items()}


def verslag(
    naam: str, cijfers: Mapping[str, float], doelen: Mapping[str, Doel], *, klein: bool, over: Mapping[str, Any]
) -> dict[str, Any]:
    """The object that a benchmark prints. cijfers: figures by name; doelen: the goals of some; over: what was measured."""
    return {
        "benchmark": naam,
        "klein": klein,
        "cijfers": dict(cijfers),
        "doelen": {sleutel: str(doel) for sleutel, doel in doelen.items()},
        "gehaald": {sleutel: doel.gehaald(cijfers[sleutel]) for sleutel, doel in doelen.items()},
        "over": dict(over),
        "commit": commit(),
        "machine": machine(),
        "op": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def tonen(uitkomst: Mapping[str, Any], *, als_json: bool) -> None:
    """Print the object; without --json as lines for a person."""
    if als_json:
        sys.stdout.write(json.dumps(uitkomst, ensure_ascii=False) + "\n")
        return
    for sleutel, cijfer in uitkomst["cijfers"].items():
        doel = uitkomst["doelen"].get(sleutel)
        oordeel = (
            "" if doel is None else f"  doel {doel}: {'gehaald' if uitkomst['gehaald'][sleutel] else 'NIET gehaald'}"
        )
        sys.stdout.write(f"{sleutel:32} {cijfer:>12,}{oordeel}\n")


def commit() -> str:
    """The commit that was measured, with + when the files differ from it; "" outside a repository."""
    try:
        hash_ = _git("rev-parse", "--short=12", "HEAD")
        return hash_ + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def machine() -> dict[str, Any]:
    """Enough to compare two runs; nothing that says whose machine it is."""
    return {
        "kernen": os.cpu_count(),
        "processor": _processor(),
        "systeem": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        regels = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((regel.partition(":")[2].strip() for regel in regels if regel.startswith("model name")), "")


def _git(*opdracht: str) -> str:
    uit = subprocess.run(["git", *opdracht], cwd=WORTEL, capture_output=True, text=True, check=True)
    return uit.stdout.strip()
