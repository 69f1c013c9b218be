"""Any two colours give a theme that can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern import thema
from kern.thema import Keuzes
from tests.elk import elk

kleuren = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
LASTIG = ["#000000", "#ffffff", "#ffff00", "#ffd400", "#ff0000", "#b3261e", "#00ff00", "#0000ff", "#808080"]


@given(merk=kleuren, accent=kleuren, ondergrond=st.sampled_from(sorted(thema.ONDERGROND)))
def test_every_pair_meets_its_norm_for_any_choice(merk, accent, ondergrond):
    assert thema.tekorten(Keuzes(merk, accent, ondergrond)) == []


@elk("merk", LASTIG)
@elk("accent", LASTIG)
def test_difficult_colours_meet_every_norm_too(merk, accent):
    assert thema.tekorten(Keuzes(merk, accent)) == []


def test_the_net_catches_a_pair_that_is_too_weak(monkeypatch):
    licht = thema.tokens_licht
    monkeypatch.setattr(thema, "tokens_licht", lambda keuzes: licht(keuzes) | {"default-color-subtle": "#dddddd"})
    assert any(tekort.startswith("hulptekst op wit (licht)") for tekort in thema.tekorten(Keuzes()))


def test_contrast_follows_wcag():
    assert thema.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert thema.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert thema.contrast("#17566b", "#17566b") == 1


@given(kleuren)
def test_a_colour_survives_the_way_to_oklch_and_back(kleur):
    heen = thema.hex_van(*thema.oklch(kleur))
    assert all(abs(int(kleur[i : i + 2], 16) - int(heen[i : i + 2], 16)) <= 3 for i in (1, 3, 5))


def test_a_yellow_brand_gets_dark_buttons_and_keeps_its_hue():
    tokens = thema.tokens_licht(Keuzes("#ffd400"))
    knop = tokens["accent-1-inverse-bg-default"]
    assert thema.oklch(knop)[0] < thema.oklch("#ffd400")[0]
    assert thema.oklch(knop)[2] == pytest.approx(thema.oklch("#ffd400")[2], abs=5)


def test_a_red_brand_gets_grey_panels_that_do_not_look_like_errors():
    assert thema.oklch(thema.tokens_licht(Keuzes("#b3261e"))["accent-1-bg-default"])[1] < 0.01


def test_light_and_dark_have_the_same_tokens_and_only_colours():
    assert thema.tokens_licht(Keuzes()).keys() == thema.tokens_donker(Keuzes()).keys()
    for tokens in (thema.tokens_licht(Keuzes()), thema.tokens_donker(Keuzes())):
        assert all(re.fullmatch("#[0-9a-f]{6}", kleur) for kleur in tokens.values())


def test_the_address_changes_with_every_choice():
    adressen = {
        thema.adres(keuzes)
        for keuzes in (Keuzes(), Keuzes(merk="#17566c"), Keuzes(accent="#e8894b"), Keuzes(ondergrond="koel"))
    }
    assert len(adressen) == 4
    assert all(re.fullmatch(r"/thema\.[0-9a-f]{12}\.css", adres) for adres in adressen)
