"""What comes in is judged by its content, kept under its hash, and given back as a download that does nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.antwoord import als_bijlage
from kern.bestanden.controle import MAX_BYTES, BestandFout, controleren
from kern.bestanden.opslag import OpslagFout, lezen, pad, schrijven

PDF = b"%PDF-1.7 proef"
KWAAD = {
    "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "pagina.pdf": b"<!doctype html><script>alert(1)</script>",
    "programma.pdf": b"MZ" + b"\0" * 300,
    "linux.png": b"\x7fELF" + b"\0" * 300,
    "archief.docx": b"Rar!\x1a\x07\x00" + b"\0" * 300,
    "beeld.jpg": b"GIF89a" + b"\0" * 300,
    "tekst.pdf": b"gewoon tekst",
    "leeg.pdf": b"",
}


@pytest.mark.parametrize("naam", sorted(KWAAD))
def test_a_file_is_what_is_in_it_and_not_what_it_is_called(naam):
    with pytest.raises(BestandFout):
        controleren(KWAAD[naam], naam)


def test_a_file_of_the_largest_size_comes_in_and_a_larger_one_does_not():
    assert controleren(PDF + b"0" * (MAX_BYTES - len(PDF)), "op.pdf") == "application/pdf"
    with pytest.raises(BestandFout, match="20 MB"):
        controleren(PDF + b"0" * (MAX_BYTES - len(PDF) + 1), "over.pdf")


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
