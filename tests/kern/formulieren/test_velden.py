"""Fields understand how people write, and say what to do when they do not."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from kern.formulieren import Bestanden, DatumKiezer, DatumVeld, JaNee, LangeTekst, Postcode, Telefoonnummer


def fout(veld: forms.Field, waarde) -> str:
    with pytest.raises(ValidationError) as gevangen:
        veld.clean(waarde)
    return gevangen.value.messages[0]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_can_be_typed_in_three_boxes(dag):
    assert DatumVeld().clean([str(dag.day), str(dag.month), str(dag.year)]) == dag


@pytest.mark.parametrize("maand", ["3", "03", "mrt", "maart", "Maart", " maa "])
def test_the_month_may_be_a_number_or_a_name(maand):
    assert DatumVeld().clean(["14", maand, "2018"]) == date(2018, 3, 14)


@pytest.mark.parametrize(
    ("delen", "zin"),
    [
        (["31", "11", "2026"], "31 november bestaat niet. Vul een andere dag in"),
        (["29", "2", "2027"], "29 februari bestaat niet. Vul een andere dag in"),
        (["1", "13", "2026"], "Vul een maand in van 1 tot en met 12"),
        (["1", "1", "18"], "Vul het jaar in met vier cijfers"),
        (["1", "1", ""], "Vul ook het jaar in"),
        (["", "1", ""], "Vul een dag, maand en jaar in"),
        (["x", "1", "2018"], "Vul de datum in met cijfers, zoals 9 11 2026"),
        (["-1", "1", "2018"], "Vul de datum in met cijfers, zoals 9 11 2026"),
        (["", "", ""], "Vul de geboortedatum in"),
    ],
)
def test_a_wrong_date_says_what_to_do(delen, zin):
    assert fout(DatumVeld(leeg="Vul de geboortedatum in"), delen) == zin


def test_bounds_of_a_date_are_inclusive():
    veld = DatumVeld(van=date(2026, 8, 1), tot_en_met=date(2026, 11, 23))
    assert veld.clean(["1", "8", "2026"]) == date(2026, 8, 1)
    assert veld.clean(["23", "11", "2026"]) == date(2026, 11, 23)
    assert fout(veld, ["24", "11", "2026"]) == "Vul een datum in tot en met 23 november 2026"
    assert fout(veld, ["31", "7", "2026"]) == "Vul een datum in vanaf 1 augustus 2026"


def test_an_own_sentence_for_a_date_out_of_bounds_goes_first():
    zin = "Vul een datum in die niet in de toekomst ligt"
    veld = DatumVeld(tot_en_met=date(2026, 11, 23), error_messages={"te_laat": zin})
    assert fout(veld, ["24", "11", "2026"]) == zin


def test_an_optional_date_may_stay_empty():
    assert DatumVeld(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize("tekst", ["2026-11-09", "9-11-2026", "9/11/2026", "9 11 2026"])
def test_a_date_nearby_may_be_typed_where_there_is_no_calendar(tekst):
    assert DatumKiezer().clean(tekst) == date(2026, 11, 9)


@pytest.mark.parametrize("tekst", ["1234AB", "1234 ab", " 1234  Ab "])
def test_a_postcode_is_kept_in_one_way(tekst):
    assert Postcode().clean(tekst) == "1234 AB"


@pytest.mark.parametrize("tekst", ["0234 AB", "1234 A1", "12345AB", "1234"])
def test_a_wrong_postcode_shows_a_right_one(tekst):
    assert fout(Postcode(), tekst) == "Vul een postcode in, zoals 1234 AB"


def test_postcode_and_phone_may_stay_empty():
    assert Postcode(required=False).clean("") == ""
    assert Telefoonnummer(required=False).clean("") == ""


@pytest.mark.parametrize("tekst", ["070-315 63 49", "(070) 315.63.49", "0703156349", "+31 70 315 63 49"])
def test_a_phone_number_may_be_written_in_many_ways(tekst):
    assert Telefoonnummer().clean(tekst) in {"0703156349", "+31703156349"}


@pytest.mark.parametrize("tekst", ["070315634", "bel mij", "+31"])
def test_a_wrong_phone_number_says_how_many_digits(tekst):
    assert fout(Telefoonnummer(), tekst) == "Vul een telefoonnummer in van 10 cijfers"


def test_long_text_counts_a_new_line_once_as_the_browser_does():
    assert LangeTekst(max_tekens=3).clean("a\r\nb") == "a\nb"


def test_text_that_is_too_long_is_kept_and_says_by_how_much():
    veld = LangeTekst(max_tekens=10)
    assert fout(veld, "x" * 130) == "Maak de tekst korter: er staan 120 tekens te veel"
    assert "maxlength" not in veld.widget_attrs(veld.widget)


@pytest.mark.parametrize(("keuze", "waarde"), [("ja", True), ("nee", False)])
def test_yes_and_no_are_true_and_false(keuze, waarde):
    assert JaNee().clean(keuze) is waarde
    assert JaNee().prepare_value(waarde) == keuze


def test_yes_or_no_left_open_is_neither():
    assert JaNee(required=False).clean("") is None
    assert fout(JaNee(leeg="Kies of er een tolk nodig is"), "") == "Kies of er een tolk nodig is"
    assert fout(JaNee(), "misschien") == "Kies ja of nee"


class MetBestanden(forms.Form):
    stukken = Bestanden(required=False)


def test_several_files_arrive_as_a_list_and_none_as_an_empty_one():
    een, twee = SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")
    formulier = MetBestanden({}, MultiValueDict({"stukken": [een, twee]}))
    assert formulier.is_valid()
    assert [bestand.name for bestand in formulier.cleaned_data["stukken"]] == ["a.pdf", "b.pdf"]
    leeg = MetBestanden({}, MultiValueDict())
    assert leeg.is_valid()
    assert leeg.cleaned_data["stukken"] == []


def test_a_required_file_that_is_missing_says_so():
    assert fout(Bestanden(leeg="Voeg het OPP toe"), []) == "Voeg het OPP toe"
