"""What typed text may be, so that a letter that quotes it can be printed in a blink (T33). Pure.

A hundred thousand ordinary characters cost a printer a second. Twenty thousand accents on one letter, five thousand
lines or a word without end cost minutes: no word of people needs those.
"""

import re
import unicodedata
from functools import cache

from django.utils.translation import gettext

MAX_REGELS = 500
MAX_TEKENS_BOVENOP = 3
"""Marks in a row on one letter: Vietnamese needs none after NFC, Arabic with vowels two."""
MAX_WOORD = 1000
"""Characters without a place to break the line; the longest link that people paste is half of this."""


def samengesteld(tekst: str) -> str:
    """The same text in NFC: an é is one character, however it was typed."""
    return unicodedata.normalize("NFC", tekst)


def onredelijk(tekst: str, *, max_regels: int = MAX_REGELS) -> str:
    """What to change in this text before it can go into a letter, as a sentence; "" when it is fine. Quotes nothing."""
    if (regels := tekst.count("\n") + 1) > max_regels:
        return gettext("Maak de tekst korter: er staan {regels} regels, en {hoogstens} kan").format(
            regels=regels, hoogstens=max_regels
        )
    if opeengestapeld(tekst):
        return gettext("Haal de losse tekens boven of onder de letters weg: {aantal} op een letter kan").format(
            aantal=MAX_TEKENS_BOVENOP
        )
    if zonder_einde(tekst):
        return gettext(
            "Zet spaties in de tekst: er staan meer dan {aantal} tekens aan elkaar, of evenveel spaties"
        ).format(aantal=MAX_WOORD)
    return ""


def opeengestapeld(tekst: str) -> bool:
    """Whether more marks stand on one letter than any language puts there."""
    return not tekst.isascii() and bool(_merken().search(tekst))


def zonder_einde(tekst: str) -> bool:
    """Whether there is a word, or a row of blanks, that no person typed."""
    return bool(ZONDER_EINDE.search(tekst))


ZONDER_EINDE = re.compile(rf"[^ \t\n]{{{MAX_WOORD + 1}}}|[ \t]{{{MAX_WOORD + 1}}}")


@cache
def _merken() -> re.Pattern[str]:
    merken = (chr(code) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code)) in ("Mn", "Me"))
    return re.compile(f"[{''.join(merken)}]{{{MAX_TEKENS_BOVENOP + 1}}}")
