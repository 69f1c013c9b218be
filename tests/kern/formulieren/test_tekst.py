"""Text that stops a printer is refused where it is typed (T33); what people do write is not."""

from __future__ import annotations

import importlib
import pkgutil
import time

import pytest
from django import forms
from django.core.exceptions import ValidationError

import arrangementen
import dossier
import kern
import loket
import scholen
from kern.formulieren.tekst import onredelijk
from kern.formulieren.velden import Emailadres, LangeTekst, Postcode, Tekst, Telefoonnummer
from tests.kern.brieven.bommen import BOMMEN

EIGEN = (Tekst, LangeTekst, Postcode, Telefoonnummer, Emailadres)
ZELF_BEGRENSD = {"Getal", "Urenveld"}
"""Fields with a class of their own: at most twenty characters, of which a number is made."""


@pytest.mark.parametrize("bom", BOMMEN.values(), ids=BOMMEN.keys())
@pytest.mark.parametrize("veld", [LangeTekst(max_tekens=5000), Tekst()], ids=["lang", "regel"])
def test_a_bomb_is_refused_at_once_with_a_sentence(veld, bom):
    begin = time.monotonic()
    with pytest.raises(ValidationError) as fout:
        veld.clean(bom)
    assert time.monotonic() - begin < 1
    assert all(str(zin)[:1].isupper() for zin in fout.value.messages)


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("x\n" * 500 + "x", "Maak de tekst korter: er staan 501 regels, en 500 kan"),
        ("e\u0302\u0302\u0302\u0302\u0302", "Haal de losse tekens boven of onder de letters weg: 3 op een letter kan"),
        ("a" * 1001, "Zet spaties in de tekst: er staan meer dan 1000 tekens aan elkaar, of evenveel spaties"),
        (
            "a" + " " * 1001 + "b",
            "Zet spaties in de tekst: er staan meer dan 1000 tekens aan elkaar, of evenveel spaties",
        ),
    ],
)
def test_the_sentence_says_what_to_do(tekst, zin):
    with pytest.raises(ValidationError) as fout:
        LangeTekst(max_tekens=10_000).clean(tekst)
    assert fout.value.messages == [zin]


@pytest.mark.parametrize(
    "tekst",
    [
        "x\n" * 499 + "x",
        "Nguyễn Thị Hương vindt het goed.",
        "وَلَّدَ فَاطِمَةُ الزَّهْرَاءُ",
        "https://swv.example/" + "pad/" * 200,
        "Een lange brief. " * 250,
    ],
)
def test_what_people_write_is_fine(tekst):
    assert onredelijk(tekst) == ""
    assert LangeTekst(max_tekens=5000).clean(tekst)


def test_an_accent_is_kept_as_one_character():
    assert LangeTekst().clean("Rene\u0301e") == Tekst().clean("Rene\u0301e") == "Ren\u00e9e"


def formulieren() -> list[type[forms.BaseForm]]:
    for pakket in (kern, scholen, loket, arrangementen, dossier):
        for module in pkgutil.walk_packages(pakket.__path__, f"{pakket.__name__}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)

    def onder(soort: type) -> set[type]:
        return {soort, *(dieper for kind in soort.__subclasses__() for dieper in onder(kind))}

    van_ons = ("kern.", "scholen.", "loket.", "arrangementen.", "dossier.")
    return sorted((s for s in onder(forms.BaseForm) if s.__module__.startswith(van_ons)), key=lambda soort: str(soort))


def test_no_form_takes_text_of_people_without_these_limits():
    """A hidden field and a password are no text of a letter."""
    los = []
    for formulier in formulieren():
        for naam, veld in formulier.base_fields.items():
            vrij = isinstance(veld, forms.CharField) and not isinstance(veld, EIGEN)
            stil = veld.widget.is_hidden or isinstance(veld.widget, forms.PasswordInput)
            if vrij and not stil and type(veld).__name__ not in ZELF_BEGRENSD:
                los.append(f"{formulier.__module__}.{formulier.__name__}.{naam}")
    assert los == []
    assert len(formulieren()) > 60
