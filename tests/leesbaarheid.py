"""How easy a Dutch text reads: the formula of Flesch as W.H. Douma fitted it to Dutch (1960). See docs/adr/0016.

textstat has it too, but counts syllables with another library and brings nltk along; pyphen is here already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape

import pyphen

from kern.brieven.zinnen import Zin
from loket.uitleg.vertaling import Zegger

WOORD = re.compile(r"[A-Za-zÀ-ÿ’'-]*[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ’'-]*")
EINDE = re.compile(r"(?<=[.!?;:])\s+")
_BREKEN = pyphen.Pyphen(lang="nl_NL", left=1, right=1)


@cache
def lettergrepen(woord: str) -> int:
    """The syllables of a word, as far as it can be broken; a compound breaks where its parts do."""
    return sum(len(_BREKEN.positions(deel.lower())) + 1 for deel in woord.split("-") if deel)


def zinnen(html: str) -> Iterator[str]:
    """The sentences in the paragraphs and lists of this HTML. Headings are no sentences: they would flatter."""
    for alinea in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", html, re.S):
        tekst = unescape(re.sub(r"<[^>]+>", "", alinea.replace("<br>", " "))).replace("\u00a0", " ")
        for zin in EINDE.split(" ".join(tekst.split())):
            if WOORD.search(zin):
                yield zin


def douma(delen: Iterable[str]) -> float:
    """206.835 - 77 * syllables per word - 0.93 * words per sentence; higher is easier."""
    alle = [WOORD.findall(zin) for zin in delen]
    woorden = [woord for zin in alle for woord in zin]
    return 206.835 - 77 * sum(map(lettergrepen, woorden)) / len(woorden) - 0.93 * len(woorden) / len(alle)


def gewoon(*delen: Zin) -> str:
    """Sentences for families as their Dutch text, with what is filled in."""
    zeg = Zegger("nl")
    return " ".join(unescape(re.sub(r"<[^>]+>", "", zeg(zin))) for zin in delen)
