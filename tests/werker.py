"""A real Celery worker for tests marked `werker`: prefork, in a process of its own, on the test database and broker."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import redis

from start.diensten import kind_sterft_mee
from swv_portal.celery import app

T = TypeVar("T")
WORTEL = Path(__file__).resolve().parent.parent
KINDEREN = 2
STARTEN = 150
"""Seconds that a worker gets to answer; a quiet machine needs four, a busy one must not fail a test by it."""


def wacht_tot(conditie: Callable[[], T], seconden: float = 10, wat: str = "") -> T:
    """Ask again and again until the answer is true, and give that answer. Fails the test after so many seconds."""
    tot = time.monotonic() + seconden
    while time.monotonic() < tot:
        if antwoord := conditie():
            return antwoord
        time.sleep(0.02)
    pytest.fail(f"Duurde langer dan {seconden} s: {wat or conditie}")


class Werker:
    """The worker process with its children. Can be killed and started again within one test."""

    def __init__(self, kinderen: int = KINDEREN, *, naam: str = "proef", opties: tuple[str, ...] = ()) -> None:
        self.naam = f"{naam}-{os.environ.get('PYTEST_XDIST_WORKER', 'alleen')}-{os.getpid()}@proef"
        self.opties = ("-c", str(kinderen), "-n", self.naam, "-l", "WARNING", *opties)
        self.map = Path(tempfile.mkdtemp(prefix="swv-werker-"))
        self.proces: subprocess.Popen[bytes] | None = None

    def starten(self) -> None:
        """Start, and wait until it answers."""
        assert self.proces is None, "de werker draait al"
        # What a killed child leaves of its fonts ends up in a folder that is thrown away with the worker.
        omgeving = os.environ | {"TMPDIR": str(self.map)}
        opties = [*self.opties, "--without-gossip", "--without-mingle"]
        with self.log.open("ab") as log:
            self.proces = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "swv_portal", "worker", *opties],
                env=omgeving,
                cwd=WORTEL,
                stdout=log,
                stderr=log,
                preexec_fn=kind_sterft_mee,
            )
        tot = time.monotonic() + STARTEN
        while not self.antwoordt():
            if self.proces.poll() is not None or time.monotonic() > tot:
                pytest.fail("De werker start niet:\n" + self.laatste_regels())

    def antwoordt(self) -> bool:
        """Whether it answers a ping within half a second."""
        return bool(app.control.ping(destination=[self.naam], timeout=0.5))

    def leeft(self) -> bool:
        return self.proces is not None and self.proces.poll() is None

    def kinderen(self) -> list[int]:
        """The process ids of its prefork children, by its own saying."""
        antwoord = app.control.broadcast("stats", destination=[self.naam], reply=True, timeout=5, limit=1)
        return [pid for een in antwoord for stand in een.values() for pid in stand["pool"]["processes"]]

    def bezig(self) -> list[int]:
        """The process ids of the children that have a task now."""
        antwoord = app.control.broadcast("active", destination=[self.naam], reply=True, timeout=2, limit=1)
        return [taak["worker_pid"] for een in antwoord for taken in een.values() for taak in taken]

    def doden(self) -> None:
        """kill -9: the worker and its children are gone in the middle of whatever they did."""
        assert self.proces is not None
        kinderen = self.kinderen()
        os.killpg(self.proces.pid, signal.SIGKILL)
        self.proces.wait(10)
        wacht_tot(lambda: not any(map(proces_leeft, kinderen)), wat="kinderen van de gedode werker")
        self.proces = None

    def tot_rust(self) -> None:
        """Empty the queue and wait until no child is busy, so that the tables can be emptied."""
        leegmaken()
        if self.leeft():
            wacht_tot(lambda: not self._bezig(), seconden=30, wat="een taak die niet eindigt")
        leegmaken()

    def stoppen(self) -> None:
        if self.proces is not None:
            self.proces.terminate()
            try:
                self.proces.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.proces.pid, signal.SIGKILL)
                self.proces.wait(5)
        self.proces = None
        shutil.rmtree(self.map, ignore_errors=True)

    @property
    def log(self) -> Path:
        return self.map / "werker.log"

    def laatste_regels(self, aantal: int = 30) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-aantal:])

    def _bezig(self) -> bool:
        for vraag in ("reserved", "active"):
            antwoord = app.control.broadcast(vraag, destination=[self.naam], reply=True, timeout=2, limit=1)
            if not antwoord or any(taken for een in antwoord for taken in een.values()):
                return True
        return False


def proces_leeft(pid: int) -> bool:
    """Whether this process still runs; dead and not yet collected by anybody is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stand = Path(f"/proc/{pid}/stat")
    return not (stand.exists() and stand.read_text().rpartition(")")[2].split()[0] == "Z")


def leegmaken() -> None:
    """Empty the broker as a restart without its data would: queue, unacknowledged messages, bindings."""
    with contextlib.closing(redis.Redis.from_url(redis_url())) as broker:
        broker.flushdb()


def wachtrij() -> int:
    """How many messages wait in the queue."""
    with contextlib.closing(redis.Redis.from_url(redis_url())) as broker:
        return broker.llen(app.conf.task_default_queue)


def redis_url() -> str:
    """The broker's address as redis-py wants it."""
    return os.environ["BROKER_URL"].replace("redis+socket://", "unix://").replace("virtual_host=", "db=")


@pytest.fixture(scope="session")
def _werker_van_de_sessie() -> Iterator[Werker]:
    werker = Werker()
    try:
        yield werker
    finally:
        werker.stoppen()


@pytest.fixture
def werker(request: pytest.FixtureRequest, transactional_db: None, _werker_van_de_sessie: Werker) -> Iterator[Werker]:
    """A worker that answers, with an empty queue; only for tests marked `werker`. It lives on for the next test."""
    if request.node.get_closest_marker("werker") is None:
        pytest.fail("Merk een test met een werker met @pytest.mark.werker.")
    een = _werker_van_de_sessie
    leegmaken()
    if not een.leeft():
        een.proces = None
        een.starten()
    yield een
    een.tot_rust()


@pytest.fixture
def geen_werker(_werker_van_de_sessie: Werker) -> None:
    """Nobody takes what this test queues: a mail that a worker sends comes out in another process."""
    if _werker_van_de_sessie.leeft():
        _werker_van_de_sessie.doden()
