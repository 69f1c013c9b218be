"""A real clamd with one signature of our own: found, clean, silent, and what waits for it (T57)."""

from __future__ import annotations

import logging
import socket
import struct
import threading
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kern.bestanden import scanner
from kern.bestanden.actions import bewaren, ontvangen, scannen, te_scannen
from kern.bestanden.antwoord import NietVrij, als_bijlage, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.bestanden.models import Inhoud, Scan
from kern.bestanden.tasks import scans_inhalen
from tests.stukken import PDF, docx, pdf
from tests.virusscanner import EICAR
from tests.werker import wacht_tot

pytestmark = pytest.mark.django_db
BESMET = docx({"word/media/bijlage.txt": EICAR})
"""A document that is fine for our own check: only the scanner sees what is in it."""


def ontvang(data: bytes, naam: str = "stuk.pdf") -> Inhoud:
    return ontvangen(SimpleUploadedFile(naam, data), op=timezone.now())


@pytest.fixture
def stil(settings):
    """A portal with a scanner that is down."""
    settings.VIRUSSCANNER = "unix:///tmp/er-is-geen-virusscanner"


@contextmanager
def nepscanner(settings, antwoord: bytes | None, *, lees: bool = True):
    """A scanner that gives this answer to whatever it gets; None: hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VIRUSSCANNER = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        settings.VIRUSSCANNER_WACHTTIJD = 0.3
        open_ = []

        def speel():
            lijn = server.accept()[0]
            open_.append(lijn)
            if not lees:
                lijn.close()
                return
            stroom = lijn.makefile("rb")
            stroom.read(10)
            while deel := struct.unpack("!I", stroom.read(4))[0]:
                stroom.read(deel)
            if antwoord is not None:
                lijn.sendall(antwoord)
                lijn.close()

        draad = threading.Thread(target=speel, daemon=True)
        draad.start()
        yield
        draad.join(5)
        for lijn in open_:
            lijn.close()


def test_a_clean_file_comes_in_and_may_be_given(virusscanner):
    inhoud = ontvang(PDF)
    assert (inhoud.scan, inhoud.is_vrij) == (Scan.SCHOON, True)
    assert inhoud.gescand_op is not None


@pytest.mark.parametrize("data", [EICAR, BESMET], ids=["eicar", "inside a document"])
def test_a_virus_is_refused_said_and_not_kept(virusscanner, data):
    with pytest.raises(BestandFout, match=r"‘stuk\.pdf’ bevat een virus en is niet bewaard"):
        ontvang(data)
    assert not Inhoud.objects.exists()


def test_a_file_of_twenty_megabytes_is_scanned_too(virusscanner):
    data = pdf() + b"\n%" + b"0" * (19 * 1024**2) + b"\n"
    assert ontvang(data).scan == Scan.SCHOON
    assert scanner.is_besmet(b"0" * (19 * 1024**2)) is False
    assert scanner.is_besmet(EICAR) is True


def test_while_the_scanner_is_down_a_file_waits_and_nobody_gets_it(stil):
    inhoud = ontvang(PDF)
    assert (inhoud.scan, inhoud.is_vrij, inhoud.gescand_op) == (Scan.QUARANTAINE, False, None)
    for geven in (als_bijlage, om_te_zien):
        with pytest.raises(NietVrij):
            geven(inhoud, "stuk.pdf")


def test_what_waited_is_scanned_when_the_scanner_is_back(stil, request):
    schoon, besmet = ontvang(PDF), ontvang(BESMET, "stuk.docx")
    assert not scannen(schoon.pk, op=timezone.now())
    request.getfixturevalue("virusscanner")
    for inhoud in (schoon, besmet):
        assert scannen(inhoud.pk, op=timezone.now())
        inhoud.refresh_from_db()
    assert (schoon.scan, besmet.scan) == (Scan.SCHOON, Scan.BESMET)
    assert not te_scannen().exists()
    with pytest.raises(NietVrij):
        als_bijlage(besmet, "stuk.docx")


def test_scanning_twice_changes_nothing(stil, request):
    inhoud = ontvang(PDF)
    request.getfixturevalue("virusscanner")
    assert scannen(inhoud.pk, op=timezone.now())
    eerst = Inhoud.objects.values().get()
    assert not scannen(inhoud.pk, op=timezone.now())
    assert Inhoud.objects.values().get() == eerst


def test_what_was_found_once_is_refused_also_while_the_scanner_is_down(stil):
    ontvang(BESMET, "stuk.docx")
    Inhoud.objects.update(scan=Scan.BESMET, gescand_op=timezone.now())
    with pytest.raises(BestandFout, match="virus"):
        ontvang(BESMET, "andere naam.docx")


@pytest.mark.parametrize(
    "antwoord",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"",
        b"stream:",
        b"OK\0",
        None,
    ],
)
def test_whatever_is_not_clearly_clean_stays_in_quarantine(settings, antwoord):
    with nepscanner(settings, antwoord):
        assert ontvang(PDF).scan == Scan.QUARANTAINE


def test_a_scanner_that_hangs_up_leaves_the_file_in_quarantine(settings):
    with nepscanner(settings, None, lees=False):
        assert ontvang(pdf() + b"\n%" + b"0" * (19 * 1024**2)).scan == Scan.QUARANTAINE


def test_without_a_scanner_a_file_comes_in_and_says_that_nobody_scanned_it():
    inhoud = ontvang(PDF)
    assert (inhoud.scan, inhoud.is_vrij) == (Scan.ONGESCAND, True)
    assert inhoud.get_scan_display() == "niet op virussen gecontroleerd"
    assert not scannen(inhoud.pk, op=timezone.now())


def test_what_came_in_before_there_was_a_scanner_is_scanned_later(request):
    inhoud = ontvang(PDF)
    request.getfixturevalue("virusscanner")
    assert scannen(inhoud.pk, op=timezone.now())


def test_what_the_portal_made_itself_needs_no_scan(virusscanner):
    bewaren(b"%PDF-1.7 brief", soort="application/pdf", op=timezone.now())
    assert not te_scannen().exists()


def test_neither_name_nor_content_is_in_the_log(stil, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(BestandFout):
        ontvang(b"MZ geheimwoord", "Mila Geheimnaam.exe")
    assert "geheim" not in caplog.text.lower()


@pytest.mark.werker
@pytest.mark.django_db(transaction=True)
def test_a_worker_finds_the_virus_that_waited_also_when_it_was_told_nothing(
    virusscanner, geen_werker, monkeypatch, request
):
    monkeypatch.setenv("VIRUSSCANNER", virusscanner.adres)
    werker = request.getfixturevalue("werker")  # one that knows of the scanner
    virusscanner.stoppen()
    inhoud = ontvang(BESMET, "stuk.docx")
    assert inhoud.scan == Scan.QUARANTAINE
    werker.tot_rust()
    assert te_scannen().exists()
    virusscanner.starten()
    for _ in range(2):
        scans_inhalen()
    wacht_tot(lambda: not te_scannen().exists(), 20, "de scan van een werker")
    werker.tot_rust()
    assert Inhoud.objects.get().scan == Scan.BESMET
    werker.doden()  # the next test gets a worker without a scanner
