"""Printing: both norms in one file, our fonts only, nothing from outside, the same bytes each time."""

import contextlib
import hashlib
import logging
import os
import re
import socket
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path

import page
import pypdf
import pytest

from kern.brieven import pdf
from tests.kern.brieven.aanvallen import AANVALLEN, LENEN, buiten

WORTEL = Path(__file__).parents[3]
NAMEN = [
    "Jürgen Müller-Lüdenscheidt",
    "Łukasz Wiśniewski",
    "Şükrü Yıldız İpekçi",
    "Олександра Шевченко",
    "فاطمة الزهراء",
    "ژیلا گلشیری پور",
    "Ștefan Țuțuianu",
    "Nguyễn Thị Hương",
    "Ελένη Παπαδοπούλου",
    "IJsbrand van ’t Ĳ",
]
STIP = "data:image/png;base64," + (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def document(inhoud: str, kop: str = "") -> str:
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Brief</title>{kop}'
        f'<link rel="stylesheet" href="asset:brief.css"></head><body><h1>Brief</h1>{inhoud}</body></html>'
    )


def gelezen(data: bytes) -> str:
    """The text of a PDF in the order of reading: right-to-left words come out as they are shown, so both count."""
    return unicodedata.normalize("NFKC", "".join(blad.extract_text() for blad in pypdf.PdfReader(BytesIO(data)).pages))


def lettertypen(data: bytes) -> set[str]:
    namen = set()
    for blad in pypdf.PdfReader(BytesIO(data)).pages:
        for font in blad["/Resources"]["/Font"].values():
            namen.add(str(font.get_object()["/BaseFont"]))
    return namen


@pytest.mark.parametrize("profiel", ["ua1", "2a"])
def test_a_letter_with_names_in_many_scripts_meets_both_norms(tmp_path, profiel):
    bestand = tmp_path / "brief.pdf"
    bestand.write_bytes(pdf.html_naar_pdf(document("".join(f"<p>{naam}, <b>{naam}</b></p>" for naam in NAMEN))))
    uitslag = page.validate_pdf(str(bestand), profile=profiel)
    assert uitslag.is_compliant, [(fout.rule_id, fout.message) for fout in uitslag.failures]


def test_the_end_of_a_stream_can_be_read_in_one_way_only():
    data = pdf.html_naar_pdf(document("<p>x</p>"))
    assert data.count(b"endstream") == data.count(b"\r\nendstream") >= 5


@pytest.mark.parametrize("naam", NAMEN)
def test_a_name_can_be_read_back_from_the_pdf(naam):
    tekst = gelezen(pdf.html_naar_pdf(document(f"<p>{naam}</p>")))
    for woord in unicodedata.normalize("NFKC", naam).split():
        assert woord in tekst or woord[::-1] in tekst


def test_only_our_own_fonts_are_in_the_pdf():
    gebruikt = lettertypen(pdf.html_naar_pdf(document("".join(f"<p>{naam} <b>{naam}</b></p>" for naam in NAMEN))))
    assert len(gebruikt) >= 8
    assert all(naam.split("+")[1].startswith(("Source-Sans-3-", "Vazirmatn-")) for naam in gebruikt), gebruikt


def test_the_pdf_has_language_title_and_bookmarks():
    boek = pypdf.PdfReader(BytesIO(pdf.html_naar_pdf(document("<h2>Waarom</h2><p>Daarom.</p>"))))
    assert boek.trailer["/Root"]["/Lang"] == "nl"
    assert boek.metadata is not None
    assert boek.metadata.title == "Brief"
    assert boek.outline[0]["/Title"] == "Brief"
    assert boek.outline[1][0]["/Title"] == "Waarom"


def test_the_same_letter_gives_the_same_bytes_also_in_another_process():
    html = document("".join(f"<p>{naam}</p>" for naam in NAMEN))
    hier = pdf.html_naar_pdf(html)
    assert pdf.html_naar_pdf(html) == hier
    code = "import sys; from kern.brieven.pdf import html_naar_pdf; import hashlib; " + (
        "print(hashlib.sha256(html_naar_pdf(sys.stdin.read())).hexdigest())"
    )
    elders = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], input=html, capture_output=True, text=True, check=True, cwd=WORTEL
    )
    assert elders.stdout.strip() == hashlib.sha256(hier).hexdigest()


@pytest.mark.parametrize(
    ("tekst", "code"),
    [("שרה", "U+05E8"), ("王", "U+738B"), ("ሰላም", "U+1230"), ("ja \N{CHECK MARK}", "U+2713"), ("x\u202ey", "U+202E")],
)
def test_a_character_without_glyph_stops_the_letter_and_is_named_by_code_point_only(tekst, code):
    with pytest.raises(pdf.PdfFout, match=code.replace("+", r"\+")) as fout:
        pdf.html_naar_pdf(document(f"<p>{tekst}</p>"))
    assert not set(str(fout.value)) & set(tekst) - set("ja xy")


