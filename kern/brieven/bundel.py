"""One PDF to print from many letters: each begins on a fresh sheet and carries a code, so that no sheet gets lost.

For the printer alone: the letters themselves stay as they were made. The one place that joins PDFs, and that writes a
code to come in with on the paper (ADR 22): each time it is printed, for it is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import segno

A4 = (595.276, 841.89)
MM = 72 / 25.4
QR_MM = 11
"""In the middle of the bottom margin, between the number at the left and the page number at the right."""
LETTER = pikepdf.Name("/PostCode")
ENVELOP, VAK = pikepdf.Name("/SwvEnvelop"), pikepdf.Name("/SwvMeekijken")
"""On a page of the bundle with room for a code to come in with: of which envelope it is, and where the room is."""
MEEKIJK_QR_MM = 22


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
                vakken = _vakken(bron)
                _kaal(bron)
                eerste = len(uit.pages)
                uit.pages.extend(bron.pages)
                for blad, vak in vakken.items():
                    uit.pages[eerste + blad].obj[ENVELOP] = pikepdf.String(stuk.code)
                    uit.pages[eerste + blad].obj[VAK] = pikepdf.Array(vak)
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


@dataclass(frozen=True)
class Toegang:
    """What is written in the room of one letter: the code as somebody types it, and the address in its QR code."""

    code: str
    adres: str


def met_codes(bundel: bytes, codes: Mapping[str, Toegang]) -> bytes:
    """The bundle with codes to come in with written in the letters of these envelopes. The same gives the same."""
    with pikepdf.open(BytesIO(bundel)) as pdf:
        for blad in pdf.pages:
            if VAK in blad.obj and (toegang := codes.get(str(blad.obj[ENVELOP]))):
                _toegang_schrijven(blad, toegang, [float(maat) for maat in blad.obj[VAK]])
        return _bewaard(pdf)


def met_code(brief: bytes, toegang: Toegang) -> bytes:
    """One letter to print by itself, with the code written in; without its seal, which is for the file."""
    with pikepdf.open(BytesIO(brief)) as pdf:
        vakken = _vakken(pdf)
        _kaal(pdf)
        for nummer, vak in vakken.items():
            _toegang_schrijven(pdf.pages[nummer], toegang, vak)
        return _bewaard(pdf)


def _bewaard(pdf: pikepdf.Pdf) -> bytes:
    doel = BytesIO()
    pdf.save(doel, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return doel.getvalue()


def _vakken(bron: pikepdf.Pdf) -> dict[int, list[float]]:
    """Where a letter has room for a code: page → left and top of the QR code, left and top of the code, in points."""
    plekken: dict[str, tuple[int, float, float]] = {}
    bladen = {blad.obj.objgen: nummer for nummer, blad in enumerate(bron.pages)}
    boom = bron.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    for naam, plek in pikepdf.NameTree(boom).items() if boom is not None else ():
        if naam in ("meekijken-qr", "meekijken-code"):
            plekken[naam] = bladen[plek[0].objgen], float(plek[2]), float(plek[3])
    if len(plekken) < 2:
        return {}
    (blad, *qr), (_, *code) = plekken["meekijken-qr"], plekken["meekijken-code"]
    return {blad: [*qr, *code]}


def _toegang_schrijven(blad: pikepdf.Page, toegang: Toegang, vak: list[float]) -> None:
    qr_links, qr_boven, links, boven = vak
    maat = MEEKIJK_QR_MM * MM
    teken = [
        "q 0 g",
        *_qr(toegang.adres, qr_links + 1.5 * MM, qr_boven - 1.5 * MM - maat, maat),
        f"BT {LETTER} 11.5 Tf 1 0 0 1 {links:.2f} {boven - 10.5:.2f} Tm ({toegang.code}) Tj ET",
        "Q",
    ]
    _erop(blad, teken)


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
        *(_qr(code, links, onder, QR_MM * MM) if qr else ()),
        f"BT {LETTER} 11 Tf 1 0 0 1 {tekst:.2f} {onder + 6 * MM:.2f} Tm ({code}) Tj ET",
        f"BT {LETTER} 7 Tf 1 0 0 1 {tekst:.2f} {onder + 2.5 * MM:.2f} Tm ({vel}) Tj ET",
        "Q",
    ]
    _erop(blad, teken)


def _erop(blad: pikepdf.Page, teken: list[str]) -> None:
    """Draw this over the page, with the font of ours."""
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


def _qr(code: str, links: float, onder: float, breed: float) -> list[str]:
    """The squares of the QR code as filled rectangles, on white, this wide in points."""
    rijen = [[bool(punt) for punt in rij] for rij in segno.make(code, error="m", micro=False).matrix]
    maat = breed / len(rijen)
    wit = f"1 g {links - 2:.2f} {onder - 2:.2f} {breed + 4:.2f} {breed + 4:.2f} re f 0 g"
    vakken = [
        f"{links + kolom * maat:.3f} {onder + (len(rijen) - 1 - rij) * maat:.3f} {maat:.3f} {maat:.3f} re"
        for rij, punten in enumerate(rijen)
        for kolom, zwart in enumerate(punten)
        if zwart
    ]
    return [wit, *vakken, "f"]
