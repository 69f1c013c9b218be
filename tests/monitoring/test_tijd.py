"""How long it took and whether it was in time, by hand and beside a slow count (M10, M11)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from loket.models import Aanvraag, Uitstel
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.tijd import beloofde_weken, doorlooptijd, op_tijd, tabel_klassen, te_laat
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal, Verdeling, kwantiel, vergeleken
from monitoring.rules.periode import van_schooljaar
from tests.monitoringrijen import Regio

JAAR = van_schooljaar(2026)
MAANDAG = date(2026, 9, 7)


@pytest.fixture
def regio(db):
    return Regio()


def alle():
    return ingediend(Aanvraag.objects.all())


def na(dagen):
    return MAANDAG + timedelta(days=dagen)


def test_days_from_receipt_to_complete_and_to_decision(regio):
    for compleet, besloten in ((7, 21), (14, 28), (0, 35), (21, 63)):
        regio.aanvraag(MAANDAG, compleet=na(compleet), besloten=na(besloten))
    regio.aanvraag(MAANDAG, besloten=na(14), uitkomst="buiten_behandeling")  # never complete
    regio.aanvraag(MAANDAG)
    tijd = doorlooptijd(alle(), JAAR)
    assert (tijd.tot_compleet.aantal, tijd.tot_besluit.aantal, tijd.geheel.aantal) == (4, 4, 5)
    assert tijd.geheel == Verdeling(5, Decimal("32.2"), Decimal(21), Decimal(28), Decimal(35), 63)
    assert (tijd.tot_compleet.midden, tijd.tot_compleet.kwart) == (Decimal("10.5"), Decimal("5.25"))
    assert (tijd.tot_besluit.gemiddeld, tijd.tot_besluit.hoogste) == (Decimal("26.25"), 42)
    assert Verdeling.weken(tijd.geheel.midden) == Decimal("4.0")


def test_classes_of_duration_end_on_their_last_day(regio):
    for dagen in (0, 14, 15, 42, 43, 56, 57):
        regio.aanvraag(MAANDAG, besloten=na(dagen))
    rijen = {rij.naam: rij.cellen for rij in tabel_klassen(alle(), JAAR).rijen}
    assert rijen == {"0–2 wk": (2, 0), "2–4 wk": (1, 0), "4–6 wk": (1, 0), "6–8 wk": (0, 2), "langer": (0, 1)}
    assert beloofde_weken(alle(), JAAR) == 6
    assert beloofde_weken(alle(), van_schooljaar(2020)) is None


def test_classes_of_duration_where_nothing_was_late(regio):
    regio.aanvraag(MAANDAG, besloten=na(7))
    assert tabel_klassen(alle(), JAAR).rijen[0].cellen == (1, 0)


def test_nothing_decided_is_no_zero(regio):
    regio.aanvraag(MAANDAG)
    assert doorlooptijd(alle(), JAAR).geheel == Verdeling(0)
    assert op_tijd(alle(), JAAR)["wet"].als_procent == "Nog geen"


@pytest.mark.parametrize(
    ("dagen", "wet", "beloofd"),
    [(41, True, True), (42, True, True), (43, True, False), (56, True, False), (57, False, False)],
)
def test_six_weeks_are_promised_and_eight_are_the_law(regio, dagen, wet, beloofd):
    regio.aanvraag(MAANDAG, besloten=na(dagen))
    cijfers = op_tijd(alle(), JAAR)
    assert (cijfers["wet"].teller, cijfers["beloofd"].teller) == (int(wet), int(beloofd))


def test_a_last_day_on_a_day_off_moves_to_the_next_working_day(regio):
    zaterdag = date(2026, 11, 7)  # eight weeks later is 2 January, a Saturday
    rij = regio.aanvraag(zaterdag, besloten=date(2027, 1, 4))
    assert te_laat(alle(), JAAR, "wet") == [], "2 January 2027 is a Saturday"
    assert te_laat(alle(), JAAR, "beloofd") == [rij.pk]
    later = regio.aanvraag(zaterdag, besloten=date(2027, 1, 5))
    assert te_laat(alle(), JAAR, "wet") == [later.pk]


def test_a_verdaging_sets_both_days(regio):
    rij = regio.aanvraag(MAANDAG)
    wie = {"vastgelegd_op": timezone.now(), "vastgelegd_door": regio.beslisser, "reden": "Er is meer tijd nodig."}
    Uitstel.objects.create(aanvraag=rij, soort="verdaging", van=na(30), tot=na(80), **wie)
    regio.besluit(rij, na(80), "afgewezen")
    assert [een.teller for een in op_tijd(alle(), JAAR).values()] == [1, 1]
    ander = regio.aanvraag(MAANDAG)
    Uitstel.objects.create(aanvraag=ander, soort="instemming", van=na(1), tot=na(10), schriftelijk_op=na(0), **wie)
    regio.besluit(ander, na(66), "afgewezen")
    assert te_laat(alle(), JAAR, "wet") == [], "ten days stood still"
    assert te_laat(alle(), JAAR, "beloofd") == [ander.pk]


def test_the_term_of_a_list_is_the_term_of_the_law(regio):
    """What the figures read in the database is what the rules of the loket say of each aanvraag."""
    for nummer in range(12):
        rij = regio.aanvraag(na(nummer), besloten=na(nummer + 50 + nummer))
        termijn = Aanvraag.objects.get(pk=rij.pk).termijn(na(400))
        besloten = na(nummer + 50 + nummer)
        assert (rij.pk in te_laat(alle(), JAAR, "wet")) == (besloten > termijn.wettelijk)
        assert (rij.pk in te_laat(alle(), JAAR, "beloofd")) == (besloten > termijn.uiterlijk)


@pytest.mark.parametrize(
    ("teller", "noemer", "zin"), [(1, 3, "33,3%"), (2, 3, "66,7%"), (3, 3, "100%"), (0, 8, "0%"), (1, 16, "6,3%")]
)
def test_a_share_has_one_decimal(teller, noemer, zin):
    assert Kengetal(DEFINITIES["M11"], teller, noemer).als_procent == zin


def test_beside_a_year_before_in_words():
    assert [vergeleken(*een) for een in ((5, 3), (3, 5), (3, 3))] == [
        "2 meer dan een jaar eerder",
        "2 minder dan een jaar eerder",
        "evenveel als een jaar eerder",
    ]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30), st.sampled_from(["0.25", "0.5", "0.75"]))
def test_a_quantile_lies_between_its_neighbours(waarden, deel):
    rij = sorted(waarden)
    uit = kwantiel(rij, Decimal(deel))
    assert rij[0] <= uit <= rij[-1]
    onder = sum(een < uit for een in rij)
    assert onder <= Decimal(deel) * (len(rij) - 1) + 1


@pytest.mark.django_db
def test_the_database_gives_the_quantile_of_the_rule(regio):
    dagen = [3, 9, 9, 20, 31, 44, 80]
    for een in dagen:
        regio.aanvraag(MAANDAG, besloten=na(een))
    tijd = doorlooptijd(alle(), JAAR).geheel
    assert [tijd.kwart, tijd.midden, tijd.driekwart] == [
        kwantiel(dagen, Decimal(een)) for een in ("0.25", "0.5", "0.75")
    ]


def test_the_database_counts_what_was_late(regio):
    """The calendar goes to it as a list; the rows do not come here."""
    for tellen in (op_tijd, tabel_klassen):
        with CaptureQueriesContext(connection) as vragen:
            tellen(alle(), JAAR)
        assert len(vragen) == 1
