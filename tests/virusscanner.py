"""A real clamd for the tests: on a unix socket, with one signature of our own instead of hundreds of MB."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from start.diensten import kind_sterft_mee

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless file that every scanner calls a virus (eicar.org); in two halves, for the scanner of who reads this."""
PADEN = f"{os.environ.get('PATH', '')}:/usr/sbin:/opt/homebrew/sbin:/usr/local/sbin"


class Virusscanner:
    """clamd with its folder; can be stopped and started again within one test. grenzen: its other settings."""

    def __init__(self, grenzen: str = "StreamMaxLength 25M\n") -> None:
        self.map = Path(tempfile.mkdtemp(prefix="swv-clamd-"))
        self.socket = self.map / "s"
        self.proces: subprocess.Popen[bytes] | None = None
        (self.map / "db").mkdir()
        (self.map / "db" / "proef.ndb").write_text(f"Proef.EICAR:0:*:{EICAR.hex()}\n")
        wie = f"User {os.environ.get('USER') or 'root'}\n" if os.geteuid() == 0 else ""
        (self.map / "clamd.conf").write_text(
            f"{wie}LocalSocket {self.socket}\nDatabaseDirectory {self.map / 'db'}\nTemporaryDirectory {self.map}\n"
            f"Foreground yes\nLogFile {self.map / 'log'}\nMaxThreads 4\n{grenzen}"
        )

    @property
    def adres(self) -> str:
        return f"unix://{self.socket}"

    def starten(self) -> None:
        """Start, and wait until it answers."""
        programma = shutil.which("clamd", path=PADEN)
        if programma is None:
            pytest.fail("clamd ontbreekt: draai `sh start/systeem.sh scanner`.")
        self.proces = subprocess.Popen(
            [programma, "-c", self.map / "clamd.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=kind_sterft_mee,
        )
        tot = time.monotonic() + 20
        while not self.antwoordt():
            if self.proces.poll() is not None or time.monotonic() > tot:
                pytest.fail("clamd start niet:\n" + (self.map / "log").read_text()[-2000:])
            time.sleep(0.02)

    def antwoordt(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as lijn:
            lijn.settimeout(1)
            lijn.connect(str(self.socket))
            lijn.sendall(b"zPING\0")
            return lijn.recv(16) == b"PONG\0"
        return False

    def stoppen(self) -> None:
        if self.proces is not None:
            self.proces.terminate()
            try:
                self.proces.wait(10)
            except subprocess.TimeoutExpired:
                self.proces.kill()
                self.proces.wait(10)
            self.proces = None


@pytest.fixture(scope="session")
def _virusscanner_van_de_sessie() -> Iterator[Virusscanner]:
    een = Virusscanner()
    try:
        yield een
    finally:
        een.stoppen()
        shutil.rmtree(een.map, ignore_errors=True)


@pytest.fixture
def virusscanner(settings, _virusscanner_van_de_sessie: Virusscanner) -> Virusscanner:
    """A portal with a scanner that answers. Without this fixture a portal has none."""
    een = _virusscanner_van_de_sessie
    if een.proces is None:
        een.starten()
    settings.VIRUSSCANNER = een.adres
    return een
