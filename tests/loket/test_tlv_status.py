"""The state of a TLV on each day, by the rule and by the same rule in SQL."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.models import Tlv, TlvGebeurtenis, TlvStatus
from loket.rules.tlv_status import (
    EINDEN,
    TERMINAL,
    Gebeurtenis,
    laatste_geldige_dag,
    ongebruikt_grens,
    ongebruikt_sinds,
    signaaldag,
    tlv_status,
)
from tests.factories import tlv_voor

D = date.fromisoformat
START, EIND = D("2026-01-12"), D("2028-07-31")


@pytest.mark.parametrize(
    ("vandaag", "status"),
    [
        ("2026-01-11", "vastgesteld"),
        ("2026-01-12", "actief"),
        ("2027-07-31", "actief"),
        ("2027-08-01", "actief"),
        ("2027-09-30", "actief"),
        ("2027-10-01", "aflopend"),
        ("2028-02-29", "aflopend"),
        ("2028-07-31", "aflopend"),
        ("2028-08-01", "verlopen"),
    ],
)
def test_the_boundary_days_of_a_tlv_without_events(vandaag, status):
    assert tlv_status(start=START, eind=EIND, vandaag=D(vandaag)) == status


def test_the_signal_is_a_setting_and_may_fall_after_new_year():
    vraag = {"start": START, "eind": EIND, "signaal": (2, 1)}
    assert tlv_status(vandaag=D("2028-01-31"), **vraag) == "actief"
    assert tlv_status(vandaag=D("2028-02-01"), **vraag) == "aflopend"
    assert signaaldag(2027) == D("2027-10-01")


def test_a_tlv_without_an_end_stays_valid():
    assert tlv_status(start=START, eind=None, vandaag=D("2040-01-01")) == "actief"


@pytest.mark.parametrize("soort", EINDEN)
def test_an_end_works_from_its_day_on(soort):
    vraag = {"start": START, "eind": EIND, "gebeurtenissen": [Gebeurtenis(soort, D("2027-03-01"))]}
    assert tlv_status(vandaag=D("2027-02-28"), **vraag) == "actief"
    assert tlv_status(vandaag=D("2027-03-01"), **vraag) == soort
    assert tlv_status(vandaag=D("2035-03-01"), **vraag) == soort


def test_a_renewal_that_begins_the_next_day_replaces_and_a_later_one_does_not():
    vraag = {"start": START, "eind": EIND, "vandaag": D("2028-09-01")}
    assert tlv_status(gebeurtenissen=[Gebeurtenis("vervangen", D("2028-08-01"))], **vraag) == "vervangen"
    assert tlv_status(gebeurtenissen=[Gebeurtenis("vervangen", D("2028-08-02"))], **vraag) == "verlopen"


def test_of_two_ends_the_earliest_counts_and_on_one_day_the_heaviest():
    een, twee = Gebeurtenis("vervangen", D("2027-08-01")), Gebeurtenis("beeindigd", D("2027-06-01"))
    assert tlv_status(start=START, eind=EIND, gebeurtenissen=[een, twee], vandaag=D("2027-09-01")) == "beeindigd"
    drie = Gebeurtenis("herroepen", D("2027-06-01"))
    assert tlv_status(start=START, eind=EIND, gebeurtenissen=[twee, drie], vandaag=D("2027-09-01")) == "herroepen"


def test_a_placement_is_no_end():
    geplaatst = Gebeurtenis("geplaatst", D("2026-08-01"))
    assert tlv_status(start=START, eind=EIND, gebeurtenissen=[geplaatst], vandaag=D("2026-09-01")) == "actief"
    assert laatste_geldige_dag(EIND, [geplaatst]) == EIND
    assert laatste_geldige_dag(EIND, [Gebeurtenis("vervangen", D("2027-08-01"))]) == D("2027-07-31")


DAGEN = st.dates(D("2025-01-01"), D("2032-12-31"))
GEBEURTENISSEN = st.lists(st.builds(Gebeurtenis, st.sampled_from([*EINDEN, "geplaatst"]), DAGEN), max_size=4)


@given(DAGEN, st.none() | st.integers(1, 1500), GEBEURTENISSEN, DAGEN)
def test_each_day_has_one_state_and_what_has_ended_stays_so(start, dagen, gebeurtenissen, vandaag):
    eind = None if dagen is None else start + timedelta(days=dagen)
    vraag = {"start": start, "eind": eind, "gebeurtenissen": gebeurtenissen}
    vroeger = tlv_status(vandaag=vandaag, **vraag)
    assert vroeger in TlvStatus.values
    for later in (1, 40, 400):
        dan = tlv_status(vandaag=vandaag + timedelta(days=later), **vraag)
        if vroeger in TERMINAL:
            assert dan == vroeger
        if vroeger in ("actief", "aflopend"):
            assert dan != "vastgesteld"


@pytest.mark.parametrize(
    ("start", "besluit", "maanden", "dag"),
    [
        ("2026-08-01", "2026-05-10", 6, "2027-02-01"),
        ("2026-01-12", "2026-03-02", 6, "2026-09-02"),
        ("2026-08-31", "2026-08-31", 6, "2027-02-28"),
        ("2026-12-01", "2026-10-01", 12, "2027-12-01"),
        ("2026-11-30", "2026-10-01", 1, "2026-12-30"),
    ],
)
def test_a_tlv_is_unused_after_so_many_months(start, besluit, maanden, dag):
    assert ongebruikt_sinds(D(start), maanden=maanden, besluitdatum=D(besluit)) == D(dag)


@given(DAGEN, st.integers(1, 24), st.integers(-40, 40))
def test_a_list_of_unused_holds_who_the_rule_calls_unused(vandaag, maanden, dagen):
    begin = ongebruikt_grens(vandaag, maanden=maanden) + timedelta(days=dagen)
    assert (ongebruikt_sinds(begin, maanden=maanden, besluitdatum=begin) <= vandaag) is (dagen <= 0)


@pytest.mark.parametrize("dag", ["2025-12-01", "2026-08-15", "2027-09-30", "2027-10-01", "2028-07-31", "2028-08-01"])
def test_the_database_says_the_same_as_the_rule(db, ib, beslisser, dag):
    gevallen = [
        [],
        *([Gebeurtenis(soort, D(per))] for soort in EINDEN for per in ("2026-08-15", "2028-08-01", "2028-08-02")),
    ]
    gevallen += [[Gebeurtenis("beeindigd", D("2026-08-15")), Gebeurtenis("herroepen", D("2026-08-15"))]]
    gevallen += [[Gebeurtenis("vervangen", D("2027-10-01")), Gebeurtenis("ingetrokken", D("2027-09-30"))]]
    for feiten in gevallen:
        tlv = tlv_voor(ib=ib, beslisser=beslisser, start=START, eind=EIND)
        for feit in feiten:
            TlvGebeurtenis.objects.create(
                tlv=tlv, soort=feit.soort, per=feit.per, vastgelegd_op=tlv.besluit.genomen_op, vastgelegd_door=beslisser
            )
    tlv_voor(ib=ib, beslisser=beslisser, soort="PRO", start=START, eind=None)
    lijst = Tlv.objects.met_stand(D(dag)).prefetch_related("gebeurtenissen")
    assert len(lijst) == len(gevallen) + 1
    assert [(een.pk, een.stand) for een in lijst] == [(een.pk, een.status(D(dag))) for een in lijst]
