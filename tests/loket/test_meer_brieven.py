"""Letters around an aanvraag: what each says to whom, what it keeps to itself, and what it cannot do without."""

import dataclasses
from datetime import date

import pytest
from django.template import Context

from kern.brieven.dagtekening import als_voorbeeld
from loket import letters
from tests.loket import meer_brieven as brieven
from tests.loket.brieven import AFZENDER, GEADRESSEERDEN
from tests.loket.test_letters import MOTOR, tekst


def gelezen(brief, sjabloon="zaakbrief"):
    html = MOTOR.get_template(f"brieven/{sjabloon}.html").render(Context({"brief": brief}))
    return tekst(als_voorbeeld(html)).replace("\u00a0", " ")


def test_the_receipt_says_until_when_by_our_word_and_by_the_law():
    woorden = gelezen(brieven.bevestiging("school"))
    assert "Wij besluiten uiterlijk op vrijdag 4 december 2026." in woorden
    assert "De wet geeft ons tijd tot en met 21 december 2026." in woorden
    zelfde = gelezen(brieven.bevestiging("school", beloofd=date(2026, 12, 21)))
    assert "uiterlijk op maandag 21 december 2026." in zelfde
    assert "De wet geeft ons tijd" not in zelfde


def test_a_question_gets_an_answer_and_no_decision():
    for wie in GEADRESSEERDEN:
        woorden = gelezen(brieven.bevestiging(wie, **brieven.VRAAG))
        assert "Wij antwoorden uiterlijk" in woorden
        assert "deskundigen" not in woorden
        assert "artikel" not in woorden


@pytest.mark.parametrize("maken", [brieven.bevestiging, brieven.advies, brieven.aanbieding, brieven.arrangement])
def test_who_may_not_know_where_the_child_is_reads_no_school(maken):
    brief = maken("ouder")
    afgeschermd = dataclasses.replace(
        brief, geadresseerde=dataclasses.replace(brief.geadresseerde, afgeschermd=True), **_zonder_kopie(brief)
    )
    assert "Zandloper" not in gelezen(afgeschermd)


def _zonder_kopie(brief):
    return {"afschriften": ()} if hasattr(brief, "afschriften") else {}


def test_the_school_reads_what_being_late_costs_and_parents_that_they_can_go_to_court():
    """Afspraak 42, with the days of T27."""
    school, ouder = gelezen(brieven.ingebreke("school")), gelezen(brieven.ingebreke("ouder"))
    assert "vanaf 28 april 2026 een dwangsom" in school
    assert "14 dagen van € 23,00, 14 dagen van € 35,00 en 14 dagen van € 45,00" in school
    assert "hoogstens € 1.442,00" in school
    assert "kunt u vanaf 28 april 2026 naar de rechter" in ouder
    assert "€" not in ouder
    vroeg = gelezen(brieven.ingebreke("school", telt=False, uiterlijk=date(2026, 4, 20)))
    assert "tot en met maandag 20 april 2026" in vroeg
    assert "dwangsom" not in vroeg


def test_a_notice_that_is_written_down_after_the_two_weeks_promises_no_day_that_is_past():
    op_tijd = {"geschreven_op": date(2026, 4, 27)}
    assert "uiterlijk op maandag 27 april 2026" in gelezen(brieven.ingebreke("ouder", **op_tijd))
    for dag in (date(2026, 4, 28), date(2026, 5, 14)):
        school, ouder = (gelezen(brieven.ingebreke(wie, geschreven_op=dag)) for wie in ("school", "ouder"))
        for woorden in (school, ouder):
            assert "nog twee weken. Die zijn voorbij. Wij besluiten zo snel mogelijk." in woorden
            assert "27 april 2026" not in woorden
        assert "U krijgt vanaf 28 april 2026 een dwangsom" in school
        assert "U kunt nu naar de rechter" in ouder
        assert "28 april 2026" not in ouder


def test_a_reminder_says_when_it_was_asked_and_until_when():
    woorden = gelezen(brieven.aanvulherinnering())
    assert "Op 28 oktober 2026 vroegen wij u" in woorden
    assert "tot en met maandag 7 december 2026" in woorden


def test_the_expert_reads_the_question_that_fits_the_kind():
    assert "welke categorie past erbij" in gelezen(brieven.deskundige())
    sbo = gelezen(brieven.deskundige(soort="SBO"))
    assert "categorie" not in sbo
    assert "voor hoelang" in sbo


def test_the_sheet_for_the_receiving_school_holds_no_aanvraag():
    woorden = gelezen(brieven.tlv_blad(), "tlv_blad")
    assert "AV-2026" not in woorden
    assert "De Zandloper" not in woorden
    assert "zonder einddatum" in gelezen(brieven.tlv_blad(soort="PRO", categorie="", eind=None), "tlv_blad")


def test_an_arrangement_that_is_no_decision_can_be_asked_to_be_looked_at_again():
    """R-ARR-02."""
    geen = gelezen(brieven.arrangement(besluit=False))
    assert "Vraag ons dan binnen zes weken om er nog eens naar te kijken" in geen
    assert "nog eens naar te kijken" not in gelezen(brieven.arrangement(), "arrangement")


@pytest.mark.parametrize(
    ("brief", "controle", "ontbreekt"),
    [
        (
            brieven.bevestiging(afzender=dataclasses.replace(AFZENDER, email="")),
            letters.aanvraagbevestiging_ontbreekt,
            "telefoon en e-mail van het samenwerkingsverband",
        ),
        (brieven.aanvulling(nodig=(), uitleg=" "), letters.aanvullingsbrief_ontbreekt, "wat er ontbreekt"),
        (brieven.advies(advies=" "), letters.adviesbrief_ontbreekt, "het advies"),
        (brieven.ingebreke(treden=()), letters.ingebrekebevestiging_ontbreekt, "wat het kost als wij te laat zijn"),
        (brieven.dwangsom(treden=()), letters.dwangsombrief_ontbreekt, "het bedrag"),
        (brieven.deskundige(discipline=""), letters.deskundigebrief_ontbreekt, "als wat wij de deskundige vragen"),
        (brieven.tlv_blad(categorie=""), letters.tlvblad_ontbreekt, "categorie"),
        (brieven.tlv_blad(eind=None), letters.tlvblad_ontbreekt, "einddatum"),
        (
            dataclasses.replace(brieven.arrangement(), toekenning=letters.Toekenning(toegekend=True, vorm="hulp")),
            letters.arrangementbrief_ontbreekt,
            "hoeveel hulp, en van wanneer tot wanneer",
        ),
        (
            dataclasses.replace(brieven.arrangement(toegekend=False), passende_hulp=""),
            letters.arrangementbrief_ontbreekt,
            "welke hulp wel past",
        ),
        (
            dataclasses.replace(brieven.arrangement(), afschriften=()),
            letters.arrangementbrief_ontbreekt,
            "wie een kopie krijgt",
        ),
    ],
)
def test_the_checklist_names_what_is_empty(brief, controle, ontbreekt):
    assert controle(brief) == [ontbreekt]
