"""Sound and film of phones and browsers come in as MP3 and MP4, without what they tell; bombs and tricks do not."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from datetime import timedelta
from io import BytesIO

import av
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from kern.bestanden import proces
from kern.bestanden.actions import bewaren, scannen
from kern.bestanden.afspelen import om_af_te_spelen
from kern.bestanden.antwoord import NietVrij
from kern.bestanden.controle import Afgekeurd, BestandFout
from kern.bestanden.controle.grenzen import Mediagrenzen
from kern.bestanden.controle.media import media_keuren, vorm_van
from kern.bestanden.models import Inhoud, Scan
from kern.bestanden.namen import nette_naam
from kern.bestanden.opname import FILM, GELUID, SLOT, opname_ontvangen
from kern.bestanden.opslag import lezen, restanten_opruimen
from tests.media import FILMS, GELUIDEN, film, gedraaid, geluid
from tests.stukken import PDF, foto
from tests.virusscanner import EICAR
from tests.werker import wacht_tot

pytestmark = pytest.mark.django_db
SPOREN = (b"52.0705", b"Keukentafel", b"SM-G991B")


def ontvang(data: bytes, naam: str = "opname.webm", *, soort: str = GELUID, seconden: int = 5) -> Inhoud:
    return opname_ontvangen(SimpleUploadedFile(naam, data), soort=soort, seconden=seconden, op=timezone.now())


def hier(data: bytes, soort: str = GELUID, **grenzen) -> tuple[str, bytes]:
    """The check in this process: what a child is told to do, without waiting for one."""
    uit = BytesIO()
    velden = {"megabytes": 5, "seconden": 5} | grenzen
    return media_keuren(BytesIO(data), uit, Mediagrenzen(soort=soort, **velden)), uit.getvalue()


# --- what comes in ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", GELUIDEN)
def test_every_sound_of_a_phone_or_browser_becomes_one_that_all_play(naam):
    soort, data = hier(geluid(naam, metadata=True))
    assert soort == "audio/mpeg"
    with av.open(BytesIO(data), format="mp3") as bak:
        assert [spoor.codec_context.name for spoor in bak.streams] == ["mp3float"]
        assert bak.duration / 1e6 == pytest.approx(1, abs=0.1)
        assert not bak.metadata


@pytest.mark.parametrize("naam", FILMS)
def test_every_film_becomes_one_that_all_play_and_tells_nothing_of_its_maker(naam):
    bron = film(naam, metadata=True)
    soort, data = hier(bron, FILM)
    assert soort == "video/mp4"
    assert not [spoor for spoor in SPOREN if spoor in data]
    with av.open(BytesIO(data), format="mov") as bak:
        assert sorted(spoor.codec_context.name for spoor in bak.streams) == ["aac", "h264"]
        assert bak.duration / 1e6 == pytest.approx(1, abs=0.15)
        assert set(bak.metadata) <= {"major_brand", "minor_version", "compatible_brands", "encoder"}


def test_where_a_film_was_made_is_really_in_what_the_phone_sends():
    assert SPOREN[0] in film("film.mov", metadata=True)
    assert SPOREN[1] in film("film.mov", metadata=True)


def test_a_film_of_a_phone_held_upright_is_upright():
    _, data = hier(gedraaid(film()), FILM)
    with av.open(BytesIO(data)) as bak:
        beeld = next(bak.decode(video=0))
    assert (beeld.width, beeld.height, beeld.rotation) == (90, 160, 0)
    vlak = beeld.planes[0]
    regel = bytes(vlak)[vlak.line_size * 80 : vlak.line_size * 80 + 90]
    assert regel[2] - regel[87] > 100, "what was on top is at the right after a quarter turn"


def test_a_large_film_is_made_small():
    _, data = hier(film(maat=(1280, 720)), FILM)
    with av.open(BytesIO(data)) as bak:
        assert (bak.streams.video[0].width, bak.streams.video[0].height) == (640, 360)


def test_of_a_film_where_a_sound_is_asked_only_the_sound_is_kept():
    soort, data = hier(film(), GELUID)
    assert soort == "audio/mpeg"
    with av.open(BytesIO(data)) as bak:
        assert [spoor.type for spoor in bak.streams] == ["audio"]


def test_a_film_without_sound_and_a_film_without_picture_come_in():
    assert hier(film(met_geluid=False), FILM)[0] == "video/mp4"
    assert hier(geluid(), FILM)[0] == "audio/mpeg"


@pytest.mark.parametrize(
    ("naam", "soort", "nette"),
    [
        ("opname.webm", "audio/mpeg", "opname.mp3"),
        ("IMG_0042.MOV", "video/mp4", "IMG_0042.mp4"),
        ("mijn.film.mp4", "video/mp4", "mijn.film.mp4"),
        ("film.html", "video/mp4", "film.html.mp4"),
    ],
)
def test_its_name_says_what_is_in_it_now(naam, soort, nette):
    assert nette_naam(naam, soort) == nette


# --- what does not come in --------------------------------------------------------------------------------------


def polyglot(data: bytes) -> bytes:
    """A sound that is a page with script for who looks no further: behind the sound, where no player comes."""
    return data + b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize("bron", [polyglot(geluid("opname.mp3")), polyglot(geluid("opname.wav"))])
def test_of_a_file_that_is_two_things_only_the_sound_is_left(bron):
    _, data = hier(bron)
    assert b"<script" not in data


def met_aanhang() -> bytes:
    """A film with a page in it."""
    uit = BytesIO()
    with av.open(BytesIO(film("film.webm"))) as bron, av.open(uit, "w", format="matroska") as bak:
        sporen = {spoor.index: bak.add_stream_from_template(spoor) for spoor in bron.streams}
        bak.add_attachment("kwaad.html", "text/html", b"<script>alert(1)</script>")
        for pakje in bron.demux():
            if pakje.dts is not None:
                pakje.stream = sporen[pakje.stream.index]
                bak.mux(pakje)
    return uit.getvalue()


def test_what_travels_along_in_a_film_is_left_behind():
    bron = met_aanhang()
    assert b"<script" in bron
    _, data = hier(bron, FILM)
    assert b"<script" not in data


HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile 'file:/etc/passwd'\nfile 'http://169.254.169.254/latest'\n"
DASH = b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>file:///etc/</BaseURL></MPD>'
SDP = b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"
VREEMD = {
    "hls": HLS, "concat": CONCAT, "dash": DASH, "sdp": SDP, "pdf": PDF, "photo": foto(), "exe": b"MZ" + b"\0" * 64,
    "html": b"<!doctype html><video src=x>", "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}  # fmt: skip


@pytest.mark.parametrize("wat", VREEMD)
@pytest.mark.parametrize("soort", [GELUID, FILM])
def test_a_list_of_other_files_and_every_other_kind_is_refused_by_its_first_bytes(wat, soort):
    assert vorm_van(VREEMD[wat][:16]) == ""
    with pytest.raises(BestandFout, match=r"‘opname\.webm’ kan niet\. Kies een (film|opname van geluid)\.$"):
        ontvang(VREEMD[wat], soort=soort)


@pytest.mark.parametrize("kop", [geluid("opname.mp3")[:4], geluid("opname.ogg")[:4], film()[:12], geluid()[:8]])
@pytest.mark.parametrize("staart", [HLS, CONCAT, b"\xff" * 5000, b"\0" * 5000, random.Random(7).randbytes(4096)])
def test_what_only_begins_like_a_sound_or_film_is_refused(kop, staart):
    for soort in (GELUID, FILM):
        with pytest.raises(Afgekeurd):
            hier(kop + staart, soort)


@pytest.mark.parametrize("deel", [0.05, 0.7])
@pytest.mark.parametrize("bron", ["opname.webm", "opname.m4a", "opname.mp3", "film.mp4", "film.webm"])
def test_a_file_that_was_cut_off_is_refused_or_comes_in_as_far_as_it_goes(bron, deel):
    is_film = bron.startswith("film")
    data = film(bron) if is_film else geluid(bron)
    with contextlib.suppress(Afgekeurd):
        assert hier(data[: int(len(data) * deel)], FILM if is_film else GELUID)[1]


@pytest.mark.parametrize("zaad", range(12))
def test_bytes_that_were_changed_at_random_never_break_anything(zaad):
    kans = random.Random(zaad)
    naam = kans.choice([*GELUIDEN, *FILMS])
    data = bytearray(film(naam) if naam in FILMS else geluid(naam))
    for _ in range(kans.randint(1, 60)):
        data[kans.randrange(16, len(data))] = kans.randrange(256)
    with contextlib.suppress(Afgekeurd):
        hier(bytes(data), FILM if naam in FILMS else GELUID)


def test_a_sound_or_film_that_is_too_long_says_how_long_it_may_be():
    with pytest.raises(BestandFout, match=r"is een te lange opname\. Kies een opname van hoogstens 2 seconden\."):
        ontvang(geluid(seconden=4), seconden=2)
    with pytest.raises(BestandFout, match=r"is een te lange film\. Kies een film van hoogstens 2 seconden\."):
        ontvang(film(seconden=4), "film.mp4", soort=FILM, seconden=2)


def test_a_length_that_the_header_hides_is_counted():
    """A stream without an end says nothing of its length: what is heard is counted."""
    stroom = geluid("opname.aac", seconden=4)
    with pytest.raises(Afgekeurd, match="te lange opname"):
        hier(stroom, seconden=2)


def test_a_picture_larger_than_any_phone_makes_is_refused():
    with pytest.raises(Afgekeurd, match=r"is 640 bij 480 beeldpunten\. Zet de camera lager"):
        hier(film(maat=(640, 480), met_geluid=False), FILM, megapixels=0.2)


def test_the_sizes_of_this_installation_hold(settings):
    settings.MEDIA_MEGABYTES = {"geluid": 0, "film": 0}
    with pytest.raises(BestandFout, match=r"is 1 MB\. Kies een bestand tot 0 MB, of neem iets korters op\."):
        ontvang(geluid())
    with pytest.raises(BestandFout, match=r"is leeg\. Neem het opnieuw op\."):
        ontvang(b"")


# --- the process of its own -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "soort", "is_nu"), [("opname.webm", GELUID, "audio/mpeg"), ("film.mov", FILM, "video/mp4")]
)
def test_it_is_made_anew_in_a_process_of_its_own_and_kept(naam, soort, is_nu):
    data = film(naam, metadata=True) if soort == FILM else geluid(naam)
    inhoud = ontvang(data, naam, soort=soort)
    assert (inhoud.soort, inhoud.is_vrij) == (is_nu, True)
    bewaard = lezen(inhoud.sha256)
    assert len(bewaard) == inhoud.grootte
    assert not any(spoor in bewaard for spoor in SPOREN)
    assert ontvang(data, naam, soort=soort) == inhoud, "the same again is one"


def test_a_large_film_is_read_from_the_file_that_the_server_wrote():
    with TemporaryUploadedFile("film.mp4", "video/mp4", len(film()), None) as bestand:
        bestand.write(film())
        bestand.flush()
        assert opname_ontvangen(bestand, soort=FILM, seconden=5, op=timezone.now()).soort == "video/mp4"


def in_kind(regel: str) -> str:
    """The last word of a child that locked itself in as the check does, and then did this."""
    bron = f"""
