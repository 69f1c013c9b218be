"""Bezwaar and the voice of pupils, counted by hand and by a slow loop beside it (M18, M23)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.models import Aanvraag, Bezwaargebeurtenis, Bezwaarzaak, Stem
from monitoring.kengetallen import bezwaar as m
from monitoring.kengetallen.aandeel import aandeel_uit
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.rules.periode import van_kwartaal
from tests.monitoringrijen import Regio

pytestmark = pytest.mark.django_db
K4 = van_kwartaal(2026, 4)


@pytest.fixture
def regio():
    return Regio()


def alle():
    return m.zaken(Bezwaarzaak.objects.all())


def kleine_regio(regio):
    """Five files, so few that everybody can count them."""
    regio.bezwaar(date(2026, 9, 1), besloten=date(2026, 10, 1), uitkomst="gegrond")
    regio.bezwaar(date(2026, 9, 30))  # still open
    regio.bezwaar(date(2026, 10, 1), besloten=date(2026, 12, 31), brief=date(2026, 10, 1))
    regio.bezwaar(date(2026, 11, 1), ingetrokken=date(2026, 11, 9))
    laatste = regio.bezwaar(date(2026, 12, 1), besloten=date(2027, 1, 1), uitkomst="deels_gegrond")
    nu = {"vastgelegd_op": timezone.now(), "vastgelegd_door": regio.ib}
    Bezwaargebeurtenis.objects.create(zaak=laatste, soort="in_beroep", dag=date(2026, 12, 5), **nu)


def test_a_small_region_counted_by_hand(regio):
    kleine_regio(regio)
    nu = m.stroom(alle(), K4)
    assert (nu.open_begin, nu.ontvangen, nu.gegrond, nu.ongegrond, nu.deels_gegrond) == (2, 3, 1, 1, 0)
    assert (nu.ingetrokken, nu.open_eind, nu.beroep, nu.gelijk.breuk) == (1, 2, 1, "1 van 2")
    assert m.stroom(alle(), van_kwartaal(2027, 1)).deels_gegrond == 1


@pytest.mark.parametrize(("besloten", "tijdig"), [(date(2026, 12, 24), 1), (date(2026, 12, 25), 0)])
def test_in_time_until_the_last_day_of_the_law(regio, besloten, tijdig):
    """A letter of 1 October: bezwaar until 12 November, and six weeks to decide from the day after it."""
    regio.bezwaar(date(2026, 10, 5), besloten=besloten, brief=date(2026, 10, 1))
    assert m.op_tijd(alle(), K4).breuk == f"{tijdig} van 1"
    tabel = m.tijdtabel(alle(), K4)
    assert [rij.cellen[:2] for rij in tabel.rijen] == [(tijdig, 1), (0, 0)], "beside a year before"
    assert aandeel_uit(tabel) == m.op_tijd(alle(), K4)


def test_who_spoke_who_could_not_and_of_whom_nothing_is_known(regio):
    rijen = [regio.aanvraag(date(2026, 10, 1), besloten=date(2026, 11, 1)) for _ in range(4)]
    regio.stem(rijen[0])
    regio.stem(rijen[0], reden="Eerst wilde hij niet.")  # spoke later: that counts
    regio.stem(rijen[1], reden="Te ziek.")
    regio.stem(regio.aanvraag(date(2026, 10, 1)))  # no decision yet
    aanvragen = ingediend(Aanvraag.objects.all())
    assert m.gehoord(aanvragen, Stem.objects.all(), K4) == {"gehoord": 1, "met_reden": 1, "niets": 2}
    assert m.gehoord(aanvragen, Stem.objects.none(), K4)["niets"] == 4, "only of what the viewer sees"
    assert m.stemtabel(aanvragen, Stem.objects.all(), van_kwartaal(2020, 1)).rijen == ()


def test_every_number_is_as_many_rows_and_in_one_question(regio):
    kleine_regio(regio)
    with CaptureQueriesContext(connection) as gesteld:
        nu = m.stroom(alle(), K4)
    assert len(gesteld) == 1
    for naam, welke in m.delen(K4).items():
        assert alle().filter(welke).count() == getattr(nu, naam), naam


@st.composite
def verhalen(draw):
    ontvangen = date(2026, 6, 1) + timedelta(days=draw(st.integers(0, 400)))
    einde = ontvangen + timedelta(days=draw(st.integers(0, 120)))
    return ontvangen, einde, draw(st.sampled_from(["open", "ingetrokken", *m.UITKOMSTEN]))


def traag(verhalen, periode):
    """The same numbers, one file at a time."""
    uit = dict.fromkeys(("open_begin", "ontvangen", *m.UITKOMSTEN, "ingetrokken", "open_eind"), 0)
    for ontvangen, einde, afloop in verhalen:
        klaar = None if afloop == "open" else einde
        uit["open_begin"] += ontvangen < periode.van and (klaar is None or klaar >= periode.van)
        uit["open_eind"] += ontvangen <= periode.tot and (klaar is None or klaar > periode.tot)
        uit["ontvangen"] += periode.bevat(ontvangen)
        if klaar and periode.bevat(klaar):
            uit[afloop] += 1
    return uit


@given(verhalen=st.lists(verhalen(), max_size=5))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_adds_up_and_equals_the_slow_count(regio, verhalen):
    with transaction.atomic():
        for ontvangen, einde, afloop in verhalen:
            hoe = {"open": {}, "ingetrokken": {"ingetrokken": einde}}
            regio.bezwaar(ontvangen, **hoe.get(afloop, {"besloten": einde, "uitkomst": afloop}))
        nu = m.stroom(alle(), K4)
        transaction.set_rollback(True)
    assert {naam: getattr(nu, naam) for naam in traag([], K4)} == traag(verhalen, K4)
    assert nu.open_begin + nu.ontvangen - nu.besloten - nu.ingetrokken == nu.open_eind
