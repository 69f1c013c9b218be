"""Where a case stands on the ladder, what is due and what is proposed; and what a melding must meet."""

from datetime import date

import pytest

from kern.termijnen.kalender import is_schoolwerkdag
from thuiszitters.rules.ladder import (
    Begin,
    Gedaan,
    Termijn,
    Toestand,
    Trede,
    Zorg,
    alarm,
    laatste_dag,
    ladder,
    nu,
    voorstel,
)
from thuiszitters.rules.melding import eerste_dag_fout, zelfde_casus

T = Toestand
TREDEN = [
    Trede(1, "Melding", "School", "melding", Termijn(5, "schooldagen", "eerste_dag", "binnen")),
    Trede(2, "Startgesprek", "School en regisseur", "startgesprek", Termijn(5, "schooldagen", "melding", "binnen")),
    Trede(3, "Opbouwen", "School", "opbouw", Termijn(3, "schoolweken", "vorige", "binnen")),
    Trede(4, "Doorbraakgesprek", "Directie", "doorbraak", Termijn(10, "schoolweken", "eerste_dag", "na")),
    Trede(5, "Doorzettingsmacht", "Bestuur", "doorzettingsmacht", Termijn(3, "maanden", "eerste_dag", "na")),
    Trede(6, "Nazorg", "School", "nazorg", Termijn(3, "maanden", "vorige", "duur")),
]
BEGIN = Begin(eerste_dag=date(2026, 9, 24), gemeld_op=date(2026, 9, 29))
GEDAAN = {1: Gedaan(date(2026, 9, 29)), 2: Gedaan(date(2026, 10, 5))}


def midden(dag):
    return is_schoolwerkdag(dag, "midden")


def op(dag, gedaan=GEDAAN):
    return ladder(TREDEN, gedaan, BEGIN, dag, midden)


def test_the_first_step_that_is_not_done_is_now_and_what_follows_is_later():
    sporten = op(date(2026, 11, 2))
    assert [een.toestand for een in sporten] == [T.KLAAR, T.KLAAR, T.NU, T.STRAKS, T.STRAKS, T.STRAKS]
    assert [een.dag for een in sporten] == [
        date(2026, 9, 29),
        date(2026, 10, 5),
        date(2026, 11, 2),
        date(2026, 12, 10),
        date(2026, 12, 24),
        None,
    ]
    woorden = ["Uiterlijk 2 november 2026", "Vanaf 10 december 2026", "Vanaf 24 december 2026", "Komt nog"]
    assert [een.wanneer for een in sporten[2:]] == woorden
    assert not nu(sporten).te_laat
    assert nu(op(date(2026, 11, 3))).te_laat


def test_a_skipped_step_is_no_step_now_and_an_end_has_none():
    overgeslagen = GEDAAN | {3: Gedaan(date(2026, 10, 6), overgeslagen=True)}
    sporten = op(date(2026, 10, 7), overgeslagen)
    assert sporten[2].toestand == T.OVERGESLAGEN
    assert nu(sporten).trede.nummer == 4
    assert nu(op(date(2026, 10, 7), {nummer: Gedaan(date(2026, 10, 6)) for nummer in range(1, 7)})) is None


def test_an_escalation_is_proposed_from_its_day_on_the_farthest_first():
    assert voorstel(op(date(2026, 12, 9)), date(2026, 12, 9)) is None
    assert voorstel(op(date(2026, 12, 10)), date(2026, 12, 10)).trede.naam == "Doorbraakgesprek"
    assert voorstel(op(date(2026, 12, 24)), date(2026, 12, 24)).trede.naam == "Doorzettingsmacht"
    gedaan = GEDAAN | {nummer: Gedaan(date(2026, 12, 1)) for nummer in (3, 4, 5)}
    assert voorstel(op(date(2027, 1, 4), gedaan), date(2027, 1, 4)) is None, "what was done is not proposed"


def test_terms_count_school_days_school_weeks_days_or_months():
    begin = date(2026, 10, 8)
    dagen = {"schooldagen": date(2026, 10, 13), "schoolweken": date(2026, 11, 5), "dagen": date(2026, 10, 11)}
    for eenheid, verwacht in (dagen | {"maanden": date(2027, 1, 8)}).items():
        assert laatste_dag(Termijn(3, eenheid, "vorige", "binnen"), begin, midden) == verwacht


@pytest.mark.parametrize(
    ("termijn", "woorden"),
    [
        (Termijn(5, "schooldagen", "melding", "binnen"), "binnen 5 schooldagen na de melding"),
        (Termijn(1, "maanden", "vorige", "binnen"), "binnen 1 maand na de vorige stap"),
        (Termijn(10, "schoolweken", "eerste_dag", "na"), "als het na 10 schoolweken niet beter gaat"),
        (Termijn(3, "maanden", "vorige", "duur"), "3 maanden lang"),
    ],
)
def test_a_term_in_words(termijn, woorden):
    assert termijn.woorden == woorden


def test_why_a_case_is_on_top_in_words():
    dag = date(2026, 12, 10)
    goed = Zorg(regievoerder=True, afspraken=[dag], laatste_actie=date(2026, 12, 1), stil_na_dagen=14)
    assert alarm(goed, None, None, dag) == []
    sporten = op(dag)
    slecht = Zorg(regievoerder=False, afspraken=[], laatste_actie=date(2026, 11, 26), stil_na_dagen=14)
    assert alarm(slecht, nu(sporten), voorstel(sporten, dag), dag) == [
        "Nog geen regievoerder.",
        "Er is geen volgende stap met een naam en een datum.",
        "Al 14 dagen is hier niets gedaan.",
        "‘Opbouwen’ moest klaar zijn op 2 november 2026.",
        "‘Doorbraakgesprek’ kan sinds 10 december 2026.",
    ]
    weg = Zorg(regievoerder=False, afspraken=[dag], laatste_actie=dag, stil_na_dagen=14, weg=True)
    assert alarm(weg, None, None, dag) == ["De regievoerder werkt hier niet meer."]
    te_laat = Zorg(True, [date(2027, 1, 5), date(2026, 12, 9)], dag, 14)
    assert alarm(te_laat, None, None, dag) == ["Een afspraak moest klaar zijn op 9 december 2026."]


def test_a_first_day_lies_after_the_birth_and_not_in_the_future():
    geboren, vandaag = date(2018, 6, 3), date(2026, 10, 1)
    assert eerste_dag_fout(vandaag, geboortedatum=geboren, vandaag=vandaag) == ""
    assert "toekomst" in eerste_dag_fout(date(2026, 10, 2), geboortedatum=geboren, vandaag=vandaag)
    assert "geboorte" in eerste_dag_fout(geboren, geboortedatum=geboren, vandaag=vandaag)
    assert "tien jaar" in eerste_dag_fout(date(2016, 1, 1), geboortedatum=date(2010, 1, 1), vandaag=date(2026, 10, 1))


def test_within_thirty_days_after_closing_it_is_the_same_case():
    gesloten = date(2026, 10, 1)
    assert zelfde_casus(gesloten, date(2026, 10, 31))
    assert not zelfde_casus(gesloten, date(2026, 11, 1))
