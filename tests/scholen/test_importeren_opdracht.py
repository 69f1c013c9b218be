"""`manage.py scholen_importeren`: what it shows, asks and writes, and the sentences when it cannot."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from scholen.models import Bronbestand, School
from tests.scholen.bestanden import BESTUREN, BO, DUO, HISTORISCH, MAP, VO_2026, inhoud

MAC = ("--codering", "mac_roman")


def importeren(*argumenten: object) -> str:
    uit = io.StringIO()
    call_command("scholen_importeren", *map(str, argumenten), stdout=uit, no_color=True)
    return uit.getvalue()


def weigering(*argumenten: object) -> str:
    with pytest.raises(CommandError) as fout:
        importeren(*argumenten)
    return str(fout.value)


class Toetsenbord(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def antwoord(monkeypatch):
    """Somebody at the keyboard who answers this."""
    return lambda tekst: monkeypatch.setattr(sys, "stdin", Toetsenbord(f"{tekst}\n"))


@pytest.fixture
def niemand(monkeypatch):
    """No keyboard, as in a script."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def test_every_file_is_shown_with_its_kind_day_rows_and_what_it_changes(db):
    uit = importeren(MAP / HISTORISCH, MAP / BO, "--alleen-tonen")
    assert (
        f"{HISTORISCH}\n  leerlingen per vestiging, alle jaren (po), peildatum 1 oktober 2025, 15 regels\n"
        "  scholen: 15 nieuw, 0 gewijzigd, 3 gesloten, 0 weer open, "
    ) in uit
    assert f"{BO}\n  schoolvestigingen basisonderwijs, peildatum 1 augustus 2026, 24 regels, landelijk\n" in uit
    assert "    gesloten: 17FL01, 32HW00\n" in uit
    assert "    onbekend: " in uit
    assert "    regel 16, INTERNETADRES: ‘www.boerhaaveschoolo2g2..nl’ is geen website en is weggelaten\n" in uit
    assert uit.endswith("Er is niets geschreven.\n")
    assert not School.objects.exists()


def test_a_long_list_shows_its_first_five(db):
    assert "    nieuw: 32JK00, 05OC00, 09DN00, 04NA00, 00AR00 en nog 19\n" in importeren(MAP / BO, "--alleen-tonen")


def test_with_yes_it_writes_and_names_the_source(db):
    uit = importeren(*(MAP / naam for naam in DUO), *MAC, "--ja")
    assert uit.endswith("Klaar. Bron: DUO Open Onderwijsdata.\n")
    assert Bronbestand.objects.count() == len(DUO)
    assert f"Samen: {School.objects.count()} scholen, " in uit


def test_a_second_time_it_says_that_nothing_changes(db, niemand):
    importeren(MAP / BO, "--ja")
    uit = importeren(MAP / BO)
    assert "scholen: 0 nieuw, 0 gewijzigd, 0 gesloten, 0 weer open, 0 onbekend (zonder adres), 24 gelijk" in uit
    assert "Er verandert niets: alles staat er al." in uit


@pytest.mark.parametrize(("tekst", "geschreven"), [("j", 24), ("Ja", 24), ("n", 0), ("", 0), ("jazeker", 0)])
def test_it_asks_before_it_writes(db, antwoord, tekst, geschreven):
    antwoord(tekst)
    importeren(MAP / BO)
    assert School.objects.count() == geschreven


def test_without_anybody_to_ask_it_writes_nothing(db, niemand):
    assert weigering(MAP / BO) == ("Er is niemand om het aan te vragen. Geef --ja om te schrijven, of --alleen-tonen.")
    assert not School.objects.exists()


def test_one_bad_file_among_good_ones_changes_nothing(db, tmp_path):
    kapot = tmp_path / VO_2026
    kapot.write_bytes(inhoud(VO_2026).replace(b";2231 CE;", b";22311 CE;"))
    assert weigering(MAP / BO, kapot, MAP / HISTORISCH, "--ja") == (
        f"{VO_2026}, regel 3, kolom POSTCODE: verwacht een postcode zoals 2511 AB, gevonden ‘22311 CE’. "
        "Er is niets gewijzigd."
    )
    assert not School.objects.exists()
    assert not Bronbestand.objects.exists()


def test_a_file_from_an_old_mac_needs_a_word_and_the_sentence_gives_it(db):
    assert "Geef dan de optie --codering mac_roman. Er is niets gewijzigd." in weigering(MAP / BESTUREN, "--ja")
    importeren(MAP / BESTUREN, "--codering", f"{BESTUREN}=mac_roman", "--ja")
    assert Bronbestand.objects.get().rijen == 3


def test_the_day_of_a_file_can_be_given(db):
    importeren(MAP / BO, "--peildatum", f"{BO}=01-04-2026", "--ja")
    assert str(Bronbestand.objects.get().peildatum) == "2026-04-01"


def test_a_file_without_a_day_names_the_option_and_that_option_works(db, tmp_path):
    naamloos = tmp_path / "scholen.csv"
    naamloos.write_bytes(inhoud(BO))
    assert "Geef de optie --peildatum scholen.csv=2026-08-01." in weigering(naamloos, "--ja")
    importeren(naamloos, "--peildatum", "scholen.csv=2026-08-01", "--ja")
    assert School.objects.count() == 24


@pytest.mark.parametrize(
    ("opties", "zin"),
    [
        (("--peildatum", f"{BO}=morgen"), "--peildatum: verwacht een datum zoals 2026-08-01, gevonden ‘morgen’."),
        (("--peildatum", "2026-08-01"), f"noem eerst een van de bestanden, zoals --peildatum {BO}=…"),
        (("--peildatum", "ander.csv=2026-08-01"), "--peildatum ander.csv=2026-08-01: noem eerst een van de bestanden"),
        (("--codering", "ander.csv=mac_roman"), "--codering ander.csv=mac_roman: noem eerst een van de bestanden"),
        (("--codering", f"{BO}=klingon"), "verwacht een bekende codering, gevonden ‘klingon’"),
    ],
)
def test_an_option_that_cannot_be_is_refused_with_an_example(db, opties, zin):
    assert zin in weigering(MAP / BO, *opties, "--ja")
    assert not School.objects.exists()


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    assert weigering(tmp_path / "weg.csv").startswith(f"{tmp_path / 'weg.csv'}: dit bestand is niet te openen (")
    assert weigering(tmp_path).startswith(f"{tmp_path}: dit bestand is niet te openen (")
