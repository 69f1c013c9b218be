"""Real small files of every kind that may come in, made here, to send and to spoil."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
from PIL import Image
from pillow_heif import from_pillow

RELATIE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HOOFD = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCX_DELEN = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{HOOFD}"><Relationship Id="r1" Type="{RELATIE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Verslag</w:t></w:r></w:p></w:body></w:document>",
}
ODT_DELEN = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
}


def pdf(paginas: int = 1, **opslaan) -> bytes:
    """A PDF of so many empty pages."""
    with pikepdf.new() as document:
        for _ in range(paginas):
            document.add_blank_page()
        return als_bytes(document, **opslaan)


def als_bytes(document: pikepdf.Pdf, **opslaan) -> bytes:
    uit = BytesIO()
    document.save(uit, **({"deterministic_id": True} if not opslaan else {}), **opslaan)
    return uit.getvalue()


def zip_met(delen: dict[str, str | bytes], **meer: str | bytes) -> bytes:
    """A zip of these parts; what is in `meer` goes over it, by name."""
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, deel in (delen | meer).items():
            zip_.writestr(naam, deel)
    return uit.getvalue()


def docx(meer: dict[str, str | bytes] | None = None) -> bytes:
    return zip_met(DOCX_DELEN | (meer or {}))


def odt(meer: dict[str, str | bytes] | None = None) -> bytes:
    return zip_met(ODT_DELEN | (meer or {}))


def beeld(breedte: int = 60, hoogte: int = 40, kleur: str = "teal") -> Image.Image:
    """A picture with a red corner at the left top, to see how it is turned."""
    een = Image.new("RGB", (breedte, hoogte), kleur)
    een.paste("red", (0, 0, breedte // 4, hoogte // 4))
    return een


def foto(soort: str = "JPEG", een: Image.Image | None = None, **opslaan) -> bytes:
    """A photo as this kind: JPEG, PNG or HEIF."""
    uit = BytesIO()
    een = een or beeld()
    if soort == "HEIF":
        from_pillow(een).save(uit, quality=80, **opslaan)
    else:
        een.save(uit, soort, **opslaan)
    return uit.getvalue()


def exif(*, orientatie: int = 1) -> bytes:
    """What a phone writes in a photo: how it was held, its make, and where it was."""
    gegevens = Image.Exif()
    gegevens[0x0112] = orientatie
    gegevens[0x010F] = "TelefoonVanAnouk"
    gegevens.get_ifd(0x8825)[1] = "N"
    gegevens.get_ifd(0x8825)[2] = (52.0, 4.0, 41.0)
    return gegevens.tobytes()


PDF = pdf()
EEN_VAN_ELK = {
    "verslag.pdf": PDF,
    "verslag.docx": docx(),
    "verslag.odt": odt(),
    "foto.jpg": foto(),
    "scherm.png": foto("PNG"),
    "IMG_0042.heic": foto("HEIF"),
}
