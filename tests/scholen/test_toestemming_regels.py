"""Who must agree before something about a child goes to a third party, and when that holds; pure, with its cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholen.rules.toestemming import (
    LEERLING,
    Band,
    Soort,
    Stand,
    Vraag,
    Woord,
    is_bekend,
    laatste_dag,
    mag_antwoorden,
    mag_intrekken,
    stand,
    wie_moet,
)

JONG, ZESTIEN = date(2016, 6, 3), date(2010, 6, 3)
DAG, TOT = date(2026, 11, 27), date(2027, 5, 27)
VAN = date(2010, 6, 3)
MOEDER, VADER = Band("moeder", "gezag", VAN), Band("vader", "gezag", VAN)
BEIDEN = (MOEDER, VADER)
JA, NEE, STOP = Soort.JA, Soort.NEE, Soort.INGETROKKEN


def woord(wie, soort=JA, op=DAG):
    return Woord(wie, soort, op)


def vraag(*woorden, geboren=JONG, banden=BEIDEN, tot=TOT):
    return Vraag(geboren, banden, tot, woorden)


@pytest.mark.parametrize(
    ("geboren", "banden", "moeten"),
    [
        (JONG, BEIDEN, {"moeder", "vader"}),
        (JONG, (MOEDER, Band("vader", "geen", VAN)), {"moeder"}),
        (JONG, (Band("voogd", "voogdij", VAN),), {"voogd"}),
        (JONG, (MOEDER, Band("gi", "gedeeltelijk", VAN)), {"moeder", "gi"}),
        (JONG, (MOEDER, Band("vader", "gezag", VAN, DAG - timedelta(days=1))), {"moeder"}),
        (JONG, (MOEDER, Band("vader", "gezag", VAN, DAG)), {"moeder", "vader"}),
        (JONG, (), set()),
        (ZESTIEN, BEIDEN, {LEERLING}),
        (date(2008, 11, 27), (), {LEERLING}),
        (date(2008, 11, 27), (Band("mentor", "mentor", VAN), MOEDER), {"mentor"}),
        (date(2008, 11, 27), (Band("tante", "gemachtigde", VAN),), {LEERLING}),
    ],
    ids=[
        "beide ouders", "een zonder gezag", "voogd", "gedeeltelijk", "gezag voorbij", "laatste dag gezag", "niemand",
        "zestien", "achttien", "mentor", "gemachtigde",
    ],
)  # fmt: skip
def test_under_sixteen_every_parent_with_gezag_must_agree_and_then_the_pupil(geboren, banden, moeten):
    """UAVG 5 lid 1 and 2; BW 1:253i."""
    assert wie_moet(geboren, banden, DAG) == moeten


@pytest.mark.parametrize(
    ("woorden", "verwacht"),
    [
        ((), Stand.GEVRAAGD),
        ((woord("moeder"),), Stand.GEVRAAGD),
        ((woord("moeder"), woord("vader")), Stand.GEGEVEN),
        ((woord("moeder"), woord("vader", NEE)), Stand.GEWEIGERD),
        ((woord("vader", NEE), woord("moeder"), woord("vader")), Stand.GEGEVEN),
        ((woord("moeder"), woord("vader"), woord("moeder", STOP)), Stand.INGETROKKEN),
        ((woord("moeder"), woord("vader"), woord("moeder", STOP), woord("moeder")), Stand.INGETROKKEN),
        ((woord("moeder"), woord("buurvrouw")), Stand.GEVRAAGD),
        ((woord("moeder"), woord("vader", op=DAG + timedelta(days=1))), Stand.GEVRAAGD),
        ((woord("vader", NEE), woord("moeder"), woord("vader", op=DAG - timedelta(days=1))), Stand.GEWEIGERD),
    ],
    ids=[
        "niemand", "een van twee", "allebei", "een zegt nee", "nee wordt ja", "een trekt in", "intrekken blijft",
        "wie niets mag zeggen", "morgen", "een ja van gisteren",
    ],
)  # fmt: skip
def test_both_parents_must_say_yes_and_one_ends_it(woorden, verwacht):
    assert stand(vraag(*woorden), DAG) == verwacht


def test_it_holds_up_to_and_including_its_last_day():
    beiden = vraag(woord("moeder"), woord("vader"))
    assert stand(beiden, TOT) == Stand.GEGEVEN
    assert stand(beiden, TOT + timedelta(days=1)) == Stand.VERLOPEN
    assert stand(vraag(), TOT + timedelta(days=1)) == Stand.VERLOPEN
    assert laatste_dag(DAG) == date(2027, 11, 27)
    assert laatste_dag(date(2028, 2, 29)) == date(2029, 2, 28)


def test_while_somebodys_gezag_is_unknown_nothing_is_shared():
    banden = (MOEDER, Band("vader", "onbekend", VAN))
    assert not is_bekend(JONG, banden, DAG)
    assert stand(vraag(woord("moeder"), banden=banden), DAG) == Stand.GEVRAAGD
    assert mag_antwoorden(vraag(banden=banden), "moeder", DAG), "who is known can say so already"
    assert is_bekend(ZESTIEN, banden, DAG), "from sixteen it does not matter"


def test_who_gets_gezag_later_must_agree_too_and_who_lost_it_no_longer_counts():
    moeder_alleen = (MOEDER, Band("vader", "gezag", TOT - timedelta(days=30)))
    een = vraag(woord("moeder"), banden=moeder_alleen)
    assert stand(een, DAG) == Stand.GEGEVEN
    assert stand(een, TOT) == Stand.GEVRAAGD
    vader_weg = (MOEDER, Band("vader", "gezag", VAN, DAG))
    weigert = vraag(woord("moeder"), woord("vader", NEE), banden=vader_weg)
    assert stand(weigert, DAG) == Stand.GEWEIGERD
    assert stand(weigert, DAG + timedelta(days=1)) == Stand.GEGEVEN


def test_what_parents_agreed_to_stays_at_sixteen_until_the_pupil_ends_it():
    """EDPB, Richtsnoeren 5/2020 over toestemming: no word from the pupil, then it stays."""
    jarig = date(2027, 1, 10)
    geboren = date(2011, 1, 10)
    beiden = vraag(woord("moeder"), woord("vader"), geboren=geboren)
    for dag in (jarig - timedelta(days=1), jarig, TOT):
        assert stand(beiden, dag) == Stand.GEGEVEN
    een = vraag(woord("moeder"), geboren=geboren)
    assert stand(een, jarig) == Stand.GEVRAAGD
    assert not mag_antwoorden(een, "vader", jarig), "too late for the other parent"
    te_laat = vraag(woord("moeder"), woord("vader", op=jarig), geboren=geboren)
    assert stand(te_laat, jarig) == Stand.GEVRAAGD
    zelf = vraag(woord(LEERLING, op=jarig), geboren=geboren)
    assert stand(zelf, jarig) == Stand.GEGEVEN
    stopt = vraag(woord("moeder"), woord("vader"), woord(LEERLING, STOP, jarig), geboren=geboren)
    assert stand(stopt, jarig) == Stand.INGETROKKEN
    zegt_nee = vraag(woord("moeder"), woord("vader"), woord(LEERLING, NEE, jarig), geboren=geboren)
    assert stand(zegt_nee, jarig) == Stand.GEWEIGERD


@pytest.mark.parametrize(
    ("geboren", "wie", "mag"),
    [
        (JONG, "moeder", True),
        (JONG, LEERLING, True),
        (JONG, "buurvrouw", False),
        (ZESTIEN, "moeder", True),
        (ZESTIEN, "vader", False),
        (ZESTIEN, LEERLING, True),
        (date(2008, 11, 27), "moeder", False),
    ],
    ids=[
        "ouder", "jonge leerling", "buurvrouw", "ouder die ja zei", "ouder die niets zei", "zestien", "ouder bij 18",
    ],
)  # fmt: skip
def test_who_may_end_it(geboren, wie, mag):
    """UAVG 5 lid 3: the person itself or its legal representative, at any moment."""
    gegeven = vraag(woord("moeder", op=DAG - timedelta(days=1)), geboren=geboren)
    assert mag_intrekken(gegeven, wie, DAG) is mag
    assert not mag_intrekken(vraag(woord("moeder", STOP), geboren=geboren), wie, DAG)
    assert not mag_intrekken(gegeven, wie, TOT + timedelta(days=1))


WOORDEN = st.lists(
    st.builds(
        Woord,
        st.sampled_from(["moeder", "vader", LEERLING, "buurvrouw"]),
        st.sampled_from(Soort),
        st.dates(DAG, DAG + timedelta(days=9)),
    ),
    max_size=8,
)
GEBOREN = st.dates(date(2009, 1, 1), date(2018, 1, 1))


@given(WOORDEN, GEBOREN, st.dates(DAG, TOT + timedelta(days=3)))
def test_whatever_was_said_it_is_shared_only_when_everybody_agreed_and_nobody_ended_it(woorden, geboren, dag):
    een = vraag(*woorden, geboren=geboren)
    nu = stand(een, dag)
    gezegd = [woord for woord in woorden if woord.op <= dag]
    if nu == Stand.GEGEVEN:
        assert dag <= TOT
        assert not any(woord.soort == STOP for woord in gezegd)
        ja = {woord.wie for woord in gezegd if woord.soort == JA}
        assert ja >= {"moeder", "vader"} or LEERLING in ja
    if any(woord.soort == STOP for woord in gezegd):
        assert nu == Stand.INGETROKKEN
    if nu in (Stand.INGETROKKEN, Stand.VERLOPEN):
        assert not any(mag_antwoorden(een, wie, dag) or mag_intrekken(een, wie, dag) for wie in ("moeder", LEERLING))
