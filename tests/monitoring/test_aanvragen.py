"""What came in and what became of it, counted by hand and by a slow loop beside it (M08, M09)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.models import Aanvraag
from monitoring.kengetallen.aanvragen import (
    delen,
    in_de_piek,
    ingediend,
    per_soort,
    stroom,
    tabel_per_maand,
    tabel_per_soort,
)
from monitoring.rules.periode import van_kwartaal, van_schooljaar
from tests.monitoringrijen import Regio

pytestmark = pytest.mark.django_db
JAAR = van_schooljaar(2026)
UITKOMSTEN = ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling")


@pytest.fixture
def regio():
    return Regio()


def alle():
    return ingediend(Aanvraag.objects.all())


def kleine_regio(regio):
    """Ten aanvragen, so few that everybody can count them."""
    regio.aanvraag(date(2026, 5, 20), besloten=date(2026, 7, 31), uitkomst="toegekend")  # of before
    regio.aanvraag(date(2026, 6, 1), besloten=date(2026, 8, 3), uitkomst="toegekend")  # begun before, decided in it
    regio.aanvraag(date(2026, 7, 1))  # begun before, still open
    regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1), uitkomst="afwijkend")
    regio.aanvraag(date(2026, 9, 2), besloten=date(2026, 10, 2), aanleiding="verlenging")
    regio.aanvraag(date(2026, 9, 3), besloten=date(2026, 9, 20), uitkomst="buiten_behandeling")
    regio.aanvraag(date(2026, 9, 4), ingetrokken=date(2026, 9, 8))
    regio.aanvraag(date(2027, 5, 1), soort="SBO")
    regio.aanvraag(date(2027, 7, 31), besloten=date(2027, 8, 1), uitkomst="toegekend")  # decided after it
    regio.aanvraag(None)  # a draft
    regio.aanvraag(date(2026, 9, 5), soort="CONSULT")  # no decision comes of it


def test_all_parts_are_counted_in_one_pass(regio):
    """A subquery in it was asked again for each part: a minute in a region of ten years."""
    with CaptureQueriesContext(connection) as vragen:
        stroom(alle(), JAAR)
    assert [een["sql"].count("SELECT") for een in vragen] == [1]


def test_a_small_region_counted_by_hand(regio):
    kleine_regio(regio)
    nu = stroom(alle(), JAAR)
    assert (nu.open_begin, nu.ontvangen, nu.nieuw) == (2, 6, 5)
    assert (nu.toegekend, nu.afwijkend, nu.afgewezen, nu.buiten_behandeling, nu.besloten) == (1, 1, 1, 1, 4)
    assert (nu.ingetrokken, nu.doorgestuurd, nu.open_eind) == (1, 0, 3)
    assert in_de_piek(alle(), JAAR).breuk == "2 van 6"
    soorten = {code: een.ontvangen for code, een in per_soort(alle(), JAAR)}
    assert soorten == {"SBO": 1, "SO": 5}


def test_kinds_and_months_beside_the_year_before_counted_by_hand(regio):
    kleine_regio(regio)
    vorig = van_schooljaar(2025)
    assert [(rij.naam, rij.cellen) for rij in tabel_per_soort(alle(), JAAR, vorig).rijen] == [("TLV so", (2, 1))]
    maanden = tabel_per_maand(alle(), JAAR, vorig, date(2027, 5, 31)).rijen
    cellen = {rij.naam: rij.cellen for rij in maanden}
    assert [rij.naam for rij in maanden][:3] == ["aug", "sep", "okt"]
    assert (cellen["sep"], cellen["mei"], cellen["jun"], cellen["jul"]) == ((4, 0), (1, 1), (None, 1), (None, 1))


def test_a_correction_is_no_second_decision(regio):
    rij = regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 9, 30))
    regio.besluit(rij, date(2026, 10, 15), "toegekend", versie=2)
    assert stroom(alle(), van_kwartaal(2026, 3)).besloten == 1
    later = stroom(alle(), van_kwartaal(2026, 4))
    assert (later.besloten, later.open_begin, later.open_eind) == (0, 0, 0)


def test_every_number_is_as_many_rows_as_are_shown_beneath_it(regio):
    kleine_regio(regio)
    nu = stroom(alle(), JAAR)
    for naam, welke in delen(JAAR).items():
        assert alle().filter(welke).count() == getattr(nu, naam), naam


def test_as_many_questions_for_one_as_for_many(regio):
    def vragen():
        with CaptureQueriesContext(connection) as gesteld:
            stroom(alle(), JAAR)
            list(per_soort(alle(), JAAR))
        return len(gesteld)

    leeg = vragen()
    kleine_regio(regio)
    assert vragen() == leeg == 2


# --- beside an implementation that only loops --------------------------------------------------------------------

DAG = st.integers(0, 500).map(lambda dagen: date(2026, 3, 1) + timedelta(days=dagen))


@st.composite
def verhalen(draw):
    ontvangen = draw(DAG)
    einde = ontvangen + timedelta(days=draw(st.integers(0, 200)))
    afloop = draw(st.sampled_from(["open", "ingetrokken", *UITKOMSTEN]))
    return ontvangen, einde, afloop, draw(st.sampled_from(["nieuw", "verlenging"]))


def traag(rijen, periode):
    """The same numbers, one row at a time."""
    uit = dict.fromkeys(("open_begin", "ontvangen", "nieuw", *UITKOMSTEN, "ingetrokken", "open_eind"), 0)
    for ontvangen, einde, afloop, aanleiding in rijen:
        klaar = None if afloop == "open" else einde
        uit["open_begin"] += ontvangen < periode.van and (klaar is None or klaar >= periode.van)
        uit["open_eind"] += ontvangen <= periode.tot and (klaar is None or klaar > periode.tot)
        uit["ontvangen"] += periode.bevat(ontvangen)
        uit["nieuw"] += periode.bevat(ontvangen) and aanleiding == "nieuw"
        if klaar and periode.bevat(klaar):
            uit[afloop] += 1
    return uit


@given(rijen=st.lists(verhalen(), max_size=8), nummer=st.integers(1, 4))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_adds_up_and_equals_the_slow_count(regio, rijen, nummer):
    periode = van_kwartaal(2026, nummer)
    with transaction.atomic():
        for ontvangen, einde, afloop, aanleiding in rijen:
            af = {"ingetrokken": {"ingetrokken": einde}, "open": {}}.get(
                afloop, {"besloten": einde, "uitkomst": afloop}
            )
            regio.aanvraag(ontvangen, aanleiding=aanleiding, **af)
        nu = stroom(alle(), periode)
        transaction.set_rollback(True)
    assert {naam: getattr(nu, naam) for naam in traag([], periode)} == traag(rijen, periode)
    af = nu.besloten + nu.ingetrokken + nu.doorgestuurd
    assert nu.open_begin + nu.ontvangen - af == nu.open_eind
