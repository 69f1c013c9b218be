"""Which characters the fonts of our letters can print. Cheap enough to ask before a decision is taken."""

import html as html_module
import unicodedata
from functools import cache
from pathlib import Path

LETTERTYPEN = Path(__file__).parent / "lettertypen"
GEWICHTEN = ("400", "700")

ZELFDE_WOORD = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u202f": "\u00a0",
        "\u200b": None,
        "\u200e": None,
        "\u200f": None,
        "\u2060": None,
        "\ufeff": None,
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    }
)
"""Marks that a word processor or a PDF puts in pasted text, without a glyph and without a meaning of their own."""

ZONDER_GLYPH = frozenset("\n\r\t")


def gelijk(tekst: str) -> str:
    """The same words in the form our fonts know: composed (NFC), ligatures and invisible marks of pasted text gone."""
    return unicodedata.normalize("NFC", tekst.translate(ZELFDE_WOORD))


def onbekende_tekens(tekst: str) -> tuple[str, ...]:
    """The characters of plain text that cannot be printed, as code points ("U+05D0"), sorted, each once.

    Code points and not the characters themselves: the answer goes into messages and logs, where no name may be.
    """
    return tuple(f"U+{ord(teken):04X}" for teken in sorted(set(gelijk(tekst)) - _bekend() - ZONDER_GLYPH))


def onbekende_tekens_in_html(html: str) -> tuple[str, ...]:
    """The same for a document. Its tags are ASCII, so it is enough to look at the whole with the entities undone."""
    return onbekende_tekens(html_module.unescape(html))


def niet_af_te_drukken(html: str) -> str:
    """Why this letter cannot be printed, as a sentence for who wrote it; "" when it can. It quotes: not for a log."""
    tekens = [chr(int(code.removeprefix("U+"), 16)) for code in onbekende_tekens_in_html(html)]
    zichtbaar = ", ".join(teken if teken.isprintable() else "een onzichtbaar teken" for teken in tekens)
    return f"Deze tekens kunnen niet in een brief: {zichtbaar}. Schrijf het met gewone letters." if tekens else ""


@cache
def _bekend() -> frozenset[str]:
    """The characters that are there in every weight, so that bold text is safe as well."""
    from fontTools.ttLib import TTFont  # with brotli 0.2 s: only where letters are written

    def dekking(gewicht: str) -> set[str]:
        tekens: set[str] = set()
        for bestand in LETTERTYPEN.glob(f"*-{gewicht}-normal.woff2"):
            with TTFont(bestand, lazy=True) as font:
                tekens.update(chr(code) for code in font.getBestCmap())
        return tekens

    return frozenset.intersection(*(frozenset(dekking(gewicht)) for gewicht in GEWICHTEN))
