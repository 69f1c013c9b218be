"""Begin and end of a letter on paper: the head stays above the window, and a signature never stands alone."""

import dataclasses
from io import BytesIO

import pytest
from pypdf import PdfReader

from kern.brieven.pdf import html_naar_pdf
from tests.loket.alle_brieven import ALLE

HERSTELD = next(een for een in ALLE if een.naam == "besluit-hersteld-zonder-clausule-ouder")
KORT = next(een for een in ALLE if een.naam == "verdaging-ouder")
GROET = "Met vriendelijke groet,"


def boven_de_groet(html: str) -> tuple[int, int]:
    """On which sheet the signature stands, and how many lines of the letter stand above it there."""
    for blad, pagina in enumerate(PdfReader(BytesIO(html_naar_pdf(html))).pages, start=1):
        regels = [regel for regel in pagina.extract_text().splitlines() if regel.strip()]
        if GROET in regels:
            return blad, regels.index(GROET)
    raise AssertionError("no signature")


def test_the_letter_that_ended_just_above_the_signature_takes_its_end_along():
    blad, regels = boven_de_groet(HERSTELD.gedateerd())
    assert blad == 3
    assert regels >= 2


def met_eind(eind: str) -> str:
    return KORT.gedateerd().replace('<div class="slot">', f'{eind}<div class="slot">')


@pytest.mark.parametrize("meer", range(8, 12))
def test_wherever_it_falls_two_lines_stand_above_it(meer):
    """Also when the letter ends with paragraphs of one line, where widows and orphans count for nothing."""
    _, regels = boven_de_groet(met_eind("<p>Een korte zin.</p>" * meer))
    assert regels >= 2


def test_a_long_name_of_the_sender_stays_above_the_window_of_the_envelope():
    naam = "Samenwerkingsverband Passend Onderwijs Zuid-Kennemerland en Haarlemmermeer voor primair onderwijs"
    afzender = dataclasses.replace(HERSTELD.brief.afzender, naam=naam, onderschrift="Onderschrift")
    brief = dataclasses.replace(HERSTELD.brief, afzender=afzender, voorbeeld=True)
    html = dataclasses.replace(HERSTELD, brief=brief).gedateerd()
    hoogte: dict[str, float] = {}

    def onthoud(tekst, cm, tm, *_):
        hoogte.setdefault(tekst.strip()[:12], tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    PdfReader(BytesIO(html_naar_pdf(html))).pages[0].extract_text(visitor_text=onthoud)
    onder_de_naam, venster = hoogte["Onderschrift"], hoogte["Retouradres:"]
    assert onder_de_naam > venster + 30  # points; 18 when the name fell below the mark
