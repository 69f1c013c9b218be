"""An uploaded docx or odt: a zip with XML. Not a bomb, no macros, nothing from outside, no tricks of XML."""

from __future__ import annotations

import re
import stat
import zipfile
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from . import KIES
from .grenzen import Afgekeurd, Goedgekeurd, Grenzen, zin

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
KLEIN = 1024**2
"""Below this unpacked size a ratio says nothing: empty XML packs well."""
MACRO = re.compile(r"(^|/)(vba(project|data)[^/]*|[^/]*\.bin|activex/.*)$", re.IGNORECASE)
MACRO_ODT = re.compile(r"^(scripts/.+|basic/.+/(?!script-l[bc]\.xml$)[^/]+)$", re.IGNORECASE)
ONVEILIG = re.compile(r"^/|^[a-z]:|\\|(^|/)\.\.(/|$)|\x00", re.IGNORECASE)
RELATIE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)", re.DOTALL)
SJABLOON = re.compile(rb"<w:attachedTemplate\b[^>]*?(?:/>|>\s*</w:attachedTemplate>)", re.DOTALL)
KAPOT = zin("kan niet worden geopend. Sla het opnieuw op en kies het dan nog eens.")
MACROS = zin("bevat macro’s. Sla het op als gewoon docx, of als pdf.")
VAN_BUITEN = zin("haalt iets op van buiten het bestand. Sla het op als pdf en kies die pdf.")


def kantoor_keuren(data: bytes, grenzen: Grenzen) -> Goedgekeurd:
    """The document, without the link to its template when it had one. Any other zip is refused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as zip_:
            _uitgepakt(zip_, grenzen)
            soort = _soort(zip_)
            _xml(zip_)
            if soort == ODT:
                return Goedgekeurd(ODT, data)
            anders = _relaties(zip_)
            return Goedgekeurd(DOCX, _opnieuw(zip_, anders) if anders else data)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as fout:
        raise Afgekeurd(KAPOT) from fout
    except (RuntimeError, KeyError) as fout:  # zipfile says so when a password is asked
        raise Afgekeurd(KAPOT) from fout


def _uitgepakt(zip_: zipfile.ZipFile, grenzen: Grenzen) -> None:
    delen = zip_.infolist()
    if len(delen) > grenzen.onderdelen:
        raise Afgekeurd("heeft te veel onderdelen (%(aantal)s). Sla het op als pdf en kies die pdf.", aantal=len(delen))
    groot, klein = sum(deel.file_size for deel in delen), sum(deel.compress_size for deel in delen)
    if groot > grenzen.uitgepakt_megabytes * 1024**2 or (groot > KLEIN and groot > klein * grenzen.verhouding):
        raise Afgekeurd("wordt te groot als het wordt uitgepakt. Sla het op als pdf en kies die pdf.")
    for deel in delen:
        if ONVEILIG.search(deel.filename) or stat.S_ISLNK(deel.external_attr >> 16):
            raise Afgekeurd(KAPOT)
        if deel.flag_bits & 1:
            raise Afgekeurd("is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en kies het opnieuw.")
    if len({deel.filename.lower() for deel in delen}) != len(delen):
        raise Afgekeurd(KAPOT)  # one reader would see another file than the next


def _soort(zip_: zipfile.ZipFile) -> str:
    namen = set(zip_.namelist())
    if "mimetype" in namen and zip_.read("mimetype").strip() == ODT.encode() and "content.xml" in namen:
        if any(MACRO_ODT.search(naam) for naam in namen):
            raise Afgekeurd(MACROS)
        if "META-INF/manifest.xml" in namen and b"encryption-data" in zip_.read("META-INF/manifest.xml"):
            raise Afgekeurd("is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en kies het opnieuw.")
        return ODT
    typen = zip_.read("[Content_Types].xml") if "[Content_Types].xml" in namen else b""
    if b"macroEnabled" in typen or any(MACRO.search(naam) for naam in namen):
        raise Afgekeurd(MACROS)
    if f"{DOCX}.main+xml".encode() in typen and "word/document.xml" in namen:
        return DOCX
    raise Afgekeurd(KIES)


def _xml(zip_: zipfile.ZipFile) -> None:
    """Every part that is XML reads to its end, in a stream, without a DTD or an entity of its own."""
    for naam in zip_.namelist():
        if naam.lower().endswith((".xml", ".rels", ".rdf")):
            try:
                with zip_.open(naam) as deel:
                    defusedxml.sax.parse(deel, ContentHandler(), forbid_dtd=True)
            except (SAXException, DefusedXmlException, UnicodeError, LookupError) as fout:
                raise Afgekeurd(KAPOT) from fout


def _relaties(zip_: zipfile.ZipFile) -> dict[str, bytes]:
    """Parts that must change: the link to the template of a school goes; other things from outside are refused."""
    anders = {}
    for naam in zip_.namelist():
        if not naam.lower().endswith(".rels"):
            continue
        bron = _utf8(zip_.read(naam))
        buiten = [een for een in RELATIE.findall(bron) if b'"External"' in een or b"'External'" in een]
        for een in buiten:
            if b"/hyperlink" in een:
                continue
            if b"/attachedTemplate" not in een:
                raise Afgekeurd(VAN_BUITEN)
            bron = bron.replace(een, b"")
            anders[naam] = bron
    if anders and "word/settings.xml" in zip_.namelist():
        anders["word/settings.xml"] = SJABLOON.sub(b"", _utf8(zip_.read("word/settings.xml")))
    return anders


def _utf8(bron: bytes) -> bytes:
    """Word writes UTF-8. What hides its words in another encoding is not looked through but refused."""
    if bron.startswith((b"\xff\xfe", b"\xfe\xff")) or re.search(rb"encoding\s*=\s*[\"'](?!utf-8)", bron[:200], re.I):
        raise Afgekeurd(KAPOT)
    return bron


def _opnieuw(zip_: zipfile.ZipFile, anders: dict[str, bytes]) -> bytes:
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for deel in zip_.infolist():
            nieuw.writestr(deel, anders.get(deel.filename, zip_.read(deel)), zipfile.ZIP_DEFLATED)
    return uit.getvalue()
