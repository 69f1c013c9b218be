"""Who must agree with a handelingsdeel on a day, and how it stands: worked examples of R-OPP-01."""

from datetime import date

import pytest

from loket.rules.overeenstemming import (
    BESLIST,
    GEHOORD,
    LEERLING,
    LEEST,
    Band,
    Nodig,
    bespreken_voor,
    over_ander,
    periode_fout,
    stand,
    wie_moet_instemmen,
    zelfde_naam,
)

DAG = date(2026, 11, 27)
MOEDER, VADER, ANDER = 1, 2, 3


def geboren(jaren, *, maand=11, dag=27):
    return date(DAG.year - jaren, maand, dag)


@pytest.mark.parametrize(
    ("soorten", "nodig"),
    [
        (["gezag", "gezag"], (1, 2)),
        (["gezag", "geen"], (1,)),
        (["voogdij"], (1,)),
        (["gezag", "gedeeltelijk"], (1, 2)),
        (["geen", "geen", "voogdij"], (3,)),
        (["gezag", "gemachtigde"], (1,)),
        (["geen"], ()),
    ],
    ids=[
        "twee ouders",
        "één ouder met gezag",
        "een voogd of GI",
        "een GI met een deel van het gezag",
        "voogd naast ouders zonder gezag",
        "wie gemachtigd is, leest alleen mee",
        "niemand",
    ],
)
def test_below_eighteen_everybody_with_gezag_agrees(soorten, nodig):
    banden = [Band(nummer, soort) for nummer, soort in enumerate(soorten, 1)]
    assert wie_moet_instemmen(banden, geboren(9), DAG).wie == nodig


@pytest.mark.parametrize(
    ("geboortedatum", "leerling"),
    [
        (geboren(7), GEHOORD),
        (geboren(12), GEHOORD),
        (geboren(16, dag=28), GEHOORD),
        (geboren(16), LEEST),
        (geboren(18, dag=28), LEEST),
        (geboren(18), BESLIST),
    ],
    ids=["7", "12 jaar", "morgen 16", "vandaag 16", "morgen 18", "vandaag 18"],
)
def test_a_pupil_is_heard_reads_along_from_sixteen_and_decides_from_eighteen(geboortedatum, leerling):
    nodig = wie_moet_instemmen([Band(MOEDER, "gezag")], geboortedatum, DAG)
    assert nodig.leerling == leerling
    assert nodig.wie == ((LEERLING,) if leerling == BESLIST else (MOEDER,))


def test_for_an_adult_a_curator_or_mentor_agrees_and_who_is_only_gemachtigd_does_not():
    banden = [Band(MOEDER, "mentor"), Band(VADER, "gemachtigde")]
    assert wie_moet_instemmen(banden, geboren(19), DAG) == Nodig((MOEDER,), LEEST)
    assert wie_moet_instemmen([Band(VADER, "gemachtigde")], geboren(19), DAG) == Nodig((LEERLING,), BESLIST)
    assert wie_moet_instemmen([Band(VADER, "curator")], geboren(19), DAG).wie == (VADER,)


def test_unknown_gezag_does_not_count_and_keeps_it_from_being_settled():
    nodig = wie_moet_instemmen([Band(MOEDER, "gezag"), Band(VADER, "onbekend")], geboren(9), DAG)
    assert nodig == Nodig((MOEDER,), GEHOORD, True)
    assert stand(nodig, [(MOEDER, "akkoord")]).samen == "wacht"


@pytest.mark.parametrize(
    ("gezegd", "samen"),
    [
        ([], "wacht"),
        ([(MOEDER, "akkoord")], "wacht"),
        ([(MOEDER, "akkoord"), (VADER, "akkoord")], "akkoord"),
        ([(MOEDER, "akkoord"), (VADER, "niet")], "niet"),
        ([(VADER, "niet"), (MOEDER, "akkoord"), (VADER, "akkoord")], "akkoord"),
        ([(MOEDER, "akkoord"), (VADER, "akkoord"), (MOEDER, "terug")], "niet"),
        ([(MOEDER, "akkoord"), (VADER, "akkoord"), (ANDER, "niet")], "akkoord"),
    ],
    ids=["niemand", "één", "beiden", "één niet", "van niet naar wel", "teruggenomen", "wie geen gezag meer heeft"],
)
def test_the_last_word_of_each_counts_and_only_of_who_must_agree(gezegd, samen):
    assert stand(Nodig((MOEDER, VADER), GEHOORD), gezegd).samen == samen


def test_with_nobody_to_agree_nothing_was_agreed():
    assert stand(Nodig((), GEHOORD), []).samen == "niemand"


def test_nothing_of_the_other_goes_over_when_a_place_is_secret_or_there_is_a_contact_ban():
    assert over_ander(verblijfplaats=False, contactverboden=[False, False])
    assert not over_ander(verblijfplaats=True, contactverboden=[False, False])
    assert not over_ander(verblijfplaats=False, contactverboden=[False, True])


@pytest.mark.parametrize(
    ("van", "dag"),
    [
        (date(2026, 8, 1), date(2027, 7, 31)),
        (date(2026, 11, 27), date(2027, 7, 31)),
        (date(2027, 7, 31), date(2027, 7, 31)),
        (date(2027, 1, 4), date(2027, 7, 31)),
    ],
)
def test_it_is_talked_over_again_in_the_school_year_in_which_it_begins(van, dag):
    assert bespreken_voor(van) == dag


def test_a_period_lasts_at_most_a_year():
    assert periode_fout(date(2026, 11, 27), date(2026, 11, 27)) == ""
    assert periode_fout(date(2026, 11, 27), date(2027, 11, 27)) == ""
    assert "hoogstens een jaar" in periode_fout(date(2026, 11, 27), date(2027, 11, 28))
    assert "na de eerste dag" in periode_fout(date(2026, 11, 27), date(2026, 11, 26))
    assert periode_fout(date(2028, 2, 29), date(2029, 2, 28)) == ""


@pytest.mark.parametrize("getypt", ["Anna van den Berg-Özil", "anna van den berg ozil", " ANNA  van den Berg‐Özil "])
def test_a_name_is_the_same_whatever_capitals_accents_and_spaces(getypt):
    assert zelfde_naam(getypt, "Anna van den Berg-Özil")


@pytest.mark.parametrize(
    ("getypt", "naam"),
    [
        ("Yilmaz", "Yılmaz"),
        ("Lukasik", "Łukasik"),
        ("Dordevic", "Đorđević"),
        ("Soren Kjaer", "Søren Kjær"),
        ("Thordis", "Þórdís"),
        ("Strauss", "Strauß"),
        ("анна коваль", "Анна Коваль"),
        ("سمير", "سمير"),
    ],
)
def test_a_name_from_elsewhere_is_the_same_as_typed_on_a_plain_keyboard_and_in_its_own_script(getypt, naam):
    assert zelfde_naam(getypt, naam)


@pytest.mark.parametrize(
    ("getypt", "naam"), [("Ylmaz", "Yılmaz"), ("Ukasik", "Łukasik"), ("Анна Коваль", "Инна Коваль"), ("-", "Анна")]
)
def test_different_names_from_elsewhere_stay_different(getypt, naam):
    assert not zelfde_naam(getypt, naam)


@pytest.mark.parametrize("getypt", ["", "  ", "Anna", "Bram van den Berg-Özil", "Анна"])
def test_another_name_is_not(getypt):
    assert not zelfde_naam(getypt, "Anna van den Berg-Özil")
