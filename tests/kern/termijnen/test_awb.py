"""In time or too late: worked examples T10-T12, T27 and T32 of the domain, and what must hold for every day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.termijnen.awb import dwangsom, eerste_dwangsomdag, op_tijd, uitstel_op_tijd

D = date.fromisoformat
DAGEN = st.dates(date(2020, 1, 1), date(2035, 12, 31))
T1, T13 = D("2026-02-26"), D("2026-03-09")


@pytest.mark.parametrize(
    ("gepost", "ontvangen", "goed"),
    [
        ("2026-02-26", "2026-03-04", True),
        ("2026-02-27", "2026-03-02", False),
        ("2026-02-26", "2026-03-06", False),
        ("2026-02-26", "2026-03-05", True),
    ],
    ids=["T10", "T11", "T12", "precies een week"],
)
def test_a_bezwaar_by_post_is_in_time_when_posted_in_time_and_there_within_a_week(gepost, ontvangen, goed):
    assert op_tijd(T1, gepost=D(gepost), ontvangen=D(ontvangen)) is goed


def test_a_bezwaar_that_was_not_posted_must_be_there_on_the_last_day():
    assert op_tijd(T1, ontvangen=T1)
    assert not op_tijd(T1, ontvangen=T1 + timedelta(days=1))


def test_t32_longer_is_said_before_the_term_ends_or_not_at_all():
    assert uitstel_op_tijd(T13, verzonden=D("2026-03-06"))
    assert not uitstel_op_tijd(T13, verzonden=D("2026-03-10"))


def test_t27_the_penalty_begins_when_two_weeks_have_passed():
    assert eerste_dwangsomdag(T13, ingebrekestelling=D("2026-04-14")) == D("2026-04-28")


def test_a_notice_before_the_term_ended_counts_from_its_end():
    assert eerste_dwangsomdag(T13, ingebrekestelling=D("2026-03-02")) == D("2026-03-23")


@pytest.mark.parametrize(
    ("dagen", "bedrag"), [(-3, 0), (0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (42, 1442), (100, 1442)]
)
def test_the_penalty_grows_in_three_steps_and_then_stops(dagen, bedrag):
    besloten = D("2026-04-28") + timedelta(days=dagen)
    assert dwangsom(T13, ingebrekestelling=D("2026-04-14"), besloten=besloten) == Decimal(bedrag)


@given(DAGEN, DAGEN, st.integers(0, 60))
def test_deciding_later_never_costs_less(laatste, ingebrekestelling, later):
    eerste = eerste_dwangsomdag(laatste, ingebrekestelling=ingebrekestelling)
    bedragen = [
        dwangsom(laatste, ingebrekestelling=ingebrekestelling, besloten=eerste + timedelta(days=dag))
        for dag in (later, later + 1)
    ]
    assert Decimal(0) <= bedragen[0] <= bedragen[1] <= Decimal(1442)
