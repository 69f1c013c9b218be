"""What a family reads: one sentence, one date, in plain words."""

import re
from datetime import date, timedelta

import pytest

from dossier.rules import Feiten, stappen, toestand
from tests.leesbaarheid import gewoon

MOEILIJK = re.compile(r"opschort|zienswijze|toelaatbaar|beschikking|belanghebbende|besluitvorming", re.IGNORECASE)
FASEN = ["ingediend", "wacht_op_school", "deskundigen", "besluit", "brief", "ingetrokken", "vraag", "advies"]
FASEN += ["hulp", "antwoord"]


def feiten(fase, **meer):
    basis = {
        "roepnaam": "Fenna",
        "school": "De Zandloper",
        "vandaag": date(2026, 11, 24),
        "soort": "SO",
        "bij_school": "ingeschreven",
        "uiterlijk": date(2026, 12, 18),
        "stil_sinds": date(2026, 11, 20) if fase == "wacht_op_school" else None,
    }
    if fase == "brief":
        basis |= {"uitkomst": "toegekend", "eind": date(2029, 7, 31), "bezwaar_tot": date(2027, 1, 5)}
    return Feiten(fase=fase, **(basis | meer))


@pytest.mark.parametrize("fase", FASEN)
def test_every_phase_says_what_happens_and_what_you_can_do(fase):
    staat = toestand(feiten(fase))
    assert gewoon(staat.nu)
    assert gewoon(*staat.actie)


@pytest.mark.parametrize("fase", FASEN)
@pytest.mark.parametrize("uitkomst", ["toegekend", "afwijkend", "afgewezen"])
def test_no_word_of_lawyers_and_no_long_sentences(fase, uitkomst):
    staat = toestand(feiten(fase, **({"uitkomst": uitkomst} if fase == "brief" else {})))
    tekst = gewoon(staat.nu, *staat.daarna, *staat.actie)
    assert not MOEILIJK.search(tekst)
    zinnen = [zin for zin in re.split(r"[.;?]", tekst) if zin.strip()]
    assert sum(len(zin.split()) for zin in zinnen) / len(zinnen) <= 15


@pytest.mark.parametrize("fase", ["ingediend", "deskundigen", "besluit"])
def test_too_late_is_said_and_what_a_parent_may_do(fase):
    staat = toestand(feiten(fase, uiterlijk=date(2026, 11, 23)))
    assert "langer dan wij zeiden" in gewoon(staat.nu)
    assert "rechter" in gewoon(*staat.actie)


def test_the_last_day_itself_is_not_too_late():
    assert "langer" not in toestand(feiten("besluit", uiterlijk=date(2026, 11, 24))).nu.tekst


@pytest.mark.parametrize("mening_gegeven", [False, True])
def test_a_view_that_may_come_after_our_last_day_does_not_come_before_the_decision(mening_gegeven):
    """Two days that contradict each other: then nothing is promised for after it."""
    besluit = date(2026, 12, 3)
    for tot, daarna in ((besluit - timedelta(days=1), True), (besluit, False), (besluit + timedelta(days=4), False)):
        staat = toestand(feiten("zienswijze", uiterlijk=besluit, mening_tot=tot, mening_gegeven=mening_gegeven))
        zin = gewoon(*staat.daarna)
        assert ("Daarna nemen wij een besluit" in zin) is daarna, tot
        assert ("wachten eerst op de meningen" in zin) is not daarna, tot
        assert "donderdag 3 december" in zin


def test_standing_still_is_never_too_late():
    assert "papieren" in toestand(feiten("wacht_op_school", uiterlijk=date(2026, 1, 1))).nu.tekst


def test_a_tlv_gives_a_right_and_no_duty():
    staat = toestand(feiten("brief"))
    assert "mag Fenna naar een school voor speciaal onderwijs" in gewoon(staat.nu)
    assert "niet verplicht" in gewoon(*staat.actie)
    assert "tot dan blijft De Zandloper verantwoordelijk" in gewoon(*staat.actie)


def test_after_a_refusal_the_school_must_find_help():
    staat = toestand(feiten("brief", uitkomst="afgewezen", eind=None))
    assert "De school moet samen met u zorgen voor passende hulp of een andere plek." in gewoon(*staat.actie)
    assert staat.bezwaar_tot == date(2027, 1, 5)


def test_praktijkonderwijs_may_have_no_end():
    assert "geen einddatum" in gewoon(*toestand(feiten("brief", soort="PRO", eind=None)).daarna)


def test_there_are_five_steps():
    assert len(stappen(feiten("besluit"), 4)) == 5
    assert len(stappen(feiten("vraag"), 2)) == len(stappen(feiten("hulp"), 2)) == 3


def test_a_question_promises_no_decision_and_no_day():
    for fase in ("vraag", "advies", "hulp", "antwoord"):
        staat = toestand(feiten(fase, uiterlijk=date(2026, 11, 1)))
        gezegd = gewoon(staat.nu, *staat.daarna, *staat.actie)
        assert "2026" not in gezegd
        assert "te laat" not in gezegd
