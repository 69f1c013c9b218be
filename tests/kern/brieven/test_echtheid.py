"""The box "Is deze brief echt?": a QR code, a code that can be typed, and nothing about a person."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from lxml import etree

from kern.brieven.actions import versie_maken
from kern.brieven.dagtekening import DatumFout, als_voorbeeld, dateren
from kern.brieven.echtheid import ALFABET, Controle, leesbaar, nieuw_id, nieuwe_code, opgeschoond, qr
from kern.brieven.models import Brief, BriefVersie

CONTROLE = Controle(id="bM3nQ8xYc2TzLw5KpR7vGA", code="7K4M92QD", site="https://portaal.swv.example")
BRIEF = (
    "<p><!--dagtekening--></p><div><!--controle-qr--><p>ga naar <!--controle-adres--> "
    "en vul in: <b><!--controle-code--></b></p></div>"
)
DAG, NU = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_dated_letter_has_a_qr_code_an_address_and_a_code_of_its_own():
    html = dateren(BRIEF, dagtekening=DAG, bezwaar_tot=None, controle=CONTROLE)
    assert "<b>7K4M-92QD</b>" in html
    adres = "https://portaal.swv.example/echt/bM3nQ8xYc2TzLw5KpR7vGA/"
    assert f'<a href="{adres}">portaal.swv.example/echt</a>' in html
    assert qr(adres) in html
    assert "<!--" not in html


def test_a_letter_with_a_place_for_the_code_is_not_dated_without_one():
    with pytest.raises(DatumFout, match="niet is ingevuld"):
        dateren(BRIEF, dagtekening=DAG, bezwaar_tot=None)


def test_a_preview_keeps_the_place_of_the_code_and_shows_none():
    html = als_voorbeeld(BRIEF)
    assert "<!--" not in html
    assert "(een eigen code)" in html
    assert "<path" not in html


def test_the_drawing_has_words_and_no_style():
    tekening = etree.fromstring(qr("https://portaal.swv.example/echt/bM3nQ8xYc2TzLw5KpR7vGA/"))
    assert tekening.get("role") == "img"
    assert "nakijkt of deze brief echt is" in tekening.find("title").text
    assert not [een for een in tekening.iter() if een.get("style")]
    assert tekening.find("rect").get("fill") == "#ffffff"


def test_ids_and_codes_do_not_repeat_and_use_every_character():
    assert all(re.fullmatch(r"[\w-]{22}", nieuw_id()) for _ in range(100))
    assert len({nieuw_id() for _ in range(1000)}) == 1000
    codes = [nieuwe_code() for _ in range(1000)]
    assert len(set(codes)) == 1000
    assert set(Counter("".join(codes))) == set(ALFABET)


@pytest.mark.parametrize(
    "getypt", ["7K4M-92QD", "7k4m92qd", " 7K4M 92QD ", "7K4M\u201392QD", "7-K-4-M-9-2-Q-D", leesbaar("7K4M92QD")]
)
def test_a_code_may_be_typed_in_any_way(getypt):
    assert opgeschoond(getypt) == "7K4M92QD"


def test_letters_that_look_like_digits_are_read_as_those():
    assert opgeschoond("oOiI-lL01") == "00111101"


@pytest.mark.parametrize("getypt", ["", "7K4M-92Q", "7K4M-92QDD", "7K4M-92QU", "7K4M-92Qé", "<script>", "٧K4M92QD"])
def test_what_is_no_code_is_nothing(getypt):
    assert opgeschoond(getypt) == ""


@pytest.mark.django_db
def test_each_dated_version_has_an_id_and_a_code_of_its_own_that_never_change(settings):
    settings.SITE_URL = "https://portaal.swv.example"
    brief = Brief.objects.create(
        soort="proef",
        sjabloon="proef.html",
        sjabloon_versie="0" * 64,
        context={},
        html=BRIEF,
        titel="Proef",
        bestandsnaam="proef.pdf",
        created_at=NU,
    )
    eerste = versie_maken(brief, dagtekening=DAG, bezwaar_tot=None, op=NU)
    assert versie_maken(brief, dagtekening=DAG, bezwaar_tot=None, op=NU) == eerste
    tweede = versie_maken(brief, dagtekening=DAG + timedelta(days=1), bezwaar_tot=None, op=NU)
    for versie in (eerste, tweede):
        assert leesbaar(versie.controlecode) in versie.html
        assert qr(f"https://portaal.swv.example/echt/{versie.controle_id}/") in versie.html
    assert eerste.controle_id != tweede.controle_id
    assert eerste.controlecode != tweede.controlecode
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        BriefVersie.objects.filter(pk=tweede.pk).update(controlecode="00000000")
