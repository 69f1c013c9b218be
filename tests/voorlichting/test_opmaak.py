"""What an editor may write, and what of it reaches a page."""

from __future__ import annotations

import re

from loket.rules.bezwaar import BEZWAAR_WEKEN
from tests.elk import elk
from voorlichting.rules.opmaak import Uitleg, Waarde, html, kaal, plekken, uitgelegd, zonder_html
from voorlichting.rules.plekken import BEZWAARTERMIJN_WEKEN, PLEKKEN, fouten, leeg

STUK = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt&#58;alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](vbscript:msgbox)",
    "![plaatje](https://ergens.example/x.png)",
    "<https://ergens.example/>",
    "<a href='x' style='position:fixed'>x</a>",
    "<iframe src='https://ergens.example'></iframe>",
    '<button popovertarget="x" onclick="alert(1)">x</button>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "**<style>*{display:none}</style>**",
    "`<script>alert(1)</script>`",
    '[x](/ouders/ "<script>")',
    "{{<script>}}",
)


@elk("tekst", STUK)
def test_nothing_that_runs_or_looks_elsewhere_reaches_a_page(tekst):
    for uit in (html(tekst), html(f"# {tekst}"), html(f"- {tekst}"), html("{{x}}", {"x": Waarde(tekst)})):
        tags = re.findall(r"<\s*/?\s*([a-z0-9]+)([^>]*)>", uit)
        assert {naam for naam, _ in tags} <= {"p", "a", "h2", "ul", "li", "strong", "code", "em"}, uit
        assert not re.search(r"\son\w+=|style=|src=", "".join(rest for _, rest in tags)), uit
        assert not re.search(r'href="(?!/|https?:|mailto:|tel:)', uit), uit


@elk("tekst", STUK)
def test_a_paste_of_another_site_keeps_its_words_and_loses_its_html(tekst):
    schoon, weg = zonder_html(f"Voor {tekst} na")
    assert not re.search(r"<[a-zA-Z/!?]", schoon)
    assert schoon.startswith("Voor ")
    assert schoon.endswith(" na")
    assert weg == (f"Voor {tekst} na" != schoon)
    assert zonder_html(schoon) == (schoon, False), "a second time finds nothing"


def test_what_looks_like_html_and_is_not_stays():
    for tekst in ("a < b en b > c", "> een citaat", "R&D", "3 <4", "Kijk: <- daar", "&eacute;én", "{{telefoon}}"):
        assert zonder_html(tekst) == (tekst, False)
    assert zonder_html("<p>Eén & twee</p>\n\n> citaat <b>vet</b>") == ("Eén & twee\n\n> citaat vet", True)


def test_markdown_of_an_editor_becomes_a_page_with_headings_in_order():
    uit = html("# Kop\n\n**vet** [contact](/contact/)\n\n#### Diep\n\n- een\n- twee\n\n1. a\n\n> citaat")
    for stuk in ("<h2>Kop</h2>", "<strong>vet</strong>", 'href="/contact/"', "<h3>Diep</h3>", "<li>een", "<ol>"):
        assert stuk in uit
    assert "<h1" not in uit


def test_a_placeholder_is_filled_with_a_link_or_words_and_an_unknown_one_stays():
    van = {"telefoon": Waarde("070 1", "tel:+31701"), "termijn_tlv": Waarde("6 *weken*")}
    uit = html("Bel {{ telefoon }}, na {{termijn_tlv}} of {{iets}}. [Bel {{telefoon}}](/x/)", van)
    assert '<a href="tel:+31701" dir="ltr" rel="noopener">070 1</a>' in uit, "in Arabic too the digits stand in order"
    assert "6 *weken*" in uit, "a value is no Markdown"
    assert "{{iets}}" in uit
    assert uit.count("<a ") == 2, "no link in a link"
    assert plekken("{{ a }} {{b}} {{a}}") == ["a", "b"]


def test_a_wrong_placeholder_gets_a_sentence_that_helps():
    assert fouten("{{telefoon}} {{ ib }}") == []
    assert fouten("{{telefon}}") == ["{{telefon}} bestaat niet. Bedoel je {{telefoon}}?"]
    assert "Kijk in de lijst" in fouten("{{qqqqq}}")[0]
    assert "ontbreekt" in fouten("{{telefoon")[0]
    assert leeg("{{telefoon}} {{ib}}", {"ib": Waarde("ib'er")}) == ["telefoon"]
    assert all(uitleg for uitleg in PLEKKEN.values())
    assert BEZWAARTERMIJN_WEKEN == BEZWAAR_WEKEN


def test_a_word_explains_itself_once_and_never_in_a_heading_or_a_link():
    tlv = Uitleg("toelaatbaarheidsverklaring", "Een <papier>.", ("TLV",))
    uit = html("## De TLV\n\n[TLV](/x/) Een TLV, en nog een TLV. Geen tlvtje.", {}, [tlv])
    assert uit.count("popovertarget") == 1
    assert 'popovertarget="uitleg-w1">TLV</button>' in uit
    assert "Een &lt;papier&gt;." in uit
    assert uit.index("Een <button") > uit.index("</h2>")
    assert uitgelegd("Uw TLV & meer", [tlv], "a").startswith('Uw <button type="button" class="swv-woord"')
    assert "&amp; meer" in uitgelegd("Uw TLV & meer", [tlv], "a")


def test_a_summary_is_words_only():
    assert kaal("## Kop\n\n**a** [b](/c/) {{x}} &", {"x": Waarde("<y>")}) == "Kop a b <y> &"
