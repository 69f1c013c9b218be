"""Asking clamd whether there is a virus in these bytes. Whatever is not a clear "OK" is not clean."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

STUK = 256 * 1024
MAX_ANTWOORD = 4096


class ScannerStil(Exception):
    """The scanner is away, hangs, or says something else than OK or FOUND: nothing is known about this file."""


def ingesteld() -> bool:
    """Whether this portal has a virus scanner at all."""
    return bool(settings.VIRUSSCANNER)


def is_besmet(data: bytes | BinaryIO) -> bool:
    """Whether clamd finds a virus. Raises ScannerStil when it does not clearly say yes or no in time.

    data: of a large file the file itself, which is read from its beginning, piece by piece.
    """
    try:
        antwoord = _vragen(data, tot=time.monotonic() + settings.VIRUSSCANNER_WACHTTIJD)
    except OSError as fout:  # also BrokenPipe: clamd hangs up on a stream over its limit
        raise ScannerStil(type(fout).__name__) from fout
    if antwoord == "stream: OK":
        return False
    if antwoord.startswith("stream: ") and antwoord.endswith(" FOUND"):
        return True
    raise ScannerStil("antwoord")


def _vragen(data: bytes | BinaryIO, *, tot: float) -> str:
    """INSTREAM (clamd(8)): pieces with their length in front, an empty one at the end; one line comes back."""
    with _verbinden(tot) as lijn:
        lijn.sendall(b"zINSTREAM\0")
        for stuk in _stukken(data):
            _nog(lijn, tot)
            lijn.sendall(struct.pack("!I", len(stuk)) + stuk)
        lijn.sendall(struct.pack("!I", 0))
        antwoord = b""
        while b"\0" not in antwoord and len(antwoord) < MAX_ANTWOORD:
            _nog(lijn, tot)
            if not (deel := lijn.recv(MAX_ANTWOORD)):
                break
            antwoord += deel
    return antwoord.partition(b"\0")[0].decode("ascii", "replace").strip()


def _stukken(data: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield from (data[begin : begin + STUK] for begin in range(0, len(data), STUK))
        return
    data.seek(0)
    while stuk := data.read(STUK):
        yield stuk


def _verbinden(tot: float) -> socket.socket:
    """unix:///run/clamav/clamd.ctl, or tcp://127.0.0.1:3310."""
    adres = urlsplit(settings.VIRUSSCANNER)
    if adres.scheme == "unix":
        lijn, doel = socket.socket(socket.AF_UNIX), adres.path
        lijn.settimeout(max(0.1, tot - time.monotonic()))
        try:
            lijn.connect(doel)
        except OSError:
            lijn.close()
            raise
        return lijn
    return socket.create_connection((adres.hostname, adres.port or 3310), timeout=max(0.1, tot - time.monotonic()))


def _nog(lijn: socket.socket, tot: float) -> None:
    over = tot - time.monotonic()
    if over <= 0:
        raise TimeoutError
    lijn.settimeout(over)