from kern.bestanden.controle.mediakind import opsluiten
import os, socket
opsluiten()
try:
    {regel}
except OSError as e:
    print(e.errno)
else:
    print("open")
"""
    met = ["bash", "-c", 'exec 3>/dev/null; exec "$0" -c "$1"', sys.executable, bron]
    return subprocess.run(met, capture_output=True, text=True, cwd=settings.BASE_DIR, check=True).stdout.split()[-1]


@pytest.mark.parametrize(
    "regel", ["open('/etc/hostname')", "socket.socket()", "open('/tmp/swv-proef', 'w')", "os.pipe()"]
)
def test_the_check_can_open_no_other_file_and_no_connection(regel):
    assert in_kind(regel) == "24", "EMFILE"


def test_the_child_gets_nothing_of_the_portal(monkeypatch):
    """No key, no database: what a film could steal is not there."""
    gezien = {}

    def kijk(opdracht, **opties):
        gezien.update(opties["env"], bron=opties["stdin"])
        return echt(opdracht, **opties)

    echt = subprocess.run
    monkeypatch.setattr(proces.subprocess, "run", kijk)
    ontvang(geluid())
    assert set(gezien) <= {"PATH", "LANG", "LC_ALL", "TMPDIR", "bron"}


@pytest.mark.parametrize("hoe", ["REKENTIJD = 0", "GEHEUGEN = 60 * 1024**2", "UITVOER = 100"])
def test_a_child_that_asks_too_much_ends_with_a_sentence_and_keeps_nothing(monkeypatch, hoe):
    """The limits at work: time, memory and what may be written."""
    naam, _, waarde = hoe.partition(" = ")
    bron = f"import kern.bestanden.controle.mediakind as k\nk.{naam} = {waarde}\nk.main()"
    echt = subprocess.run

    def anders(opdracht, **opties):
        return echt([opdracht[0], "-c", bron, *opdracht[3:]], **opties)

    monkeypatch.setattr(proces.subprocess, "run", anders)
    lang = film(seconden=5, maat=(640, 480))
    with pytest.raises(BestandFout, match=r"te groot of te ingewikkeld|kan niet worden afgespeeld"):
        ontvang(lang, "film.mp4", soort=FILM, seconden=60)
    assert not Inhoud.objects.exists()
    assert restanten_opruimen(op=timezone.now() + timedelta(days=1)) == 0, "nothing half is left"


def test_one_at_a_time_in_the_whole_installation(monkeypatch):
    monkeypatch.setattr("kern.bestanden.opname.media_keuren", lambda *_: pytest.fail("a second one beside it"))
    ander = connection.copy()
    try:
        with ander.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [SLOT])
            with pytest.raises(BestandFout, match="nu al een opname verwerkt"):
                ontvang(b"x")
    finally:
        ander.close()
    monkeypatch.undo()
    wacht_tot(_niet_bezet, wat="het slot van een gesloten verbinding")
    assert ontvang(geluid()).soort == "audio/mpeg", "free again with the connection"


def _niet_bezet():
    """The database notices a moment later that a connection was closed."""
    with connection.cursor() as cursor:
        hier = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        cursor.execute(f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND {hier}", [SLOT])
        return cursor.fetchone() == (0,)


def test_a_child_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(proces, "MEDIA_WACHTTIJD", 0.01)
    with pytest.raises(BestandFout, match="Neem iets korters op"):
        ontvang(geluid())
    assert not Inhoud.objects.exists()


def test_the_web_server_does_not_load_the_decoders():
    bron = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'swv_portal.settings'\nimport django; django.setup()\n"
    bron += "import sys, kern.bestanden.opname, swv_portal.urls; print('av' in sys.modules)"
    uit = subprocess.run(
        [sys.executable, "-c", bron], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True
    )
    assert uit.stdout.strip() == "False"


def test_this_process_does_not_grow_with_a_film():
    """The film is read and written by the child; here only its sha256 is counted, piece by piece."""
    bron = """
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "swv_portal.settings"
from io import BytesIO
import tempfile
from pathlib import Path
from kern.bestanden.opslag import in_wording, inlijven
from django.conf import settings
settings.BESTANDEN_MAP = tempfile.mkdtemp()
with in_wording() as uit:
    stuk = b"a" * 1024**2
    voor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(150):
        uit.write(stuk)
    inlijven(uit)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - voor)
