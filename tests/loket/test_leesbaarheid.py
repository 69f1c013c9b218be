"""The fixed texts of what parents and pupils read stay easy. The bounds and what is left out: docs/adr/0016."""

import dataclasses
import re

import pytest

from loket.uitleg import Merk, uitleg, vertalen
from tests.elk import elk
from tests.leesbaarheid import WOORD, douma, lettergrepen, zinnen
from tests.loket.alle_brieven import ALLE

BRIEF_MINSTENS = 70
"""Douma: 70 to 80 is "tamelijk gemakkelijk", the last class of primary school. 60 to 70 is "normaal"."""
UITLEG_MINSTENS = 80
"""80 to 90 is "gemakkelijk": this page is for who finds the letter hard."""
LANGSTE_ZIN = 20
GEZIN = tuple(een for een in ALLE if een.brief.aan_gezin)
GEEN_VASTE_TEKST = re.compile(
    r'<section class="reden">.*?</section>|<div class="woorden">.*?</div>|<header.*?</header>'
    r'|<div class="boven">.*?</table>|<table.*?</table>|<div class="slot">.*?(?=<div class="grond">|</main>)',
    re.S,
)
"""Words of people, who it is from and to, facts in a table, and the signature."""
VAN_DE_WET = {
    "toelaatbaar tot": "the decision in the words of the law, beside the same in plain words (4.1 item 4)",
    "aangewezen op": "the same for lwoo",
    "De wet.": "the articles, in small print at the end (Awb 3:47)",
    "Dit besluit is genomen op grond van": "the same",
    "Deze beslissing is genomen op grond van": "the same",
    "artikel": "the same",
}
"""Sentences with these words cannot be made simpler; each with its reason."""


def ids(geval):
    return geval.naam


def waarden(ding):
    """Every text that is filled in: names, addresses, reasons."""
    if isinstance(ding, str):
        if len(ding) > 3 and re.search(r"[\s@]|^[A-Z]", ding):
            yield from (ding, ding[:1].upper() + ding[1:])
    elif dataclasses.is_dataclass(ding):
        for veld in dataclasses.fields(ding):
            yield from waarden(getattr(ding, veld.name))
    elif isinstance(ding, tuple):
        for een in ding:
            yield from waarden(een)


def vaste_zinnen(geval):
    html = GEEN_VASTE_TEKST.sub(" ", geval.gedateerd())
    for waarde in sorted(set(waarden(geval.brief)), key=len, reverse=True):
        html = html.replace(waarde, "dit")
    return [zin for zin in zinnen(html) if not any(woorden in zin for woorden in VAN_DE_WET)]


def uitlegzinnen(geval):
    dagen = {Merk.VERZONDEN: geval.verzonden, Merk.BEZWAAR_TOT: geval.laatste_dag}
    een = vertalen(uitleg(geval.brief), "nl", dagen=dagen)
    html = "".join(f"<p>{zin}</p>" for zin in (een.titel, *een.boven, *(z for _, zz in een.blokken for z in zz)))
    for waarde in sorted(set(waarden(geval.brief)), key=len, reverse=True):
        html = html.replace(waarde, "dit")
    return list(zinnen(html))


@elk("geval", GEZIN, ids=ids)
def test_a_letter_reads_as_easily_as_the_last_class_of_primary_school(geval):
    vast = vaste_zinnen(geval)
    assert douma(vast) >= BRIEF_MINSTENS, sorted(vast, key=lambda zin: douma([zin]))[:4]


@elk("geval", GEZIN, ids=ids)
def test_the_explanation_reads_more_easily_than_that(geval):
    vast = uitlegzinnen(geval)
    assert douma(vast) >= UITLEG_MINSTENS, sorted(vast, key=lambda zin: douma([zin]))[:4]


@elk("geval", GEZIN, ids=ids)
def test_no_sentence_is_long(geval):
    lang = [zin for zin in (*vaste_zinnen(geval), *uitlegzinnen(geval)) if len(WOORD.findall(zin)) > LANGSTE_ZIN]
    assert lang == []


def test_the_figure_tells_easy_from_hard():
    """By hand: 2 sentences, 9 words, 12 syllables. And a sentence as the law has it falls below what we allow."""
    assert list(zinnen("<h2>Geen zin</h2><p>Heeft u vragen? Bel ons dan gerust op <b>maandag</b>.</p>")) == [
        "Heeft u vragen?",
        "Bel ons dan gerust op maandag.",
    ]
    assert douma(["Heeft u vragen?", "Bel ons dan gerust op maandag."]) == pytest.approx(
        206.835 - 77 * 12 / 9 - 0.93 * 4.5
    )
    assert [lettergrepen(woord) for woord in ("wij", "besluit", "onafhankelijk", "ouder-kind")] == [1, 2, 5, 3]
    wet = "Wij verklaren u toelaatbaar tot het voortgezet speciaal onderwijs met ingang van de bovengenoemde datum."
    assert douma([wet]) < 60
