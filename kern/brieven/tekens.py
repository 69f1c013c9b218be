"""What our letters can print: which characters, and how many. Cheap enough to ask before a decision is taken."""

import html as html_module
import re
import unicodedata
from functools import cache
from pathlib import Path

from kern.formulieren.tekst import opeengestapeld, zonder_einde

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

MAX_TEKENS = 100_000
"""Thirty pages; the longest letter that the forms allow is half of this."""
MAX_REGELS = 2_500
TAG = re.compile(r"<[^>]*>")
REGEL = re.compile(r"<(?:br|p|li|tr)\b")


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


def te_zwaar(html: str) -> str:
    """Why printing this letter would hold up all others (T33), as a sentence without its words; "" when it would not.

    The forms refuse such text where it is typed; this is for what came in another way. Text of people is escaped, so
    that whatever stands between < and > is ours.
    """
    tekst = gelijk(html_module.unescape(TAG.sub("\n", html)))
    if len(tekst) > MAX_TEKENS:
        return f"De brief is te lang: {len(tekst)} tekens, en {MAX_TEKENS} kan. Maak de teksten korter."
    if (regels := len(REGEL.findall(html))) > MAX_REGELS:
        return f"De brief is te lang: {regels} regels, en {MAX_REGELS} kan. Maak de teksten korter."
    if opeengestapeld(tekst):
        return "In de brief staan te veel losse tekens boven of onder een letter. Haal ze weg."
    if zonder_einde(tekst):
        return "In de brief staat een woord of een rij spaties waar geen einde aan komt. Zet er spaties tussen."
    return ""


def niet_af_te_drukken(html: str) -> str:
    """Why this letter cannot be printed, as a sentence for who wrote it; "" when it can. It quotes: not for a log."""
    if zin := te_zwaar(html):
        return zin
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
