"""Of every C-number it is said where it is or why it is not, and what is named is really there."""

from pathlib import Path

from scholen.regio import PROFIELEN
from swv_portal.regios import STANDEN, regios, vragen
from tests.test_toegang import alle_namen
from voorlichting.regio import laden

WORTEL = Path(__file__).parent.parent.parent


def test_every_number_is_there_once_and_says_how_it_stands():
    alle = vragen()
    assert [een.nummer for een in alle] == [f"C{nummer:02d}" for nummer in range(1, 86)]
    assert {een.regio for een in alle} == set(PROFIELEN)
    for een in alle:
        assert een.stand in STANDEN, een.nummer
        assert een.wat.endswith("."), een.nummer
        assert bool(een.paginas) == (een.stand != "nee"), een.nummer
        assert bool(een.tests) == (een.stand != "nee"), een.nummer


def test_what_is_named_exists():
    namen = set(alle_namen())
    weg = [(een.nummer, naam) for een in vragen() for naam in een.paginas if naam not in namen]
    for een in vragen():
        for test in een.tests:
            bestand, _, functie = test.partition("::")
            pad = WORTEL / bestand
            if not pad.is_file() or (functie and f"def {functie}(" not in pad.read_text(encoding="utf-8")):
                weg.append((een.nummer, test))
    assert weg == []


def test_haaglanden_has_a_page_about_the_ten_references():
    plekken = [een.plek["slug"] for een in laden("haaglanden").paginas]
    assert "referentiekader" in plekken


def test_a_table_has_a_row_for_each():
    tekst = regios()
    assert [tekst.count(f"\n| {een.nummer} |") for een in vragen()] == [1] * 85
