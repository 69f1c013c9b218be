"""Small sounds and films of every kind that a phone or browser sends, made here, to send and to spoil."""

from __future__ import annotations

import array
import math
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Any

import av

WAAR_GEMAAKT = {
    "title": "Keukentafel",
    "location": "+52.0705+004.3007/",
    "comment": "SM-G991B",
    "creation_time": "2026-05-04",
}
HZ, PER_KEER = 48_000, 960
GELUIDEN = {
    "opname.webm": ("libopus", "webm"),
    "opname.ogg": ("libopus", "ogg"),
    "opname.m4a": ("aac", "mp4"),
    "opname.mp3": ("libmp3lame", "mp3"),
    "opname.wav": ("pcm_s16le", "wav"),
    "opname.aac": ("aac", "adts"),
}
FILMS = {
    "film.mp4": ("libx264", "aac", "mp4"),
    "film.mov": ("libx264", "aac", "mov"),
    "film.webm": ("libvpx", "libopus", "webm"),
}


@cache
def geluid(naam: str = "opname.webm", *, seconden: float = 1, metadata: bool = False) -> bytes:
    """A tone of 440 Hz, as a file of this name would hold it."""
    codec, vorm = GELUIDEN[naam]
    uit = BytesIO()
    with av.open(uit, "w", format=vorm) as bak:
        if metadata:
            bak.metadata.update(WAAR_GEMAAKT)
        spoor = bak.add_stream(codec, rate=HZ, layout="mono")
        _toon(bak, spoor, seconden)
    return uit.getvalue()


@cache
def film(
    naam: str = "film.mp4",
    *,
    seconden: float = 1,
    maat: tuple[int, int] = (160, 90),
    metadata: bool = False,
    met_geluid: bool = True,
) -> bytes:
    """A picture that is dark on top and grows lighter, with a tone."""
    codec, stem, vorm = FILMS[naam]
    uit = BytesIO()
    with av.open(uit, "w", format=vorm) as bak:
        if metadata:
            bak.metadata.update(WAAR_GEMAAKT)
        beeld: Any = bak.add_stream(codec, rate=10)
        beeld.width, beeld.height, beeld.pix_fmt = *maat, "yuv420p"
        toon = bak.add_stream(stem, rate=HZ, layout="mono") if met_geluid else None
        for nummer in range(round(seconden * 10)):
            bak.mux(beeld.encode(_plaatje(*maat, nummer)))
        bak.mux(beeld.encode(None))
        if toon is not None:
            _toon(bak, toon, seconden)
    return uit.getvalue()


def _toon(bak: Any, spoor: Any, seconden: float) -> None:
    for begin in range(0, round(HZ * seconden), PER_KEER):
        golf = array.array("h", (round(8000 * math.sin((begin + n) * math.tau * 440 / HZ)) for n in range(PER_KEER)))
        frame = av.AudioFrame("s16", "mono", PER_KEER)
        frame.planes[0].update(golf.tobytes())
        frame.rate, frame.pts, frame.time_base = HZ, begin, Fraction(1, HZ)
        bak.mux(spoor.encode(frame))
    bak.mux(spoor.encode(None))


def _plaatje(breed: int, hoog: int, nummer: int) -> Any:
    frame = av.VideoFrame(breed, hoog, "yuv420p")
    for vlak in frame.planes:
        regels = vlak.buffer_size // vlak.line_size
        vlak.update(b"".join(bytes([40 + 160 * regel // regels]) * vlak.line_size for regel in range(regels)))
    frame.pts, frame.time_base = nummer, Fraction(1, 10)
    return frame


def gedraaid(data: bytes) -> bytes:
    """This film as a phone that was held upright writes it: the picture lies down, and a matrix says so."""
    recht = b"".join(n.to_bytes(4, "big") for n in (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000))
    gekanteld = b"".join(n.to_bytes(4, "big") for n in (0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000))
    plek = data.index(recht, data.index(b"tkhd"))
    return data[:plek] + gekanteld + data[plek + len(recht) :]
