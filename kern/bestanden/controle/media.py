"""An uploaded sound or film: decoded by the few decoders that phones and browsers write for, and made anew.

Only what one hears and sees goes over, so nothing is kept of where it was made, by whom and with what, of a second
track, a subtitle, a cover, or a file that is a film and something else. Sound becomes MP3 and film becomes MP4 with
H.264 and AAC: the two that every browser plays. The kind is read from the first bytes and decides the one demuxer, so
a list of other files (HLS, concat) is never read as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.audio.resampler import AudioResampler
from av.filter import Graph

from . import MP3, MP4
from .grenzen import Afgekeurd, Mediagrenzen, zin

ALLEEN = {
    "aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "flac", "alac", "amrnb", "amrwb",
    "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8", "pcm_mulaw", "pcm_alaw",
    "h264", "hevc", "vp8", "vp9", "libdav1d", "av1", "mpeg4", "h263",
}  # fmt: skip
"""Decoders that may run at all, also while FFmpeg still looks what is in the file."""
MONSTERS, BEELDEN = 44_100, 30
"""Samples and pictures per second of what is kept."""
KORT = 0.3
"""Seconds: below this there is nothing to hear."""
MISSERS = 50
"""Packets that may be broken: a phone that fell, not a file made to wear us out."""
KAPOT = zin("kan niet worden afgespeeld. Neem het opnieuw op, of kies een ander bestand.")
GEEN_FILM = zin("kan niet. Kies een film.")
GEEN_OPNAME = zin("kan niet. Kies een opname van geluid.")
TE_LANG = {
    (True, True): zin("is een te lange film. Kies een film van hoogstens %(duur)s minuten."),
    (True, False): zin("is een te lange film. Kies een film van hoogstens %(duur)s seconden."),
    (False, True): zin("is een te lange opname. Kies een opname van hoogstens %(duur)s minuten."),
    (False, False): zin("is een te lange opname. Kies een opname van hoogstens %(duur)s seconden."),
}
"""Why it is too long, by whether it is a film and whether minutes are asked."""


def vorm_van(kop: bytes) -> str:
    """The demuxer for a file that begins so, or "" when it is no sound or film that we know."""
    if kop.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if kop[4:8] == b"ftyp":
        return "mov"
    if kop.startswith(b"OggS"):
        return "ogg"
    if kop.startswith(b"RIFF") and kop[8:12] == b"WAVE":
        return "wav"
    if kop.startswith(b"#!AMR"):
        return "amr"
    if kop.startswith(b"ID3"):
        return "mp3"
    if len(kop) > 1 and kop[0] == 0xFF:
        return "mp3" if kop[1] & 0xE6 == 0xE2 else "aac" if kop[1] & 0xF6 == 0xF0 else ""
    return ""


def media_keuren(bron: BinaryIO, uit: BinaryIO, grenzen: Mediagrenzen) -> str:
    """Write the sound or film anew to `uit`, and give its MIME type. Raises Afgekeurd, also for what is no film.

    Both are files in which one can go back and forth. A film without picture is kept as sound.
    """
    kop = bron.read(16)
    bron.seek(0)
    if not (vorm := vorm_van(kop)):
        raise Afgekeurd(GEEN_FILM if grenzen.is_film else GEEN_OPNAME)
    try:
        maat = _eerste_beeld(bron, vorm, grenzen) if grenzen.is_film else None
        bron.seek(0)
        with _openen(bron, vorm) as invoer:
            return _opnieuw(invoer, uit, grenzen, maat)
    except (av.FFmpegError, MemoryError, ValueError, OverflowError, ZeroDivisionError, TypeError) as fout:
        raise Afgekeurd(KAPOT) from fout


def te_lang(grenzen: Mediagrenzen) -> Afgekeurd:
    """The refusal of what lasts longer than is asked for."""
    in_minuten = grenzen.seconden >= 120
    return Afgekeurd(
        TE_LANG[grenzen.is_film, in_minuten], duur=grenzen.seconden // 60 if in_minuten else grenzen.seconden
    )


def _openen(bron: BinaryIO, vorm: str) -> Any:
    """FFmpeg reads what we hand it and knows no way to another file or to the network."""
    opties = {"protocol_whitelist": "geen", "codec_whitelist": ",".join(sorted(ALLEEN)), "probesize": "5000000"}
    return av.open(bron, format=vorm, options=opties, metadata_errors="ignore")


def _eerste_beeld(bron: BinaryIO, vorm: str, grenzen: Mediagrenzen) -> tuple[int, int] | None:
    """How wide and high the film is kept, upright, as its first picture says; None when there is none."""
    with _openen(bron, vorm) as invoer:
        if (beeld := _beeld_van(invoer, grenzen)) is None:
            return None
        for _, frame in _gelezen(invoer, [beeld]):
            _niet_te_groot(frame.width, frame.height, grenzen)
            breed, hoog = _maat(frame.width, frame.height, grenzen.zijde)
            return (hoog, breed) if _draai(frame) % 2 else (breed, hoog)
    return None


def _beeld_van(invoer: Any, grenzen: Mediagrenzen) -> Any:
    beeld = next((spoor for spoor in invoer.streams.video if _bekend(spoor) and not _plaatje(spoor)), None)
    if beeld is not None:
        _niet_te_groot(beeld.codec_context.width, beeld.codec_context.height, grenzen)
        beeld.codec_context.options = {"max_pixels": str(int(grenzen.megapixels * 1_000_000))}
    return beeld


def _opnieuw(invoer: Any, uit: BinaryIO, grenzen: Mediagrenzen, maat: tuple[int, int] | None) -> str:
    if invoer.duration and invoer.duration / 1_000_000 > grenzen.seconden + 1:
        raise te_lang(grenzen)
    geluid = next((spoor for spoor in invoer.streams.audio if _bekend(spoor)), None)
    beeld = _beeld_van(invoer, grenzen) if maat else None
    if geluid is None and beeld is None:
        raise Afgekeurd("is een opname waarin niets te horen is. Neem het opnieuw op.")
    opties = {"fflags": "+bitexact", "id3v2_version": "0", "write_id3v1": "0"} if beeld is None else {}
    with av.open(uit, "w", format="mp3" if beeld is None else "mp4", options=opties) as uitvoer:
        _overzetten(invoer, uitvoer, geluid, beeld, grenzen, maat)
    return MP3 if beeld is None else MP4


def _overzetten(
    invoer: Any, uitvoer: Any, geluid: Any, beeld: Any, grenzen: Mediagrenzen, maat: tuple[int, int] | None
) -> None:
    """Picture by picture and sound by sound, so that memory does not grow with the length."""
    sporen: dict[int, _Geluid | _Beeld] = {}
    if beeld is not None and maat is not None:
        sporen[beeld.index] = _Beeld(uitvoer, grenzen, *maat)
    if geluid is not None:
        sporen[geluid.index] = _Geluid(uitvoer, grenzen, "libmp3lame" if beeld is None else "aac")
    begin: Fraction | None = None
    for spoor, frame in _gelezen(invoer, [spoor for spoor in (geluid, beeld) if spoor is not None]):
        moment = frame.pts * frame.time_base if frame.pts is not None and frame.time_base else Fraction(0)
        begin = moment if begin is None else begin
        sporen[spoor.index].bij(frame, max(Fraction(0), moment - begin))
    for deel in sporen.values():
        deel.klaar()
    if max(deel.seconden for deel in sporen.values()) < KORT:
        raise Afgekeurd("is een opname waarin niets te horen is. Neem het opnieuw op.")


def _gelezen(invoer: Any, sporen: list[Any]) -> Iterator[tuple[Any, Any]]:
    missers = 0
    for pakje in invoer.demux(sporen):
        try:
            yield from ((pakje.stream, frame) for frame in pakje.decode())
        except av.error.InvalidDataError:
            missers += 1
            if missers > MISSERS:
                raise


class _Geluid:
    """One channel of sound on its way to the encoder."""

    def __init__(self, uitvoer: Any, grenzen: Mediagrenzen, codec: str) -> None:
        self.uitvoer, self.grenzen, self.aantal = uitvoer, grenzen, 0
        self.spoor = uitvoer.add_stream(codec, rate=MONSTERS, layout="mono")
        self.spoor.bit_rate = 64_000
        self.spoor.codec_context.options = {"flags": "+bitexact"}
        self.om = AudioResampler(format="fltp", layout="mono", rate=MONSTERS, frame_size=0)

    @property
    def seconden(self) -> float:
        return self.aantal / MONSTERS

    def bij(self, frame: Any, moment: Fraction) -> None:
        if not self.aantal:  # sound that begins later than the picture stays with it
            self.aantal = min(int(moment * MONSTERS), MONSTERS)
        frame.pts = None
        self._coderen(self.om.resample(frame))

    def klaar(self) -> None:
        self._coderen(self.om.resample(None))
        self.uitvoer.mux(self.spoor.encode(None))

    def _coderen(self, frames: list[Any]) -> None:
        for frame in frames:
            frame.pts, frame.time_base = self.aantal, Fraction(1, MONSTERS)
            self.aantal += frame.samples
            if self.seconden > self.grenzen.seconden + 1:
                raise te_lang(self.grenzen)
            self.uitvoer.mux(self.spoor.encode(frame))


class _Beeld:
    """Pictures on their way to the encoder: upright, small, and at most so many a second."""

    def __init__(self, uitvoer: Any, grenzen: Mediagrenzen, breed: int, hoog: int) -> None:
        self.uitvoer, self.grenzen, self.laatste = uitvoer, grenzen, -1
        self.graaf: tuple[tuple[Any, ...], Graph] | None = None
        self.spoor = uitvoer.add_stream("libx264", rate=BEELDEN)
        self.spoor.width, self.spoor.height, self.spoor.pix_fmt = breed, hoog, "yuv420p"
        self.spoor.options = {
            "preset": "superfast", "crf": "28", "maxrate": "900k", "bufsize": "1800k", "profile": "main",
            "threads": "1", "flags": "+bitexact", "x264-params": "info=0",
        }  # fmt: skip

    @property
    def seconden(self) -> float:
        return (self.laatste + 1) / BEELDEN

    def bij(self, frame: Any, moment: Fraction) -> None:
        nummer = round(moment * BEELDEN)
        if nummer <= self.laatste:
            return
        if nummer > (self.grenzen.seconden + 1) * BEELDEN:
            raise te_lang(self.grenzen)
        _niet_te_groot(frame.width, frame.height, self.grenzen)
        self.laatste = nummer
        nieuw = self._klein(frame)
        nieuw.pts, nieuw.time_base, nieuw.pict_type = nummer, Fraction(1, BEELDEN), 0
        self.uitvoer.mux(self.spoor.encode(nieuw))

    def klaar(self) -> None:
        self.uitvoer.mux(self.spoor.encode(None))

    def _klein(self, frame: Any) -> Any:
        """This picture upright at the size of the first one, without what else came with it."""
        draai = _draai(frame)
        vorm = (frame.width, frame.height, frame.format.name, draai)
        if self.graaf is None or self.graaf[0] != vorm:
            self.graaf = (vorm, self._graaf(frame, draai))
        self.graaf[1].push(frame)
        return self.graaf[1].pull()

    def _graaf(self, frame: Any, draai: int) -> Graph:
        breed, hoog = self.spoor.width, self.spoor.height
        maat = (hoog, breed) if draai % 2 else (breed, hoog)
        stappen = [("scale", f"{maat[0]}:{maat[1]}:flags=fast_bilinear"), ("format", "yuv420p")]
        stappen += {1: [("transpose", "cclock")], 2: [("hflip", ""), ("vflip", "")], 3: [("transpose", "clock")]}.get(
            draai, []
        )
        graaf = Graph()
        basis = frame.time_base or Fraction(1, BEELDEN)
        vorige: Any = graaf.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=basis, name="in"
        )
        for naam, opties in stappen:
            deel = graaf.add(naam, opties) if opties else graaf.add(naam)
            vorige.link_to(deel)
            vorige = deel
        vorige.link_to(graaf.add("buffersink"))
        graaf.configure()
        return graaf


def _bekend(spoor: Any) -> bool:
    context = spoor.codec_context
    return context is not None and context.codec.name in ALLEEN


def _draai(frame: Any) -> int:
    """Quarter turns against the clock that make this picture upright."""
    return int(round(frame.rotation / 90) % 4)


def _plaatje(spoor: Any) -> bool:
    """The cover of a song is a video track to FFmpeg."""
    return bool(spoor.disposition & av.stream.Disposition.attached_pic)


def _niet_te_groot(breed: int, hoog: int, grenzen: Mediagrenzen) -> None:
    if not breed or not hoog:
        raise Afgekeurd(KAPOT)
    if breed * hoog > grenzen.megapixels * 1_000_000:
        raise Afgekeurd(
            "is %(breed)s bij %(hoog)s beeldpunten. Zet de camera lager en film het opnieuw.", breed=breed, hoog=hoog
        )


def _maat(breed: int, hoog: int, zijde: int) -> tuple[int, int]:
    """Not larger than `zijde`, and even: H.264 asks for that."""
    deel = min(1.0, zijde / max(breed, hoog))
    return max(2, round(breed * deel) // 2 * 2), max(2, round(hoog * deel) // 2 * 2)
