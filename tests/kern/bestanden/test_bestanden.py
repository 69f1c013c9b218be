"""Content is kept under its hash, and given back as something that does nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.antwoord import als_bijlage, om_te_zien
from kern.bestanden.namen import nette_naam
from kern.bestanden.opslag import OpslagFout, lezen, pad, schrijven

PDF = b"%PDF-1.7 proef"


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 63 + "/", ""])
def test_no_name_leads_out_of_the_folder(sha256):
    with pytest.raises(OpslagFout):
        pad(sha256)


def test_content_that_was_changed_on_disk_is_not_given_back():
    sha256 = schrijven(b"wat er stond")
    pad(sha256).write_bytes(b"iets anders")
    with pytest.raises(OpslagFout, match="veranderd"):
        lezen(sha256)
    pad(sha256).unlink()


def test_only_the_portal_itself_can_enter_the_folder():
    plek = pad(schrijven(b"van niemand anders"))
    for map_ in (plek.parent, Path(settings.BESTANDEN_MAP) / "nieuw"):
        assert stat.S_IMODE(map_.stat().st_mode) == 0o700
    assert not stat.S_IMODE(os.stat(plek).st_mode) & 0o077


@pytest.mark.django_db
@pytest.mark.parametrize("adres", ["/static/{sha}", "/static/../{pad}", "/media/{pad}", "/bestanden/{sha}", "/{pad}"])
def test_no_address_gives_a_file_without_its_page(client, adres):
    sha = schrijven(PDF)
    assert client.get(adres.format(sha=sha, pad=pad(sha).relative_to(settings.BESTANDEN_MAP))).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "gegeven"), [("application/pdf", "application/pdf"), ("text/html", "application/octet-stream")]
)
def test_a_browser_runs_nothing_of_a_file(soort, gegeven):
    antwoord = als_bijlage(bewaren(PDF, soort=soort, op=timezone.now()), 'na"am\r\nX: y.pdf')
    assert antwoord["Content-Type"] == gegeven
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert "\n" not in antwoord["Content-Disposition"]
    assert antwoord["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert antwoord["Cache-Control"] == "no-store"
    antwoord.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "plek"), [("application/pdf", "inline"), ("image/png", "inline"), ("text/html", "attachment")]
)
def test_only_a_pdf_or_a_picture_is_shown_by_the_browser(soort, plek):
    antwoord = om_te_zien(bewaren(soort.encode(), soort=soort, op=timezone.now()), "stuk")
    assert antwoord["Content-Disposition"].startswith(plek)
    antwoord.close()


@pytest.mark.parametrize(
    ("naam", "soort", "nette"),
    [
        ("verslag.pdf", "application/pdf", "verslag.pdf"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\Scholen\\Mila\\verslag.PDF", "application/pdf", "verslag.pdf"),
        ("factuur\u202efdp.exe", "application/pdf", "factuurfdp.exe.pdf"),
        ("verslag.pdf.exe", "application/pdf", "verslag.pdf.exe.pdf"),
        ("IMG_0042.HEIC", "image/jpeg", "IMG_0042.jpg"),
        ("foto.jpeg", "image/jpeg", "foto.jpeg"),
        ("regel\r\neinde\x00.png", "image/png", "regeleinde.png"),
        ("   ", "application/pdf", "bestand.pdf"),
        ("", "", "bestand"),
        ("groep 7 \U0001f600.docx", "", "groep 7 \U0001f600.docx"),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_name_is_text_and_says_what_is_in_the_file(naam, soort, nette):
    assert nette_naam(naam, soort) == nette
    assert len(nette_naam(naam, soort)) <= 120
