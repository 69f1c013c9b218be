"""What becomes of a colour is said in words, and is true of the theme."""

import re

from kern.leesbaarheid import gebruik, leesbaar, slotsom
from kern.thema import Keuzes, tokens_licht


def test_a_colour_that_is_too_light_is_darker_on_buttons_and_the_page_says_so():
    knop = gebruik(Keuzes("#ffd400"))[0]
    assert knop.kleur == tokens_licht(Keuzes("#ffd400"))["accent-1-inverse-bg-default"]
    assert not knop.gelijk
    zin = f"De merkkleur is te licht voor knoppen. Wij maken hem daar donkerder: {knop.kleur} "
    assert re.fullmatch(re.escape(zin) + r"\(contrast \d+,\d op 1\)\.", knop.zin)


def test_a_colour_that_can_be_read_stays_as_it_is():
    knop = gebruik(Keuzes("#1f4fa3"))[0]
    assert (knop.kleur, knop.gelijk) == ("#1f4fa3", True)
    assert "goed te lezen bij knoppen" in knop.zin


def test_saving_a_colour_of_any_lightness_leaves_no_pair_below_its_norm():
    for merk in ("#000000", "#ffffff", "#ffd400", "#777777", "#ff0000"):
        assert leesbaar(Keuzes(merk, merk))
        assert "halen de norm" in slotsom(Keuzes(merk, merk))


def test_a_pair_below_its_norm_is_named(monkeypatch):
    monkeypatch.setattr("kern.leesbaarheid.tekorten", lambda keuzes: ["links (licht): 2.10 < 4.5"])
    assert slotsom(Keuzes()) == "Niet goed te lezen: links (licht): 2.10 < 4.5."
