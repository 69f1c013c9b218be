"""The picture beside a shared link: the name of the SWV on its own colour, as PNG. Pure."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from kern.thema import Keuzes, tokens_licht

BREED, HOOG = 1200, 630
"""What those who show links ask for (Open Graph)."""
RAND, STREEP = 90, 28
LETTER = settings.BASE_DIR / "static/fonts/source-sans-3-latin-wght-normal.woff2"


@lru_cache(maxsize=4)
def png(naam: str, onder: str, keuzes: Keuzes) -> bytes:
    """The picture for this name and the line beneath it; the longer the name, the smaller it stands there."""
    kleuren = tokens_licht(keuzes)
    beeld = Image.new("RGB", (BREED, HOOG), kleuren["accent-1-inverse-bg-default"])
    tekenaar = ImageDraw.Draw(beeld)
    tekenaar.rectangle((0, HOOG - STREEP, BREED, HOOG), fill=keuzes.accent)
    wit, y = kleuren["accent-1-inverse-color-default"], RAND
    for maat in range(96, 40, -8):
        letter = _letter(maat, 650)
        if len(regels := _regels(naam, letter)) <= 3:
            break
    for regel in regels:
        tekenaar.text((RAND, y), regel, font=letter, fill=wit)
        y += round(maat * 1.2)
    klein = _letter(44, 400)
    for regel in _regels(onder, klein)[:2]:
        tekenaar.text((RAND, y + 24), regel, font=klein, fill=wit)
        y += 54
    uit = BytesIO()
    beeld.quantize(64).save(uit, "PNG", optimize=True)
    return uit.getvalue()


def _letter(maat: int, gewicht: int) -> ImageFont.FreeTypeFont:
    letter = ImageFont.truetype(str(LETTER), maat)
    letter.set_variation_by_axes([gewicht])
    return letter


def _regels(tekst: str, letter: ImageFont.FreeTypeFont) -> list[str]:
    """The words of a text in lines that fit."""
    regels: list[str] = []
    for woord in tekst.split():
        langer = f"{regels[-1]} {woord}" if regels else woord
        if regels and letter.getlength(langer) <= BREED - 2 * RAND:
            regels[-1] = langer
        else:
            regels.append(woord)
    return regels
