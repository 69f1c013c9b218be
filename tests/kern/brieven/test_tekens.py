"""Finding what cannot be printed before a decision is taken."""

import hashlib
import re
import time

import pytest
from django.utils.html import linebreaks

from kern.brieven.pdf import PdfFout, html_naar_pdf
from kern.brieven.tekens import (
    LETTERTYPEN,
    gelijk,
    niet_af_te_drukken,
    onbekende_tekens,
    onbekende_tekens_in_html,
    te_zwaar,
)
from tests.kern.brieven.bommen import BOMMEN


@pytest.mark.parametrize(
    "tekst", ["Jürgen", "Łukasz", "Şükrü", "Олександра", "فاطمة الزهراء", "regel een\r\n\tregel twee"]
)
def test_names_and_line_ends_can_be_printed(tekst):
    assert onbekende_tekens(tekst) == ()


def test_unknown_characters_are_named_once_and_sorted():
    assert onbekende_tekens("\N{CHECK MARK} שש a") == ("U+05E9", "U+2713")


def test_a_mark_that_turns_the_line_around_is_unknown():
    assert onbekende_tekens("a\u202eb") == ("U+202E",)


@pytest.mark.parametrize(
    ("geplakt", "zoals"), [("o\ufb03ciee\u0308l", "officieël"), ("a\u202fb\u2011c\ufeff", "a\u00a0b-c")]
)
def test_pasted_text_gets_the_form_our_fonts_know(geplakt, zoals):
    assert gelijk(geplakt) == zoals
    assert onbekende_tekens(geplakt) == ()


def test_a_character_written_as_an_entity_is_seen_too():
    assert onbekende_tekens_in_html("&#x5d0;") == ("U+05D0",)
    assert onbekende_tekens_in_html("&amp;#x5d0;") == ()


def test_the_writer_reads_which_characters_to_write_otherwise():
    assert niet_af_te_drukken("<p>Jürgen &amp; Łukasz</p>") == ""
    assert niet_af_te_drukken("<p>\N{CHECK MARK} a\u202eb</p>") == (
        "Deze tekens kunnen niet in een brief: een onzichtbaar teken, \N{CHECK MARK}. Schrijf het met gewone letters."
    )


@pytest.mark.parametrize("bom", BOMMEN.values(), ids=BOMMEN.keys())
def test_a_bomb_is_found_before_the_decision_and_by_the_printer(bom):
    html = f"<p>Een gewone brief.</p>{linebreaks(bom, autoescape=True)}"
    assert te_zwaar(html).endswith(".")
    assert niet_af_te_drukken(html) == te_zwaar(html)
    assert not set(te_zwaar(html)) - set(map(chr, range(32, 127)))  # quotes nothing of it
    begin = time.monotonic()
    with pytest.raises(PdfFout, match=re.escape(te_zwaar(html))):
        html_naar_pdf(html)
    assert time.monotonic() - begin < 2


def test_a_long_letter_and_a_picture_in_it_are_not_too_heavy():
    lang = "".join(f"<p>{'Een zin over een kind. ' * 130}</p>" for _ in range(30))
    assert te_zwaar(f'{lang}<img alt="x" src="data:image/png;base64,{"A" * 200_000}">') == ""


def test_fonts_are_the_files_of_the_note_with_their_licences():
    regels = (LETTERTYPEN / "LEESMIJ.md").read_text(encoding="utf-8").splitlines()
    genoemd = {regel.split("`")[3]: regel.split("`")[1] for regel in regels if regel.startswith("| `")}
    aanwezig = {
        bestand.name: hashlib.sha256(bestand.read_bytes()).hexdigest() for bestand in LETTERTYPEN.glob("*.woff2")
    }
    assert aanwezig == genoemd
    assert len(list(LETTERTYPEN.glob("OFL-*.txt"))) == 2