@pytest.mark.parametrize(
    ("tekst", "zoals"), [("o\ufb03ciee\u0308l", "officieël"), ("a\u202fb\u2011c\ufeff", "a\u00a0b-c")]
)
def test_pasted_text_is_printed_in_the_form_our_fonts_know(tekst, zoals):
    assert pdf.html_naar_pdf(document(tekst)) == pdf.html_naar_pdf(document(zoals))


@pytest.mark.parametrize("aanval", AANVALLEN.values(), ids=AANVALLEN.keys())
def test_a_letter_that_asks_for_something_from_outside_is_not_made(aanval, tmp_path, monkeypatch):
    gebeld = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, adres: gebeld.append(adres))
    with buiten(tmp_path) as wereld:
        with pytest.raises(pdf.PdfFout) as fout:
            pdf.html_naar_pdf(document(wereld.aanval(aanval)))
        assert (gebeld, wereld.bezoek) == ([], [])
        assert str(wereld.bestand) not in str(fout.value)
        assert wereld.web not in str(fout.value)


def test_a_drawing_that_borrows_from_a_file_stays_empty(tmp_path):
    kaal = pdf.html_naar_pdf(document(re.sub("<use[^>]*>", "", LENEN)))
    with buiten(tmp_path) as wereld:
        assert pdf.html_naar_pdf(document(wereld.aanval(LENEN))) == kaal


def test_an_open_door_is_noticed(tmp_path, monkeypatch):
    """The listener does answer: with the fetcher of WeasyPrint itself the letter goes out and asks."""
    from weasyprint.urls import URLFetcher

    class Open(URLFetcher):
        geweigerd = False

    monkeypatch.setattr(pdf, "_fetcher", Open)
    with buiten(tmp_path) as wereld, contextlib.suppress(pdf.PdfFout):
        pdf.html_naar_pdf(document(wereld.aanval(AANVALLEN["picture from the web"])).replace("asset:brief.css", ""))
    assert wereld.bezoek


def test_a_picture_in_the_letter_itself_is_printed():
    assert b"/XObject" in pdf.html_naar_pdf(document(f'<p><img alt="stip" src="{STIP}"></p>'))


def test_a_picture_without_alternative_text_stops_the_letter():
    with pytest.raises(pdf.PdfFout, match="alt description"):
        pdf.html_naar_pdf(document(f'<p><img src="{STIP}"></p>'))


def test_the_log_of_weasyprint_is_left_as_it_was():
    logger = logging.getLogger("weasyprint")
    eerder = list(logger.handlers), logger.propagate
    with pytest.raises(pdf.PdfFout):
        pdf.html_naar_pdf(document('<img alt="x" src="x.png">'))
    assert (list(logger.handlers), logger.propagate) == eerder


def test_a_web_process_does_not_load_weasyprint_by_importing_the_module():
    code = "import sys, kern.brieven.pdf; sys.exit('weasyprint' in sys.modules or 'fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=WORTEL, check=False).returncode == 0


def test_a_worker_process_is_limited_to_a_gibibyte_and_prints_within_it():
    code = (
        "import resource; from kern.brieven import pdf; pdf.beperk_kind(); pdf.opwarmen();"
        "assert resource.getrlimit(resource.RLIMIT_AS)[0] == 1024**3;"
        f"assert pdf.html_naar_pdf({document('<p>Dag</p>')!r}).startswith(b'%PDF');"
        "\ntry:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    print('op')"
    )
    klaar = subprocess.run([sys.executable, "-c", code], cwd=WORTEL, capture_output=True, text=True, check=False)
    assert (klaar.returncode, klaar.stdout.strip()) == (0, "op"), klaar.stderr


def test_a_worker_that_ends_leaves_no_fonts_behind(tmp_path):
    code = (
        "import os; from kern.brieven import pdf; pdf.opwarmen(); assert os.listdir(os.environ['TMPDIR']);"
        "pdf.afsluiten(); assert os.listdir(os.environ['TMPDIR']) == []; pdf.opwarmen()"
    )
    omgeving = {**os.environ, "TMPDIR": str(tmp_path)}
    klaar = subprocess.run(
        [sys.executable, "-c", code], cwd=WORTEL, env=omgeving, capture_output=True, text=True, check=False
    )
    assert (klaar.returncode, klaar.stderr, os.listdir(tmp_path)) == (0, "", [])


def test_no_memory_for_a_letter_is_a_reason_and_no_crash(monkeypatch):
    def op(_document: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(pdf, "_schrijven", op)
    with pytest.raises(pdf.PdfFout, match="geheugen"):
        pdf.html_naar_pdf(document("<p>x</p>"))
