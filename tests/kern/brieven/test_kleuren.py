"""One brand colour of any lightness gives a letter that can be read."""

import pytest

from kern.brieven.kleuren import contrast, lezen, tokens


@pytest.mark.parametrize("merkkleur", ["#17566b", "#ffd400", "#ffffff", "#000000", "#e30613", "#7fffd4"])
def test_text_in_the_decision_box_can_be_read_with_any_brand_colour(merkkleur):
    delen = dict(regel.split(":") for regel in tokens(merkkleur).removeprefix(":root{").removesuffix("}").split(";"))
    tekst, grond = (delen[f"--basis-color-accent-1-{naam}"] for naam in ("color-document", "bg-subtle"))
    assert contrast(lezen(tekst), lezen(grond)) >= 4.5
    assert delen["--basis-color-accent-1-inverse-bg-default"] == merkkleur


def test_without_a_colour_the_style_sheet_decides():
    assert tokens("") == ""
