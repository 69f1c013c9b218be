"""Two files of the bookkeeping over some of the same days: each payment is found once, and is no difference."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.corrigeren import boeking_corrigeren
from arrangementen.actions.realisatie import alleen_onze, realisatie_lezen, realisatie_overnemen
from arrangementen.models import Pot, Realisatieregel
from arrangementen.rules.realisatie import Bekend, Betaling, al_bekend
from kern.gebruikers.rollen import Rol
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import gebruiker_met
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)
KENMERK = "AR-2026-0001"


@pytest.fixture
def controller(db):
    return gebruiker_met(Rol.CONTROLLER)


@pytest.fixture
def hulp(db):
    pot("1000", op=OP)
    return toegekend(arrangement(op=OP, bedrag=Decimal(500)), op=OP)


def betaald(hulp, controller, bedrag="60", *, terug=0, sleutel="a"):
    datum = DAG - timedelta(days=terug)
    return uitbetalen(hulp, door=controller, op=OP, bedrag=Decimal(bedrag), datum=datum, sleutel=sleutel)


def lees(controller, *regels, van=20, tot=0):
    """A file over these days ago, each line (days ago, amount)."""
    rijen = [f"{DAG - timedelta(days=terug)};{KENMERK};{bedrag};{van}" for terug, bedrag in regels]
    data = "\r\n".join(["Datum;Kenmerk;Bedrag;Omschrijving", *rijen]).encode()
    periode = {"van": DAG - timedelta(days=van), "tot": DAG - timedelta(days=tot)}
    wie = {"door": controller, "op": OP, "bestand": f"{van}-{tot}.csv"}
    return realisatie_lezen(Pot.objects.get().swv, data, **periode, **wie)


def neem_over(rij, controller):
    return realisatie_overnemen(rij, door=controller, op=OP).overgenomen_op is not None


def paren(rij):
    regels = Realisatieregel.objects.filter(realisatie=rij).order_by("rij")
    return [(regel.boeking, regel.eerder and regel.eerder.rij) for regel in regels]


def test_the_same_payment_is_known_by_number_amount_and_day_where_both_files_reach():
    def een(rij, dag=None, bedrag=5):
        return Betaling(rij=rij, kenmerk=KENMERK, bedrag=Decimal(bedrag), datum=dag)

    eerder = [Bekend(7, een(2, DAG), DAG, DAG), Bekend(8, een(3), DAG, DAG)]
    morgen = DAG + timedelta(1)
    assert al_bekend([een(2, DAG), een(3, DAG), een(4, DAG)], eerder) == {2: 7, 3: 8}
    assert al_bekend([een(2), een(3)], eerder) == {2: 7, 3: 8}
    assert al_bekend([een(2, morgen), een(3, DAG, bedrag=6)], eerder) == {}


def test_where_two_files_overlap_nothing_is_a_difference_that_is_none(hulp, controller):
    assert hulp.kenmerk == KENMERK
    een, twee = betaald(hulp, controller, terug=10), betaald(hulp, controller, terug=2, sleutel="b")
    eerste = lees(controller, (10, 60), van=20, tot=5)
    assert neem_over(eerste, controller)
    tweede = lees(controller, (10, 60), (2, 60), van=12, tot=0)
    assert paren(tweede) == [(None, 2), (twee, None)]
    assert alleen_onze(tweede) == [], "the first one is in the other file"
    derde = lees(controller, (10, 60), (9, 60), van=12, tot=5)
    assert paren(derde) == [(None, 2), (None, None)], "a second payment of that amount is a difference"
    pad = reverse("arrangementen:realisatie", args=[derde.public_id])
    tekst = re.sub(r"\s+", " ", ingelogd(controller).get(pad).text)
    assert "Al eerder ingelezen" in tekst
    assert "20-5.csv, rij 2" in tekst
    assert paren(eerste) == [(een, None)]


def test_what_was_matched_meanwhile_is_looked_at_again_before_it_counts(hulp, controller):
    een = betaald(hulp, controller, terug=10)
    collega = gebruiker_met(Rol.CONTROLLER)
    eerste, tweede = lees(controller, (10, 60)), lees(collega, (10, 60), van=15)
    assert paren(eerste) == paren(tweede) == [(een, None)]
    assert neem_over(eerste, controller)
    pad = reverse("arrangementen:realisatie", args=[tweede.public_id])
    assert "Kijk opnieuw" in ingelogd(collega).post(pad, follow=True).text
    assert paren(tweede) == [(None, 2)], "one payment, one line"
    assert neem_over(tweede, collega)
    derde = lees(controller, (3, 15), van=5)
    twee = betaald(hulp, controller, "15", terug=3, sleutel="b")
    assert not neem_over(derde, controller)
    assert paren(derde) == [(twee, None)], "booked since"


def test_a_mistake_that_was_corrected_here_is_no_difference_with_what_they_paid(hulp, controller):
    fout, half = betaald(hulp, controller, terug=3), betaald(hulp, controller, "90", terug=3, sleutel="b")
    wat = {"door": controller, "op": OP, "datum": DAG, "reden": "Verkeerd."}
    boeking_corrigeren(fout, bedrag=Decimal(60), sleutel="a", **wat)
    boeking_corrigeren(half, bedrag=Decimal(20), sleutel="b", **wat)
    rij = lees(controller, (3, 70))
    assert paren(rij) == [(half, None)]
    assert alleen_onze(rij) == []
    assert neem_over(rij, controller)
    later = wat | {"op": OP + timedelta(hours=1)}
    terug = boeking_corrigeren(half, bedrag=Decimal(5), sleutel="c", **later)
    assert alleen_onze(lees(controller, (3, 1))) == [(terug, -5)], "what was paid and came back, they see too"
