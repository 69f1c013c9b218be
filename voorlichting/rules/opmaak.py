"""The Markdown of an SWV as safe HTML. Pure: words, values and explanations in, HTML out.

Safe three times over: HTML is no part of what may be written (a tag is text), links go to the web, a mailbox or a
telephone only, and what comes out passes a list of allowed elements that knows no script, style or image.
"""

from __future__ import annotations

import html as teken
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

ELEMENTEN = {"h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code"}
ELEMENTEN |= {"button", "span"}
ATTRIBUTEN = {
    "a": {"href", "dir"},
    "ol": {"start"},
    "button": {"type", "class", "popovertarget"},
    "span": {"class", "id", "popover"},
}
SCHEMAS = {"http", "https", "mailto", "tel"}
PLEK = re.compile(r"\{\{\s*([^{}\n]{0,60}?)\s*\}\}")
TAG = re.compile(r"<[a-zA-Z/!?][^>]*>?")
MET_INHOUD = re.compile(r"<(script|style|iframe|object|template|noscript|svg|math|title)\b.*?</\1\s*>", re.I | re.S)
KOP = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True)
class Waarde:
    """What stands in the place of a placeholder; with href it is a link."""

    tekst: str
    href: str = ""


@dataclass(frozen=True)
class Uitleg:
    """A word, the ways it is written, and what it means."""

    woord: str
    tekst: str
    vormen: tuple[str, ...] = ()


def zonder_html(tekst: str) -> tuple[str, bool]:
    """The words without any HTML, and whether there was some: what a page of another site leaves in a paste.

    What stands between the tags stays, but not the inside of a script or a style.
    """
    if not TAG.search(tekst):
        return tekst, False
    regels = MET_INHOUD.sub("", tekst).replace("&", "&amp;").replace("\n", "\u2028")
    kaal = nh3.clean(regels, tags=set(), clean_content_tags=set(), strip_comments=True)
    schoon = teken.unescape(kaal).replace("\u2028", "\n").replace("\u00a0", " ")
    return TAG.sub("", schoon), True


def plekken(tekst: str) -> list[str]:
    """The names of the placeholders in this text, each once, in order."""
    return list(dict.fromkeys(PLEK.findall(tekst)))


def html(tekst: str, waarden: Mapping[str, Waarde] | None = None, woorden: Sequence[Uitleg] = ()) -> str:
    """This text as HTML, with the value of each placeholder, and each of these words explained where it comes first.

    A placeholder without a value stays as it was typed: an editor sees at once which.
    """
    tokens = _lezer().parse(tekst)
    _koppen(tokens)
    uitleggen = _Uitlegger(woorden)
    kop = False
    for token in tokens:
        kop = token.type == "heading_open" or (kop and token.type != "heading_close")
        if token.type == "inline":
            token.children = list(_invullen(token.children or [], waarden or {}, None if kop else uitleggen))
    uit: str = _lezer().renderer.render(tokens, _lezer().options, {})
    return nh3.clean(uit, tags=ELEMENTEN, attributes=ATTRIBUTEN, url_schemes=SCHEMAS, link_rel="noopener")


def kaal(tekst: str, waarden: Mapping[str, Waarde] | None = None) -> str:
    """This text without any markup, on one line: for a summary."""
    return " ".join(teken.unescape(nh3.clean(html(tekst, waarden), tags=set())).split())


def uitgelegd(tekst: str, woorden: Sequence[Uitleg], begin: str) -> str:
    """Plain text as HTML in which these words are explained; begin: makes the ids differ on a page with more texts."""
    uitleggen = _Uitlegger(woorden, begin)
    return "".join(uitleg or teken.escape(deel) for deel, uitleg in uitleggen(tekst))


@cache
def _lezer() -> MarkdownIt:
    weg = ["image", "html_block", "html_inline", "autolink", "code", "fence"]
    return MarkdownIt("commonmark", {"html": False}).disable(weg)


def _koppen(tokens: list[Token]) -> None:
    """The heading of the page is the first level: those in a text begin at the second and leave none out."""
    koppen = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    hoogste = min((KOP[token.tag] for token in koppen), default=1)
    vorige = 1
    for token in koppen:
        if token.type == "heading_open":
            vorige = min(KOP[token.tag] - hoogste + 2, vorige + 1, 4)
        token.tag = f"h{vorige}"


def _invullen(kinderen: list[Token], waarden: Mapping[str, Waarde], uitleggen: _Uitlegger | None) -> Iterator[Token]:
    diep = 0
    for kind in kinderen:
        diep += kind.nesting if kind.type in {"link_open", "link_close"} else 0
        if kind.type != "text":
            yield kind
            continue
        eind = 0
        for plek in PLEK.finditer(kind.content):
            yield from _woorden(kind.content[eind : plek.start()], None if diep else uitleggen)
            yield from _waarde(waarden.get(plek[1], Waarde(plek[0])), in_link=bool(diep))
            eind = plek.end()
        yield from _woorden(kind.content[eind:], None if diep else uitleggen)


def _waarde(waarde: Waarde, *, in_link: bool) -> Iterator[Token]:
    tekst = Token("text", "", 0, content=waarde.tekst)
    if not waarde.href or in_link:
        yield tekst
        return
    # A number or address keeps its own order in Arabic: turned round, somebody else is called.
    yield Token("link_open", "a", 1, attrs={"href": waarde.href, "dir": "ltr"})
    yield tekst
    yield Token("link_close", "a", -1)


def _woorden(tekst: str, uitleggen: _Uitlegger | None) -> Iterator[Token]:
    if uitleggen is None:
        yield Token("text", "", 0, content=tekst)
        return
    for deel, uitleg in uitleggen(tekst):
        yield Token("html_inline", "", 0, content=uitleg) if uitleg else Token("text", "", 0, content=deel)


class _Uitlegger:
    """Puts the explanation behind the first time that a word stands on a page: a button that opens it, no script."""

    def __init__(self, woorden: Sequence[Uitleg], begin: str = "w") -> None:
        self.begin = begin
        self.bij = {vorm.casefold(): een for een in woorden for vorm in (een.woord, *een.vormen)}
        vormen = sorted(self.bij, key=len, reverse=True)
        self.zoek = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, vormen))})(?!\w)", re.IGNORECASE) if vormen else None
        self.gehad: set[str] = set()

    def __call__(self, tekst: str) -> Iterator[tuple[str, str]]:
        """Pieces of text; with each the HTML that stands in its place, or "" when it stays as it is."""
        eind = 0
        for raak in self.zoek.finditer(tekst) if self.zoek else ():
            uitleg = self.bij[raak[0].casefold()]
            if uitleg.woord in self.gehad:
                continue
            self.gehad.add(uitleg.woord)
            yield tekst[eind : raak.start()], ""
            yield raak[0], self._html(raak[0], uitleg)
            eind = raak.end()
        yield tekst[eind:], ""

    def _html(self, zoals: str, uitleg: Uitleg) -> str:
        naam = f"uitleg-{self.begin}{len(self.gehad)}"
        return (
            f'<button type="button" class="swv-woord" popovertarget="{naam}">{teken.escape(zoals)}</button>'
            f'<span class="swv-woord__uitleg" popover="auto" id="{naam}"><strong>{teken.escape(uitleg.woord)}</strong> '
            f"{teken.escape(uitleg.tekst)}</span>"
        )
