"""Every form, also of a package, is drawn as label, hint, error, input, all tied together."""

import re

import pytest
from django import forms
from django.template import Context, Template

from kern.formulieren import Akkoord, Bestanden, DatumVeld, Keuze, LangeTekst, Tekst


class Proef(forms.Form):
    nodig = frozenset({"mening"})
    ontbreekt = {"mening": "Schrijf op wat de leerling vindt"}

    naam = Tekst(label="Naam", help_text="Zoals in het paspoort", leeg="Vul de naam in")
    bijnaam = Tekst(label="Bijnaam", required=False)
    mening = LangeTekst(label="Mening", required=False, max_tekens=500)
    geboren = DatumVeld(label="Geboren")
    eens = Keuze(label="Eens?", choices=[("ja", "Ja"), ("nee", "Nee")], uitleg={"nee": "Dat mag."})
    soort = forms.ChoiceField(label="Soort", choices=[("", "Kies"), ("SO", "so")])
    akkoord = Akkoord(label="Ik ga akkoord", help_text="Lees eerst de tekst")
    stukken = Bestanden(label="Stukken", required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput)


def veld(naam: str, data: dict[str, str] | None = None) -> str:
    return re.sub(r"\s+", " ", str(Proef(data)[naam].as_field_group()))


def test_label_hint_error_and_input_come_in_that_order():
    html = veld("naam", {})
    plekken = [html.index(deel) for deel in ("<label", "Zoals in het paspoort", "Vul de naam in", "<input")]
    assert plekken == sorted(plekken)


def test_hint_and_error_are_read_with_the_input():
    html = veld("naam", {})
    for id in re.search(r'aria-describedby="([^"]+)"', html)[1].split():
        assert f'id="{id}"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="vh">Fout: </span>Vul de naam in' in html


@pytest.mark.parametrize("naam", ["geboren", "eens"])
def test_a_group_has_a_legend_that_carries_hint_and_error(naam):
    html = veld(naam, {})
    assert html.startswith("<fieldset")
    assert "<legend>" in html
    assert f'aria-describedby="id_{naam}_error"' in html.split(">")[0]


@pytest.mark.parametrize("naam", ["naam", "geboren", "eens", "soort", "akkoord", "stukken", "mening"])
def test_every_link_to_a_field_lands_on_something_that_takes_the_focus(naam):
    formulier = Proef({})
    anker = formulier[naam].anker
    assert re.search(rf'<(input|textarea|select)[^>]* id="{anker}"', str(formulier))


def test_every_input_has_a_label():
    html = str(Proef({}))
    for id in re.findall(r'<(?:input|select|textarea)(?! type="hidden")[^>]* id="([^"]+)"', html):
        assert f'for="{id}"' in html


def test_only_optional_fields_say_so():
    assert "(niet verplicht)" in veld("bijnaam")
    assert "(niet verplicht)" not in veld("naam")
    assert "(niet verplicht)" not in veld("mening")


def test_what_is_still_missing_is_said_at_the_field_until_there_is_an_error():
    html = veld("mening")
    assert "Schrijf op wat de leerling vindt" in html
    assert "id_mening_ontbreekt" in re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert "Schrijf op" not in veld("mening", {"mening": "x" * 501})


def test_the_counter_is_tied_to_its_text():
    html = veld("mening")
    assert 'id="id_mening_teller"' in html
    assert "id_mening_teller" in re.search(r'aria-describedby="([^"]+)"', html)[1]


def test_the_explanation_of_a_choice_is_read_with_it():
    html = veld("eens")
    assert 'aria-describedby="id_eens_1_uitleg"' in html
    assert 'id="id_eens_1_uitleg">Dat mag.' in html


def test_an_empty_field_without_a_sentence_of_its_own_is_named():
    assert "Kies: soort" in veld("soort", {})


def test_the_browser_does_not_stop_the_form_and_nothing_steals_the_focus():
    class Vreemd(forms.Form):
        login = forms.CharField(widget=forms.TextInput({"autofocus": "autofocus", "placeholder": "E-mail"}))

    html = str(Vreemd())
    assert not re.search(r"required|autofocus|placeholder", html)


def test_values_and_errors_are_escaped():
    html = str(Proef({"naam": "<b>", "eens": "<i>", "soort": "<u>"}))
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<u>" not in html


def test_the_summary_links_every_error_to_its_field():
    formulier = Proef({})
    html = Template("{% foutenlijst form bewaard=True je=True %}").render(Context({"form": formulier}))
    assert "We hebben bewaard wat je hebt ingevuld. Pas deze 6 dingen aan:" in html
    ankers = re.findall(r'href="#([^"]+)"', html)
    assert ankers == [formulier[naam].anker for naam in ("naam", "geboren", "eens", "soort", "akkoord", "versie")]


def test_no_summary_without_errors():
    assert Template("{% foutenlijst form geen %}").render(Context({"form": Proef(), "geen": None})) == ""
