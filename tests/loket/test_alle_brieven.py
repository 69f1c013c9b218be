"""What holds of every letter: complete, in the agreed words, and with a clause just when it is a decision."""

import dataclasses
import os
import re
from itertools import pairwise
from pathlib import Path

from loket import letters
from tests.elk import elk
from tests.loket.alle_brieven import ALLE, BEROEP, BEZWAAR, EEN_PER_SOORT, EERDER, GEEN
from tests.loket.test_letters import SJABLONEN, SNAPSHOTS

CLAUSULES = {
    BEZWAAR: (
        "U kunt ook bezwaar maken.",
        "binnen zes weken na de dag van verzending van deze brief",
        "Maak bezwaar bij het bestuur van",
        "per post:",
        "per e-mail: bezwaar@vloedlijn.example",
        "Schrijf daarin: uw naam en adres, en de datum",
        "Bezwaar maken is gratis",
    ),
    BEROEP: (
        "U kunt ook in beroep gaan bij de rechter.",
        "binnen zes weken na de dag van verzending van deze brief",
        "Schrijf daarin: uw naam en adres, en de datum",
        "griffierecht",
        "voorlopige voorziening",
    ),
    EERDER: ("U kunt nog bezwaar maken zolang dat kan volgens onze brief van",),
    GEEN: (),
}
"""What each clause cannot do without (Awb 3:45, 6:5, 7:15; domein.md 4.1 item 7)."""
BLOKJES = re.compile(r'(<path stroke="#000" d=")[^"]+')
"""The squares of a QR code are nothing to read aloud."""
GEEN_BRIEF = {"Bericht", "Zaakbrief", "Bezwaarbericht", "Stuk"}
GEEN_SJABLOON = {"papier", "basis", "besluitbasis", "kort_besluit", "stuk"}
"""What letters are built from or go along with one (test_stukken.py), and no letter themselves."""


def ids(geval):
    return geval.naam


@elk("geval", ALLE, ids=ids)
def test_the_words_are_those_that_were_read_and_approved(geval):
    """After a change on purpose: SNAPSHOTS=schrijven, and read the difference aloud."""
    html, bestand = BLOKJES.sub(r"\1", geval.gedateerd()), SNAPSHOTS / f"{geval.naam}.html"
    if os.environ.get("SNAPSHOTS") == "schrijven":
        bestand.write_text(html, encoding="utf-8")
    assert html == bestand.read_text(encoding="utf-8"), "SNAPSHOTS=schrijven writes them again"
    assert "ONTBREEKT" not in html
    assert "None" not in html


@elk("geval", ALLE, ids=ids)
def test_nothing_compulsory_is_missing(geval):
    """4.1 items 1, 2 and 8, and by its own checklist the rest: by whom, to whom, about whom, when, and signed."""
    assert geval.controle(geval.brief) == []
    gelezen, brief = geval.tekst(), geval.brief
    venster = [" ".join(regel.split()) for regel in brief.geadresseerde.venster]
    for deel in (brief.afzender.naam, brief.afzender.telefoon, brief.kenmerk, brief.titel, *venster):
        assert deel in gelezen
    assert "Met vriendelijke groet," in gelezen
    assert "Is deze brief echt?" in gelezen
    assert "7K4M-92QD" in gelezen


@elk("geval", ALLE, ids=ids)
def test_a_decision_says_how_to_object_and_what_is_none_does_not(geval):
    gelezen = geval.tekst()
    assert [deel for deel in CLAUSULES[geval.clausule] if deel not in gelezen] == []
    if geval.clausule in (BEZWAAR, BEROEP):
        assert "Besluit genomen op" in gelezen or "Beslissing genomen op" in gelezen
        assert "op grond van" in gelezen
        assert "Uw privacy." in gelezen
    if geval.clausule == GEEN:
        verboden = (
            "bezwaar maken",
            "Maak bezwaar",
            "in beroep",
            "na de dag van verzending",
            "genomen op",
            "Namens het",
        )
        assert [deel for deel in verboden if deel in gelezen] == []


@elk("geval", EEN_PER_SOORT, ids=ids)
def test_the_checklist_notices_that_the_signature_or_the_address_is_gone(geval):
    brief = geval.brief
    geen_adres = dataclasses.replace(brief, geadresseerde=dataclasses.replace(brief.geadresseerde, adresregels=()))
    assert geval.controle(geen_adres) == (["adres van de geadresseerde"] if geval.per_post else [])
    if hasattr(brief, "ondertekening"):
        anoniem = dataclasses.replace(brief, ondertekening=dataclasses.replace(brief.ondertekening, naam=""))
        assert geval.controle(anoniem) == ["wie ondertekent, met functie"]


def test_no_letter_and_no_template_is_forgotten():
    """A kind that nobody put in the list would be checked by nothing."""
    klassen = {naam for naam in letters.__all__ if hasattr(getattr(letters, naam), "documenttitel")} - GEEN_BRIEF
    assert klassen - {type(een.brief).__name__ for een in ALLE} == set()
    eigen = {bestand.stem for bestand in Path(SJABLONEN / "brieven").glob("[!_]*.html")} - GEEN_SJABLOON
    assert eigen == {een.sjabloon for een in ALLE}
    assert len({een.naam for een in ALLE}) == len(ALLE)


def test_no_snapshot_is_left_behind():
    assert {bestand.stem for bestand in SNAPSHOTS.glob("*.html")} == {een.naam for een in ALLE}


@elk("geval", EEN_PER_SOORT, ids=ids)
def test_a_letter_is_one_heading_with_headings_below_it_in_order(geval):
    koppen = [int(kop) for kop in re.findall(r"<h([1-6])", geval.bevroren())]
    assert koppen[0] == 1
    assert koppen.count(1) == 1
    assert all(straks <= nu + 1 for nu, straks in pairwise(koppen))
