"""Bezwaar to the day: the worked examples T1-T12 and T21-T27, and what must hold for every day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.kalender import is_werkdag
from loket.rules.bezwaar import (
    ONTVANGST_ZIN,
    Herstel,
    Ontvangst,
    Stand,
    Zaakfeiten,
    advies_vragen_tot,
    beroep_tot,
    besluitstand,
    bezwaar_tot,
    bezwaartermijn,
    dwangsom,
    ingebrekestelling_telt,
    onherroepelijk_op,
    ontvangst,
    opgeschorte_dagen,
    verzuimen,
    zittingsdagen,
)

D = date.fromisoformat
DAGEN = st.dates(date(2024, 1, 1), date(2033, 12, 31))
T1 = D("2026-02-26")
T13 = D("2026-03-09")


def termijn(*laatste, commissie=True, vandaag=T1, **meer):
    return bezwaartermijn(laatste or [T1], commissie=commissie, vandaag=vandaag, **meer)


# --- in time or not ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verzonden", "laatste"),
    [
        ("2026-01-15", "2026-02-26"),
        ("2026-02-20", "2026-04-07"),
        ("2025-11-13", "2025-12-29"),
        ("2026-03-24", "2026-05-06"),
        ("2026-04-02", "2026-05-18"),
        ("2025-11-21", "2026-01-05"),
        ("2025-06-27", "2025-08-08"),
        ("2026-03-16", "2026-04-28"),
        ("2026-02-23", "2026-04-07"),
    ],
    ids=[f"T{nr}" for nr in range(1, 10)],
)
def test_six_weeks_to_object(verzonden, laatste):
    assert bezwaar_tot(D(verzonden)) == D(laatste)


@pytest.mark.parametrize(
    ("gepost", "ontvangen", "verwacht"),
    [
        ("2026-02-26", "2026-03-04", Ontvangst.PER_POST_OP_TIJD),
        ("2026-02-27", "2026-03-02", Ontvangst.TE_LAAT),
        ("2026-02-26", "2026-03-06", Ontvangst.TE_LAAT),
        (None, "2026-02-26", Ontvangst.OP_TIJD),
        (None, "2026-02-27", Ontvangst.TE_LAAT),
        ("2026-02-20", "2026-02-23", Ontvangst.OP_TIJD),
    ],
    ids=["T10", "T11", "T12", "portaal op de laatste dag", "portaal een dag later", "gewoon op tijd"],
)
def test_in_time_or_not(gepost, ontvangen, verwacht):
    assert ontvangst(T1, ontvangen=D(ontvangen), gepost=gepost and D(gepost)) == verwacht


def test_a_wrong_body_that_had_it_in_time_saves_the_bezwaar():
    te_laat = {"ontvangen": D("2026-03-20")}
    assert ontvangst(T1, **te_laat) == Ontvangst.TE_LAAT
    assert ontvangst(T1, **te_laat, elders=D("2026-02-25")) == Ontvangst.ELDERS_OP_TIJD
    assert ontvangst(T1, **te_laat, elders=D("2026-03-03"), gepost=T1) == Ontvangst.ELDERS_OP_TIJD
    assert ontvangst(T1, **te_laat, elders=D("2026-02-27")) == Ontvangst.TE_LAAT


def test_a_bezwaar_before_the_letter_counts():
    assert ontvangst(None, ontvangen=T1) == Ontvangst.TE_VROEG


def test_each_way_of_coming_in_has_its_sentence_and_its_article():
    assert set(ONTVANGST_ZIN) == set(Ontvangst)
    assert all("Awb 6:" in zin for zin in ONTVANGST_ZIN.values())


@given(DAGEN, st.integers(-60, 60), st.one_of(st.none(), st.integers(-60, 60)))
def test_a_later_postmark_or_a_later_receipt_is_never_better(laatste, ontvangen, gepost):
    dag = laatste + timedelta(days=ontvangen)
    post = None if gepost is None else min(dag, laatste + timedelta(days=gepost))
    later = ontvangst(laatste, ontvangen=dag + timedelta(days=1), gepost=post)
    if ontvangst(laatste, ontvangen=dag, gepost=post) == Ontvangst.TE_LAAT:
        assert later == Ontvangst.TE_LAAT


# --- until when we decide ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("termijn_", "verwacht"),
    [
        (termijn(), "2026-05-21"),
        (termijn(verdaagd=True), "2026-07-02"),
        (termijn(commissie=False), "2026-04-09"),
        (termijn(D("2026-05-06")), "2026-07-29"),
    ],
    ids=["T21", "T22", "T23", "T24"],
)
def test_until_when_to_decide(termijn_, verwacht):
    assert termijn_.uiterlijk == D(verwacht)


def test_the_earliest_letter_starts_the_clock_for_all():
    assert termijn(D("2026-05-06"), T1).uiterlijk == termijn().uiterlijk


def test_without_any_letter_there_is_no_term_yet():
    assert bezwaartermijn([], commissie=True, vandaag=T1) is None


def test_above_twelve_weeks_a_day_off_moves_nothing():
    begin = D("2026-03-06") - timedelta(days=84)  # 18 weeks later is Good Friday 3 April 2026
    assert termijn(begin - timedelta(days=14), verdaagd=True).uiterlijk == D("2026-04-03")
    assert termijn(D("2026-01-09")).uiterlijk == D("2026-04-07")  # twelve weeks does move


def test_waiting_for_the_grounds_stands_still_and_says_so():
    stil = termijn(herstel=[Herstel(D("2026-03-02"), D("2026-03-30"))], vandaag=D("2026-03-10"))
    assert (stil.stilgezet_sinds, stil.opgeschort, stil.uiterlijk) == (D("2026-03-02"), 28, D("2026-06-18"))
    assert stil.staat(D("2026-03-10")) == "pauze"
    hersteld = termijn(herstel=[Herstel(D("2026-03-02"), D("2026-03-30"), D("2026-03-12"))])
    assert (hersteld.stilgezet_sinds, hersteld.opgeschort, hersteld.uiterlijk) == (None, 9, D("2026-06-01"))  # 30-5: za
    assert [stap.regel.split(":")[0] for stap in hersteld.stappen] == ["Awb 6", "Awb 7", "Awb 7"]


def test_what_stood_still_before_the_term_began_costs_no_day():
    assert termijn(herstel=[Herstel(D("2026-01-20"), D("2026-02-17"), D("2026-02-10"))]).opgeschort == 0
    assert opgeschorte_dagen(T1, Herstel(D("2026-02-20"), D("2026-03-20"), D("2026-03-01"))) == 2


def test_the_end_is_told_in_steps_with_the_rule_of_each():
    stappen = termijn(verdaagd=True, uitstel_tot=D("2026-08-01")).stappen
    assert [stap.dag for stap in stappen] == [T1, D("2026-05-21"), D("2026-07-02"), D("2026-08-01")]
    assert all("Awb" in stap.regel for stap in stappen)


def test_the_state_of_the_term_in_words_of_the_worklist():
    lang = termijn()
    assert [lang.staat(D(dag)) for dag in ("2026-05-14", "2026-05-15", "2026-05-21", "2026-05-22")] == [
        "goed",
        "week",
        "week",
        "laat",
    ]


@given(DAGEN, st.booleans(), st.booleans(), st.integers(1, 40), st.integers(0, 60))
def test_more_time_is_never_less_and_a_short_term_ends_on_a_working_day(begin, commissie, verdaagd, dagen, na):
    kaal = bezwaartermijn([begin], commissie=commissie, verdaagd=verdaagd, vandaag=begin)
    herstel = Herstel(begin + timedelta(days=na), begin + timedelta(days=na + dagen))
    langer = bezwaartermijn([begin], commissie=commissie, verdaagd=verdaagd, herstel=[herstel], vandaag=begin)
    assert langer.uiterlijk >= kaal.uiterlijk
    assert langer.stappen[-1].dag == langer.uiterlijk
    if not (commissie and verdaagd):
        assert is_werkdag(langer.uiterlijk)


def test_what_a_bezwaar_without_grounds_still_lacks():
    assert verzuimen(gronden=True, ondertekend=True) == []
    assert verzuimen(gronden=False, ondertekend=False) == [
        "waarom u het niet eens bent met het besluit",
        "uw handtekening",
    ]


def test_t25_the_national_committee_is_asked_within_two_weeks():
    assert advies_vragen_tot(D("2026-02-20")) == D("2026-03-06")


def test_papers_lie_ready_a_week_before_and_come_in_until_ten_days_before():
    dagen = zittingsdagen(D("2026-04-16"))
    assert (dagen.ter_inzage, dagen.stukken_tot) == (D("2026-04-09"), D("2026-04-06"))  # Tweede Paasdag: no extension


def test_t26_six_weeks_to_go_to_court():
    assert beroep_tot(D("2026-06-04")) == D("2026-07-16")


# --- being late -------------------------------------------------------------------------------------------------


def test_t27_the_first_day_is_a_setting():
    feiten = {"ingebrekestelling": D("2026-04-14"), "besloten": None, "vandaag": D("2026-04-20")}
    assert dwangsom(T13, **feiten).eerste_dag == D("2026-04-28")
    assert dwangsom(T13, **feiten, dag_erna=True).eerste_dag == D("2026-04-29")
    assert dwangsom(T13, **feiten).totaal == 0


def test_the_penalty_is_shown_per_day_and_stops_at_1442():
    eerste = D("2026-04-28")
    lopend = dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=None, vandaag=eerste + timedelta(days=14))
    assert lopend.dagen[0] == (eerste, Decimal(23))
    assert lopend.dagen[14] == (eerste + timedelta(days=14), Decimal(35))
    assert (lopend.totaal, lopend.vaststellen_tot) == (Decimal(14 * 23 + 35), None)
    vol = dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=None, vandaag=D("2026-12-01"))
    assert (vol.totaal, len(vol.dagen)) == (Decimal(14 * 23 + 14 * 35 + 14 * 45), 42)
    assert (vol.totaal, vol.vaststellen_tot) == (Decimal(1442), D("2026-06-08") + timedelta(days=14))


def test_the_day_of_the_decision_costs_nothing():
    besloten = dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=D("2026-04-30"), vandaag=D("2026-06-01"))
    assert (besloten.totaal, besloten.vaststellen_tot) == (Decimal(46), D("2026-05-13"))


def test_the_days_to_fix_the_penalty_do_not_end_on_a_day_off():
    """Awb 4:18 is a term in the law, so its end moves (Atw 1): Whit Monday 25 May 2026 is a day off."""
    besloten = dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=D("2026-05-12"), vandaag=D("2026-06-01"))
    assert (besloten.dagen[-1][0], besloten.vaststellen_tot) == (D("2026-05-11"), D("2026-05-26"))


def test_the_amounts_are_those_of_their_day():
    oud = dwangsom(date(2018, 12, 3), ingebrekestelling=date(2018, 12, 16), besloten=date(2019, 1, 2), vandaag=T1)
    assert oud.dagen == ((date(2018, 12, 30), Decimal(20)), (date(2018, 12, 31), Decimal(20)), (date(2019, 1, 1), 23))


def test_the_most_it_can_cost_follows_the_amounts_of_its_days():
    nu = dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=None, vandaag=D("2026-04-29"))
    assert (nu.totaal, nu.hoogstens) == (Decimal(46), Decimal(1442))
    oud = dwangsom(date(2017, 12, 3), ingebrekestelling=date(2017, 12, 16), besloten=None, vandaag=date(2018, 1, 1))
    assert oud.hoogstens == Decimal(14 * (20 + 30 + 40))


def test_a_notice_of_default_before_the_term_ended_does_not_count():
    assert not ingebrekestelling_telt(T13, ontvangen=T13)
    assert ingebrekestelling_telt(T13, ontvangen=T13 + timedelta(days=1))


@given(DAGEN, st.integers(1, 200), st.integers(0, 200))
def test_a_day_later_never_costs_less_and_never_more_than_the_maximum(uiterlijk, na, later):
    bericht = uiterlijk + timedelta(days=na)
    bedragen = [
        dwangsom(uiterlijk, ingebrekestelling=bericht, besloten=None, vandaag=bericht + timedelta(days=later + een))
        for een in (0, 1)
    ]
    assert Decimal(0) <= bedragen[0].totaal <= bedragen[1].totaal <= Decimal(1442)


# --- what a decision is worth today -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("laatste", "zaken", "vandaag", "stand"),
    [
        ([T1, None], [], "2026-04-01", Stand.NIET_VERSTUURD),
        ([], [], "2026-04-01", Stand.NIET_VERSTUURD),
        ([T1], [], "2026-03-05", Stand.OPEN),
        ([T1], [], "2026-03-06", Stand.ONHERROEPELIJK),
        ([T1, T13], [], "2026-03-06", Stand.OPEN),
        ([T1], [Zaakfeiten(loopt=True)], "2027-01-01", Stand.IN_BEZWAAR),
        ([None], [Zaakfeiten(loopt=True)], "2026-01-01", Stand.IN_BEZWAAR),
        ([T1], [Zaakfeiten(loopt=False, beroep_dagen=(D("2026-07-16"),))], "2026-07-23", Stand.BESLIST_OP_BEZWAAR),
        ([T1], [Zaakfeiten(loopt=False, beroep_dagen=(D("2026-07-16"),))], "2026-07-24", Stand.ONHERROEPELIJK),
        ([T1], [Zaakfeiten(False, (D("2026-07-16"),), in_beroep=True)], "2027-07-24", Stand.IN_BEROEP),
    ],
)
def test_what_a_decision_is_worth_today(laatste, zaken, vandaag, stand):
    assert besluitstand(laatste, zaken, vandaag=D(vandaag)).stand == stand


@given(st.lists(DAGEN, min_size=1, max_size=4), st.integers(-30, 60))
def test_irrevocable_is_the_end_of_the_last_term_and_a_week(laatste, dagen):
    vandaag = max(laatste) + timedelta(days=dagen)
    onherroepelijk = besluitstand(laatste, [], vandaag=vandaag).stand == Stand.ONHERROEPELIJK
    assert onherroepelijk == (dagen > 7) == (vandaag >= onherroepelijk_op(max(laatste)))
