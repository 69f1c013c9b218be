"""A filled region is kept: the data of its own PostgreSQL, stopped, in `.data/benchmark/`. The next run starts at once.

One of each size. Beside it stands on which day it was filled, with which tables and packages, and how. When one of these
is another now, it is filled anew: the stories of the demo are relative to the day. With `zoals_is` it is taken as it is,
with the migrations that came since; what is measured says so.

It is used in place: a measurement leaves the sessions, lines of the logbook and reports that it makes. While it is filled
nothing is safe from a power cut; it only counts as filled when all is on disk.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import meten
from benchmarks.regio_verhalen import Omvang
from start import schema
from start.diensten import APP, EIGENAAR, OPRUIMER, Postgres, Redis

ZAAD, DATABASE = 2026, "portaal"
BEWAREN = 1000
"""Aanvragen from which a region is kept: fewer are there in a minute."""
MAP = meten.WORTEL / ".data" / "benchmark"
VULLEN = (
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=8GB",
    "checkpoint_timeout=1h",
    "shared_buffers=1GB",
    "autovacuum=off",
)
METEN = ("synchronous_commit=off",)
"""Otherwise as PostgreSQL comes; a power cut takes the last moment only."""
_open: list[Any] = []


def openen(omvang: Omvang, *, zoals_is: bool = False) -> dict[str, Any]:
    """Start the region of this size and set Django up on it, once in a process; what there is in it, and since when."""
    waar, begin = _plek(omvang), time.monotonic()
    stand = _stand(waar)
    er = bool(stand) and (zoals_is or stand["van"] == _van())
    if not er:
        _vullen_apart(waar, omvang)
        stand = _stand(waar)
    _starten(waar, METEN)
    if stand["tabellen"] != schema.afdruk():
        _bijwerken(waar, stand)
    return stand | {"er_al": er, "seconden_openen": round(time.monotonic() - begin, 1)}


def _vullen_apart(waar: Path, omvang: Omvang) -> None:
    opdracht = [sys.executable, Path(__file__).with_name("regio.py"), "--vullen", waar, *map(str, astuple(omvang))]
    subprocess.run(opdracht, check=True, stdout=sys.stderr)


def vullen(waar: Path, omvang: Omvang) -> None:
    """Make the cluster, fill it, stop it; in a process of its own."""
    from benchmarks.regio import klopt_niet
    from benchmarks.regio import vullen as rijen

    begin, van = time.monotonic(), _van()
    shutil.rmtree(waar / "pg", ignore_errors=True)
    (waar / "stand.json").unlink(missing_ok=True)
    postgres = _starten(waar, VULLEN, snel=True)
    from django.conf import settings
    from django.db import connections

    with meten.als_eigenaar():
        schema.maken(settings.DATABASES["default"]["NAME"])
        geteld = rijen(omvang, zaad=ZAAD)
        seconden = round(time.monotonic() - begin, 1)
        geteld["klopt_niet"] = klopt_niet()
    connections.close_all()
    _op_schijf(postgres)
    stand = {"van": van, "tabellen": schema.afdruk(), "geteld": geteld, "seconden_vullen": seconden}
    (waar / "stand.json").write_text(json.dumps(stand))


def _op_schijf(postgres: Postgres) -> None:
    import psycopg

    with psycopg.connect(host=str(postgres.socket), user="postgres", dbname="postgres", autocommit=True) as db:
        db.execute("CHECKPOINT")  # else stopping takes longer than a service gets
    postgres.stoppen()
    os.sync()


def _plek(omvang: Omvang) -> Path:
    """Its folder, which no other process may use until this one ends."""
    if omvang.aanvragen < BEWAREN:
        waar = Path(tempfile.mkdtemp(prefix="swv-regio-"))
        atexit.register(shutil.rmtree, waar, ignore_errors=True)
    else:
        waar = MAP / f"{omvang.aanvragen}-{omvang.log}-{ZAAD}"
        waar.mkdir(parents=True, exist_ok=True)
    waar.chmod(0o711)
    slot = (waar / "slot").open("w")
    _open.append(slot)
    try:
        fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(f"{waar} is in gebruik: wacht tot de andere meting klaar is.") from None
    return waar


def _stand(waar: Path) -> dict[str, Any]:
    bestand = waar / "stand.json"
    return dict(json.loads(bestand.read_text())) if bestand.exists() else {}


def _van() -> dict[str, str]:
    """What makes a filling another: the day, the tables and packages, how it is filled."""
    hoe = hashlib.sha256()
    for bron in sorted(Path(__file__).parent.glob("regio*.py")):
        hoe.update(bron.read_bytes())
    return {"dag": _vandaag(), "tabellen": schema.afdruk(), "hoe": hoe.hexdigest()[:20]}


def _vandaag() -> str:
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()


def _starten(waar: Path, opties: tuple[str, ...], *, snel: bool = False) -> Postgres:
    """Its PostgreSQL with a Redis, and Django on them."""
    meten.omgeving()
    los = Path(tempfile.mkdtemp(prefix="swv-"))
    los.chmod(0o711)
    atexit.register(shutil.rmtree, los, ignore_errors=True)
    (los / "s").mkdir(mode=0o700)
    postgres = Postgres(data=waar / "pg", socket=los / "s", snel=snel, opties=opties)
    redis = Redis(socket=los / "r", data=los / "redis")
    redis.socket.mkdir(mode=0o700)
    for dienst in (postgres, redis):
        atexit.register(dienst.stoppen)
    postgres.maken()
    postgres.starten(waar / "postgres.log")
    postgres.inrichten(DATABASE)
    redis.starten(los / "redis.log")
    for naam, rol in (("", APP), ("_EIGENAAR", EIGENAAR), ("_OPRUIMER", OPRUIMER)):
        os.environ[f"DATABASE_URL{naam}"] = postgres.url(DATABASE, rol)
    os.environ |= {"BROKER_URL": redis.broker(), "CACHE_URL": redis.cache(), "BESTANDEN_MAP": str(waar / "bestanden")}
    (waar / "bestanden").mkdir(exist_ok=True)
    importlib.import_module("start.proefdiensten")  # the rest of the environment
    import django

    django.setup()
    return postgres


def _bijwerken(waar: Path, stand: dict[str, Any]) -> None:
    """Run the migrations that came since, and make the sums that they ask for, as each night does; from now on it is
    another than what would be filled now."""
    from django.core.management import call_command
    from django.db import connection

    from monitoring.actions.maandcijfers import alle_maanden_maken

    with meten.als_eigenaar(), connection.cursor() as db:
        call_command("migrate", verbosity=0)
        alle_maanden_maken()
        db.execute("VACUUM ANALYZE")
    stand |= {"tabellen": schema.afdruk(), "van": stand["van"] | {"bijgewerkt": _vandaag()}}
    (waar / "stand.json").write_text(json.dumps(stand))
