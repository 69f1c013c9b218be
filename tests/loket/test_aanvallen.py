"""What somebody types stays text in every letter (T32): nothing is fetched, nothing of elsewhere is in it."""

from __future__ import annotations

import dataclasses
import re
import socket
from collections.abc import Callable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import count
from typing import Any

import pikepdf
import pytest

from kern.brieven.pdf import html_naar_pdf
from tests.kern.brieven.aanvallen import AANVALLEN, KANARIE, buiten
from tests.loket.alle_brieven import EEN_PER_SOORT, Geval

CODE = re.compile(r"[a-z_]*|[A-Z]+|#[0-9a-f]{6}")
"""What a word of ours looks like, chosen from a list; also what is empty. Not all of these can hold other words."""
Pad = tuple[str | int, ...]


def plekken(waarde: Any, pad: Pad = ()) -> Iterator[tuple[Pad, str]]:
    """Every text in a letter, with the way to it."""
    if isinstance(waarde, str):
        yield pad, waarde
    elif isinstance(waarde, tuple):
        for nummer, deel in enumerate(waarde):
            yield from plekken(deel, (*pad, nummer))
    elif dataclasses.is_dataclass(waarde):
        for veld in dataclasses.fields(waarde):
            yield from plekken(getattr(waarde, veld.name), (*pad, veld.name))


def met(waarde: Any, pad: Pad, tekst: str) -> Any:
    """The same letter with this text in one place."""
    if not pad:
        return tekst
    stap, *rest = pad
    if isinstance(stap, int):
        return tuple(met(deel, tuple(rest), tekst) if plek == stap else deel for plek, deel in enumerate(waarde))
    return dataclasses.replace(waarde, **{stap: met(getattr(waarde, stap), tuple(rest), tekst)})


@lru_cache
def vrij(geval: Geval, *, ook_leeg: bool) -> tuple[Pad, ...]:
    """The places that take any text. A place for a word of ours refuses another, so that there is no letter at all."""
    brief, uit = geval.brief, []
    for pad, nu in plekken(geval.brief):
        if not (nu or ook_leeg):
            continue
        try:
            anders = dataclasses.replace(geval, brief=met(brief, pad, "Gewone woorden"))
            if CODE.fullmatch(nu):
                anders.gedateerd()
        except (KeyError, ValueError, TypeError, FileNotFoundError):  # the last: a language that we do not have
            assert CODE.fullmatch(nu)
        else:
            brief = anders.brief
            uit.append(pad)
    return tuple(uit)


class Bouw(HTMLParser):
    """The tags and attributes of a page, without its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bouw: list[object] = []
        self.woorden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bouw.append((tag, [naam for naam, _ in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.bouw.append(tag)

    def handle_comment(self, data: str) -> None:
        self.bouw.append("comment")

    def handle_data(self, data: str) -> None:
        self.woorden += data


def gelezen(geval: Geval, tekst: Callable[[], str], *, ook_leeg: bool) -> tuple[str, Bouw]:
    """The letter with text in every place that takes it; ook_leeg: also where there is nothing now."""
    brief = geval.brief
    for pad in vrij(geval, ook_leeg=ook_leeg):
        brief = met(brief, pad, tekst())
    html = dataclasses.replace(geval, brief=brief).gedateerd()
    lezer = Bouw()
    lezer.feed(html)
    return html, lezer


@pytest.mark.parametrize("ook_leeg", [False, True], ids=["gevuld", "alles"])
@pytest.mark.parametrize("geval", EEN_PER_SOORT, ids=str)
def test_each_attack_in_every_field_leaves_the_page_as_it_was(geval, ook_leeg, tmp_path):
    _, gewoon = gelezen(geval, lambda: "Gewone woorden", ook_leeg=ook_leeg)
    with buiten(tmp_path) as wereld:
        for aanval in wereld.aanvallen():
            _, nu = gelezen(geval, lambda aanval=aanval: aanval, ook_leeg=ook_leeg)
            assert nu.bouw == gewoon.bouw
            assert aanval[1:] in nu.woorden  # a sentence may begin with a capital, a place is written in them


EEN_PER_SJABLOON = tuple({een.sjabloon: een for een in reversed(EEN_PER_SOORT)}.values())
"""What prints them is the same for all, and that no attack becomes a tag is seen of each kind above."""


@pytest.mark.parametrize(
    "geval",
    [een if een in EEN_PER_SJABLOON else pytest.param(een, marks=pytest.mark.meting) for een in EEN_PER_SOORT],
    ids=str,
)
def test_a_letter_full_of_attacks_is_printed_without_asking_anybody(geval, tmp_path, monkeypatch):
    gebeld = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, adres: gebeld.append(adres))
    with buiten(tmp_path) as wereld:
        aanvallen, beurt = wereld.aanvallen(), count()
        html, _ = gelezen(geval, lambda: aanvallen[next(beurt) % len(aanvallen)], ook_leeg=True)
        assert next(beurt) >= 15
        data = html_naar_pdf(html)
        assert (gebeld, wereld.bezoek) == ([], [])
    assert KANARIE.encode() not in inhoud(data)
    assert b"/EmbeddedFile" not in inhoud(data)


def inhoud(data: bytes) -> bytes:
    """All that is in a PDF, unpacked."""
    with pikepdf.open(BytesIO(data)) as boek:
        uit = BytesIO()
        boek.save(uit, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        return uit.getvalue()


def test_what_is_in_a_pdf_is_found_by_this_test():
    assert b"Elektronisch" in inhoud(
        html_naar_pdf(EEN_PER_SOORT[0].gedateerd().replace("<title>", "<title>Elektronisch "))
    )


def test_there_are_as_many_attacks_as_the_note_on_security_counts():
    assert len(AANVALLEN) + 1 >= 23