"""
    uit = subprocess.run(
        [sys.executable, "-c", bron], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True
    )
    assert int(uit.stdout) < 20 * 1024


# --- viruses ----------------------------------------------------------------------------------------------------


def test_a_virus_in_a_sound_is_refused_and_not_kept(virusscanner):
    with pytest.raises(BestandFout, match="bevat een virus en is niet bewaard"):
        ontvang(EICAR)
    assert not Inhoud.objects.exists()
    assert ontvang(geluid()).scan == Scan.SCHOON


def test_while_the_scanner_is_silent_a_sound_waits_and_nobody_hears_it(settings, virusscanner):
    settings.VIRUSSCANNER = "unix:///tmp/er-is-geen-virusscanner"
    inhoud = ontvang(geluid())
    assert inhoud.wacht_op_scan
    with pytest.raises(NietVrij):
        om_af_te_spelen(RequestFactory().get("/"), inhoud, "opname.mp3")
    settings.VIRUSSCANNER = virusscanner.adres
    assert scannen(inhoud.pk, op=timezone.now())
    inhoud.refresh_from_db()
    assert inhoud.is_vrij


# --- playing ----------------------------------------------------------------------------------------------------

INHOUD = bytes(range(100))


@pytest.fixture
def klank():
    return bewaren(INHOUD, soort="audio/mpeg", op=timezone.now())


def inhoud_van(antwoord) -> bytes:
    """All of it, and then closed as the server does."""
    data = antwoord.getvalue()
    antwoord.close()
    return data


def vraag(klank, stuk="", methode="get", **meer):
    koppen = {"Range": stuk} if stuk else {}
    return om_af_te_spelen(getattr(RequestFactory(), methode)("/", headers=koppen | meer), klank, "opname.mp3")


@pytest.mark.parametrize(
    ("stuk", "begin", "eind"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, 99),
        ("bytes=10-19", 10, 19),
        ("bytes=99-99", 99, 99),
        ("bytes=90-500", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
    ],
)
def test_a_player_gets_the_piece_that_it_asks_for(klank, stuk, begin, eind):
    antwoord = vraag(klank, stuk)
    assert antwoord.status_code == 206
    assert antwoord["Content-Range"] == f"bytes {begin}-{eind}/100"
    assert antwoord["Content-Length"] == str(eind - begin + 1)
    assert antwoord["Accept-Ranges"] == "bytes"
    assert antwoord["Cache-Control"] == "no-store"
    assert antwoord["Content-Type"] == "audio/mpeg"
    assert inhoud_van(antwoord) == INHOUD[begin : eind + 1]


@pytest.mark.parametrize(
    "stuk", ["", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=a-b", "bytes=1--2"]
)
def test_without_a_piece_that_we_know_the_whole_is_given(klank, stuk):
    antwoord = vraag(klank, stuk)
    assert (antwoord.status_code, antwoord["Content-Length"]) == (200, "100")
    assert inhoud_van(antwoord) == INHOUD


@pytest.mark.parametrize("stuk", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_piece_behind_the_end_is_said_not_to_be_there(klank, stuk):
    antwoord = vraag(klank, stuk)
    assert (antwoord.status_code, antwoord["Content-Range"]) == (416, "bytes */100")
    assert antwoord.content == b""


def test_head_and_a_conditional_question_get_the_whole(klank):
    hoofd = vraag(klank, "bytes=0-1", "head")
    assert (hoofd.status_code, hoofd["Content-Length"], hoofd["Accept-Ranges"]) == (200, "100", "bytes")
    hoofd.close()
    antwoord = vraag(klank, "bytes=0-1", **{"If-Range": '"oud"'})
    assert antwoord.status_code == 200
    antwoord.close()


def test_another_kind_is_a_download_that_runs_nothing():
    antwoord = om_af_te_spelen(
        RequestFactory().get("/"), bewaren(b"<p>", soort="text/html", op=timezone.now()), "x.html"
    )
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert antwoord["Content-Type"] == "application/octet-stream"
    antwoord.close()
