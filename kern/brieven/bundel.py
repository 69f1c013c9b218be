"""One PDF to print from many letters: each begins on a fresh sheet and carries a code, so that no sheet gets lost.

For the printer alone: the letters themselves stay as they were made. The one place that joins PDFs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import segno

A4 = (595.276, 841.89)
MM = 72 / 25.4
QR_MM = 11
"""In the middle of the bottom margin, between the number at the left and the page number at the right."""
LETTER = pikepdf.Name("/PostCode")


@dataclass(frozen=True)
class Stuk:
    """One envelope in the bundle: a letter and what goes along, each on sheets of its own.

    code: what is printed at the foot of each sheet and read by a scanner.
    """

    pdfs: tuple[bytes, ...]
    code: str


def vellen_van(bladzijden: int, *, dubbelzijdig: bool) -> int:
    """How many sheets of paper so many pages are."""
    return (bladzijden + 1) // 2 if dubbelzijdig else bladzijden


def aantal_bladzijden(pdf: bytes) -> int:
    """The pages of one PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def bundelen(stukken: Iterable[Stuk], *, dubbelzijdig: bool) -> bytes:
    """Join these letters in this order. The same letters and codes give the same bytes.

    Printed on both sides, a paper with an odd number of pages is followed by an empty page: the next one begins on
    the front of a sheet. Each front holds the code and which sheet of how many in its envelope it is; the first a QR
    code too.
    """
    uit = pikepdf.new()
    stap = 2 if dubbelzijdig else 1
    for stuk in stukken:
        begin = len(uit.pages)
        for pdf in stuk.pdfs:
            with pikepdf.open(BytesIO(pdf)) as bron:
                _kaal(bron)
                uit.pages.extend(bron.pages)
                if dubbelzijdig and len(bron.pages) % 2:
                    uit.add_blank_page(page_size=A4)
        vellen = (len(uit.pages) - begin) // stap
        for vel in range(vellen):
            _merken(uit, uit.pages[begin + vel * stap], stuk.code, f"vel {vel + 1} van {vellen}", qr=vel == 0)
    uit.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name("/DuplexFlipLongEdge" if dubbelzijdig else "/Simplex")
    )
    doel = BytesIO()
    uit.save(doel, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return doel.getvalue()


def _kaal(bron: pikepdf.Pdf) -> None:
    """Without what paper does not have: the field of the seal (fields of one name would clash) and links."""
    if "/AcroForm" in bron.Root:
        del bron.Root.AcroForm
    for blad in bron.pages:
        if "/Annots" in blad:
            del blad.obj.Annots


def _merken(uit: pikepdf.Pdf, blad: pikepdf.Page, code: str, vel: str, *, qr: bool) -> None:
    """Write over the foot of this page, whatever the letter left its drawing state in."""
    onder, midden = 5 * MM, A4[0] / 2
    links = midden - (QR_MM + 28) / 2 * MM
    tekst = links + (QR_MM + 2) * MM if qr else midden - 14 * MM
    teken = [
        "q 0 g",
        *(_qr(code, links, onder) if qr else ()),
        f"BT {LETTER} 11 Tf 1 0 0 1 {tekst:.2f} {onder + 6 * MM:.2f} Tm ({code}) Tj ET",
        f"BT {LETTER} 7 Tf 1 0 0 1 {tekst:.2f} {onder + 2.5 * MM:.2f} Tm ({vel}) Tj ET",
        "Q",
    ]
    blad.contents_add(b"q\n", prepend=True)
    blad.contents_add(("\nQ\n" + "\n".join(teken)).encode("ascii"), prepend=False)
    # Pages of one letter share what they draw with; a copy of the two lists keeps this font out of the letter's own.
    middelen, letters = pikepdf.Dictionary(), pikepdf.Dictionary()
    for naam, waarde in blad.resources.items():
        middelen[naam] = waarde
    for naam, waarde in blad.resources.get("/Font", pikepdf.Dictionary()).items():
        letters[naam] = waarde
    letters[LETTER] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold")
    )
    middelen[pikepdf.Name.Font] = letters
    blad.obj[pikepdf.Name.Resources] = middelen


def _qr(code: str, links: float, onder: float) -> list[str]:
    """The squares of the QR code as filled rectangles, on white."""
    rijen = [[bool(punt) for punt in rij] for rij in segno.make(code, error="m", micro=False).matrix]
    maat = QR_MM * MM / len(rijen)
    wit = f"1 g {links - 2:.2f} {onder - 2:.2f} {QR_MM * MM + 4:.2f} {QR_MM * MM + 4:.2f} re f 0 g"
    vakken = [
        f"{links + kolom * maat:.3f} {onder + (len(rijen) - 1 - rij) * maat:.3f} {maat:.3f} {maat:.3f} re"
        for rij, punten in enumerate(rijen)
        for kolom, zwart in enumerate(punten)
        if zwart
    ]
    return [wit, *vakken, "f"]
