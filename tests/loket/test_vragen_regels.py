"""The rules of the questions of an SWV: which show, what is missing, what is wrong with a list, what changed."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from loket.rules.vragen import (
    Vraagregel,
    als_tekst,
    als_waarde,
    fouten,
    gaten_van_vragen,
    getoond,
    in_woorden,
    verschil,
)


def vraag(sleutel, **velden):
    basis = {"onderdeel": "behoefte", "tekst": f"Vraag {sleutel}?", "soort": "tekst"}
    return Vraagregel(sleutel=sleutel, **(basis | velden))


HULP = vraag("a", soort="ja_nee", tekst="Is er hulp buiten school?", nodig=True)
WELKE = vraag("b", tekst="Welke hulp?", nodig=True, toon_bij="a", toon_bij_waarde="ja")
SINDS = vraag("c", soort="datum", tekst="Sinds wanneer?", toon_bij="b", toon_bij_waarde="Jeugdhulp")


def test_a_question_shows_only_with_the_one_answer_it_hangs_on():
    assert getoond([HULP, WELKE], {}) == [HULP]
    assert getoond([HULP, WELKE], {"a": "nee"}) == [HULP]
    assert getoond([HULP, WELKE], {"a": "ja"}) == [HULP, WELKE]


def test_a_question_under_a_hidden_one_is_hidden_whatever_was_answered_before():
    assert getoond([HULP, WELKE, SINDS], {"a": "nee", "b": "Jeugdhulp"}) == [HULP]


def test_a_required_question_stops_and_an_advised_one_warns():
    gaten = gaten_van_vragen([HULP, vraag("d", tekst="Nog iets?")], {})
    assert [(gat.zin, gat.nodig) for gat in gaten] == [
        ("Beantwoord ‘Is er hulp buiten school?’", True),
        ("Beantwoord ‘Nog iets?’", False),
    ]


def test_a_hidden_required_question_is_no_gap():
    assert gaten_van_vragen([HULP, WELKE], {"a": "nee"}) == []
    assert [gat.veld for gat in gaten_van_vragen([HULP, WELKE], {"a": "ja"})] == ["vraag_b"]


def test_spaces_are_no_answer():
    assert gaten_van_vragen([vraag("a", nodig=True)], {"a": "  \n"})


def test_a_condition_on_a_later_question_says_what_to_do():
    fout = fouten([WELKE, HULP])[0]
    assert fout.sleutel == "b"
    assert "zet haar hoger" in fout.zin


def test_a_condition_on_a_question_that_is_gone_says_so():
    assert "is er niet meer" in fouten([WELKE])[0].zin


def test_a_condition_must_be_one_of_the_answers():
    assert fouten([HULP, vraag("b", toon_bij="a", toon_bij_waarde="misschien")])
    assert fouten([vraag("a"), vraag("b", toon_bij="a", toon_bij_waarde="x")])


def test_a_choice_needs_two_different_options():
    for keuzes in ((), ("een",), ("een", "Een ")):
        assert "minstens twee" in fouten([vraag("a", soort="keuze", keuzes=keuzes)])[0].zin
    assert fouten([vraag("a", soort="keuze", keuzes=("een", "twee"))]) == []


def test_the_same_question_twice_in_a_section_is_an_error():
    assert fouten([vraag("a", tekst="Hoe?"), vraag("b", tekst="hoe? ")])
    assert fouten([vraag("a", tekst="Hoe?"), vraag("b", tekst="Hoe?", onderdeel="gedaan")]) == []


def test_what_changed_is_said_per_question():
    oud = [HULP, WELKE]
    nieuw = [vraag("a", soort="ja_nee", tekst="Is er hulp buiten school?"), vraag("z", tekst="Wie?")]
    assert verschil(oud, nieuw) == [
        "Nieuw: ‘Wie?’.",
        "Weg: ‘Welke hulp?’.",
        "Anders: ‘Is er hulp buiten school?’ (niet meer verplicht).",
    ]
    assert verschil(oud, oud) == []
    assert verschil([vraag("a"), vraag("b")], [vraag("b"), vraag("a")]) == ["De volgorde is anders."]


def test_answers_are_kept_as_text_and_read_back():
    assert als_waarde("datum", als_tekst(date(2026, 11, 9))) == date(2026, 11, 9)
    assert als_waarde("getal", als_tekst(Decimal("7.50"))) == Decimal("7.50")
    assert als_tekst(None) == ""
    assert in_woorden("getal", "7.5") == "7,5"
    assert in_woorden("ja_nee", "ja") == "Ja"
    assert als_waarde("datum", "geen datum") == "geen datum"


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.data())
def test_what_shows_never_hangs_on_what_does_not(sleutels, data):
    vragen = []
    for plek, sleutel in enumerate(sleutels):
        bij = data.draw(st.sampled_from(["", *sleutels[:plek]]))
        vragen.append(vraag(sleutel, soort="ja_nee", toon_bij=bij, toon_bij_waarde="ja" if bij else ""))
    antwoorden = {sleutel: data.draw(st.sampled_from(["", "ja", "nee"])) for sleutel in sleutels}
    zichtbaar = {een.sleutel for een in getoond(vragen, antwoorden)}
    for een in vragen:
        moet = not een.toon_bij or (een.toon_bij in zichtbaar and antwoorden[een.toon_bij] == "ja")
        assert (een.sleutel in zichtbaar) is moet
