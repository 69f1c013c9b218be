"""The web server as the demo runs it (gunicorn), on the test database; can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from start.diensten import kind_sterft_mee

WORTEL = Path(__file__).resolve().parent.parent


class Webserver:
    """gunicorn with two workers of two threads, loaded once to be back soon.

    doden is kill -9 of all of them in the middle of whatever they do.
    """

    def __init__(self, map_: Path) -> None:
        with socket.socket() as proef:
            proef.bind(("127.0.0.1", 0))
            self.poort: int = proef.getsockname()[1]
        self.log = map_ / "web.log"
        self.proces: subprocess.Popen[bytes] | None = None

    def starten(self) -> None:
        """Start, and wait until it answers."""
        opties = ["-b", f"127.0.0.1:{self.poort}", "--workers", "2", "--threads", "2", "--preload"]
        with self.log.open("ab") as log:
            self.proces = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "swv_portal.wsgi", *opties],
                env=os.environ | {"PYTHONPATH": str(WORTEL)},
                cwd=WORTEL,
                stdout=log,
                stderr=log,
                preexec_fn=kind_sterft_mee,
            )
        tot = time.monotonic() + 120
        while not self.antwoordt():
            if self.proces.poll() is not None or time.monotonic() > tot:
                pytest.fail("De webserver start niet:\n" + self.log.read_text(errors="replace")[-3000:])
            time.sleep(0.05)

    def antwoordt(self) -> bool:
        try:
            return self.vraag("GET", "/health/live")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def vraag(
        self, methode: str, pad: str, body: str = "", koppen: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, body and cookies of one request. Raises OSError or HTTPException when nothing comes back."""
        lijn = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=20)
        try:
            lijn.request(methode, pad, body or None, koppen or {})
            antwoord = lijn.getresponse()
            return antwoord.status, antwoord.read().decode(), antwoord.headers.get("Set-Cookie", "")
        finally:
            lijn.close()

    def doden(self) -> None:
        """kill -9 of the server and its workers at once."""
        assert self.proces is not None
        os.killpg(self.proces.pid, signal.SIGKILL)
        self.proces.wait(10)
        self.proces = None

    def stoppen(self) -> None:
        if self.proces is not None and self.proces.poll() is None:
            self.doden()
