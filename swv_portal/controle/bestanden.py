"""I5 and I13: rows and the bytes they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from kern.bestanden import actions
from kern.bestanden.models import Inhoud
from kern.bestanden.opslag import OpslagFout, lezen, pad
from swv_portal.controle.zinnen import melden, noemen

SCHRIJVEN = timedelta(hours=1)
"""A file may be there before its row: as long as an upload takes, and more."""
LAAT = timedelta(hours=2)
"""The sweep throws away what nobody sent every half hour."""
MAP = re.compile(r"[0-9a-f]{2}")


def wezen(op: datetime) -> Iterator[str]:
    """I5: contents that no row points to, long after the sweep should have thrown them away."""
    yield from melden("Bestanden die nergens bij horen", actions.wezen(op - LAAT))


def opslag(op: datetime) -> Iterator[str]:
    """I13: a row without its bytes, or with other bytes; bytes that no row names."""
    rijen = set()
    weg, anders = [], []
    for sha256, grootte in Inhoud.objects.order_by("pk").values_list("sha256", "grootte").iterator():
        rijen.add(sha256)
        try:
            maat = pad(sha256).stat().st_size
        except FileNotFoundError:
            weg.append(sha256[:12])
        else:
            if maat != grootte:
                anders.append(sha256[:12])
    if weg:
        yield f"Rijen zonder bestand: {noemen(weg)}."
    if anders:
        yield f"Bestanden met een andere grootte dan hun rij: {noemen(anders)}."
    los = [een.name[:12] for een in _bestanden(op - SCHRIJVEN) if een.name not in rijen]
    if los:
        yield f"Bestanden zonder rij: {noemen(sorted(los))}."


def inhoud() -> Iterator[str]:
    """Every byte of every file against the hash under which it is kept. Takes as long as reading the disk."""
    for sha256 in Inhoud.objects.order_by("pk").values_list("sha256", flat=True).iterator():
        try:
            lezen(sha256)
        except OpslagFout as fout:
            yield f"{sha256[:12]}: {fout}"


def _bestanden(tot: datetime) -> Iterator[Path]:
    """Everything that is kept since before this moment."""
    for map_ in Path(settings.BESTANDEN_MAP).glob("??"):
        if MAP.fullmatch(map_.name):
            yield from (een for een in map_.glob("??/*") if een.stat().st_mtime < tot.timestamp())
