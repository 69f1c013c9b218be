"""A line that was wrong is taken back by an opposite one with a reason, and never changes itself."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.boekhouding import periode_sluiten
from arrangementen.actions.corrigeren import boeking_corrigeren
from arrangementen.actions.facturen import factuur_betalen, factuur_koppelen, factuur_terugsturen, factuur_vastleggen
from arrangementen.actions.facturen import waarom_niet as facturen_waarom
from arrangementen.models import Arrangement, Boeking, Factuur, Pot
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.arrangementrijen import pot, toegekend
from tests.factories import gebruiker_met
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)


@pytest.fixture
def controller(db):
    return gebruiker_met(Rol.CONTROLLER)


@pytest.fixture
def hulp(db):
    pot("1000", op=OP)
    return toegekend(op=OP)


def tegen(rij, controller, bedrag="60", *, reden="Verkeerde school.", datum=DAG, sleutel="t"):
    wat = {"bedrag": Decimal(bedrag), "datum": datum, "reden": reden, "sleutel": sleutel}
    return boeking_corrigeren(rij, door=controller, op=OP, **wat)


def test_each_kind_is_taken_back_by_its_opposite_and_never_for_more_than_it_was(hulp, controller):
    betaling = uitbetalen(hulp, door=controller, op=OP, bedrag=Decimal(60), datum=DAG, sleutel="a")
    for anders, zin in (
        ({"reden": " "}, "wat er niet klopte"),
        ({"bedrag": "60.01"}, "niet meer"),
        ({"bedrag": "-1"}, "meer dan nul"),
        ({"datum": DAG - timedelta(1)}, "vanaf de dag van de boeking"),
        ({"datum": DAG + timedelta(1)}, "niet in de toekomst"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            tegen(betaling, controller, **anders)
    with pytest.raises(NietMogelijk, match=GEEN_RECHTEN):
        tegen(betaling, gebruiker_met(Rol.BESLISSER))
    for _ in range(2):
        rij = tegen(betaling, controller, "20")
    assert (rij.soort, rij.tegen, rij.omschrijving) == ("terugvordering", betaling, "Verkeerde school.")
    assert Arrangement.objects.get().betaald == 40
    with pytest.raises(NietMogelijk, match="niet meer"):
        tegen(betaling, controller, "41", sleutel="u")
    assert tegen(rij, controller, "20", sleutel="u").soort == "uitbetaling", "what was right after all"
    assert tegen(betaling, controller, sleutel="v").bedrag == 60
    toekenning, begroting = (Boeking.objects.get(soort=soort) for soort in ("toekenning", "begroting"))
    assert tegen(toekenning, controller, "30", sleutel="w").deel_eerste == Decimal("12.50")
    assert tegen(begroting, controller, "900", sleutel="x").soort == "verlaging"
    stand = Pot.objects.get().stand
    assert (stand.begroot, stand.toegekend, stand.betaald) == (100, 70, 0)
    assert Boeking.objects.get(pk=betaling.pk).bedrag == 60
    assert Logregel.objects.filter(actie="boeking_corrigeren").count() == 5
    with pytest.raises(DatabaseError), transaction.atomic():
        Boeking.objects.filter(pk=betaling.pk).update(bedrag=1)


def test_in_a_closed_period_it_goes_on_a_day_after_it(hulp, controller):
    vroeg = DAG - timedelta(2)
    betaling = uitbetalen(hulp, door=controller, op=OP, bedrag=Decimal(60), datum=vroeg, sleutel="a")
    periode_sluiten(hulp.swv, door=controller, op=OP, tot_en_met=vroeg)
    with pytest.raises(NietMogelijk, match="afgesloten"):
        tegen(betaling, controller, datum=vroeg)
    tegen(betaling, controller)


def test_an_invoice_whose_payment_is_taken_back_is_paid_again(hulp, controller):
    wie = {"door": controller, "op": OP}
    rij = factuur_vastleggen(
        swv=hulp.swv, soort="factuur", leverancier="Zorg BV", nummer="F1", datum=DAG, bedrag=Decimal(60),
        kenmerk=hulp.kenmerk, **wie,
    )  # fmt: skip
    for sleutel in "ab":
        factuur_betalen(rij, datum=DAG, **wie)
        tegen(Factuur.objects.get().betaling, controller, "10", sleutel=f"{sleutel}1")
        assert Factuur.objects.get().betaling is not None
        tegen(Factuur.objects.get().betaling, controller, "50", sleutel=f"{sleutel}2")
        assert Factuur.objects.get().betaling is None
    assert Boeking.objects.filter(soort="uitbetaling").count() == 2


def test_an_invoice_whose_payment_stands_again_is_not_paid_twice(hulp, controller):
    wie = {"door": controller, "op": OP}
    rij = factuur_vastleggen(
        swv=hulp.swv, soort="factuur", leverancier="Zorg BV", nummer="F1", datum=DAG, bedrag=Decimal(40),
        kenmerk=hulp.kenmerk, **wie,
    )  # fmt: skip
    betaling = factuur_betalen(rij, datum=DAG, **wie).betaling
    tegen(tegen(betaling, controller, "40", sleutel="a"), controller, "15", sleutel="b")
    for doen in (
        lambda: factuur_betalen(rij, datum=DAG, **wie),
        lambda: factuur_koppelen(rij, kenmerk=hulp.kenmerk, **wie),
        lambda: factuur_terugsturen(rij, reden="x", **wie),
    ):
        with pytest.raises(NietMogelijk, match="eerdere betaling van deze factuur staat nog"):
            doen()
    tekst = ingelogd(controller).get(reverse("arrangementen:factuur", args=[rij.public_id])).text
    assert "eerdere betaling van deze factuur staat nog" in tekst
    assert "Boek de betaling" not in tekst
    tegen(Boeking.objects.get(pk=betaling.pk), controller, "15", sleutel="c")
    factuur_betalen(rij, datum=DAG, **wie)
    hulp.refresh_from_db()
    assert hulp.betaald == 40


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["factuur", "alles", "deel"]), st.integers(0, 3)), max_size=8))
@example([("factuur", 0), ("alles", 0), ("alles", 0), ("factuur", 0)])
def test_over_every_history_of_paying_and_taking_back_no_euro_goes_out_twice(hulp, controller, stappen):
    wie = {"door": controller, "op": OP}
    with transaction.atomic():
        rij = factuur_vastleggen(
            swv=hulp.swv, soort="factuur", leverancier="Zorg BV", nummer="F1", datum=DAG, bedrag=Decimal(40),
            kenmerk=hulp.kenmerk, **wie,
        )  # fmt: skip
        for nummer, (wat, hoeveelste) in enumerate(stappen):
            lijnen = Boeking.objects.filter(soort__in=("uitbetaling", "terugvordering")).order_by("-pk")
            with suppress(NietMogelijk):
                if wat == "factuur":
                    factuur_betalen(rij, datum=DAG, **wie)
                elif lijn := lijnen[hoeveelste : hoeveelste + 1].first():
                    bedrag = lijn.nog_te_corrigeren if wat == "alles" else Decimal(15)
                    tegen(lijn, controller, bedrag, sleutel=f"s{nummer}")
            staat = [een.nog_te_corrigeren for een in lijnen.filter(soort="uitbetaling", tegen=None)]
            betaald = Arrangement.objects.get(pk=hulp.pk).betaald
            assert betaald == sum(staat) <= 40, "an invoice is paid once"
            if Factuur.objects.get(pk=rij.pk).betaling is None and betaald:
                assert facturen_waarom(Factuur.objects.get(pk=rij.pk)), "and is not offered again while it stands"
        transaction.set_rollback(True)


def test_the_page_shows_the_line_and_what_took_it_back(hulp, controller):
    client = ingelogd(controller)
    betaling = uitbetalen(hulp, door=controller, op=OP, bedrag=Decimal(60), datum=DAG, sleutel="a")
    pad = reverse("arrangementen:boeking_corrigeren", args=[betaling.public_id])
    for naar in (
        reverse("arrangementen:budget_beslissing", args=[hulp.public_id]),
        reverse("arrangementen:boekingen", args=[Pot.objects.get().public_id]),
    ):
        assert pad in client.get(naar).text
        assert pad not in ingelogd(gebruiker_met(Rol.BESLISSER)).get(naar).text
    goed = {"bedrag": "60", "datum": "2026-11-27", "reden": "Dubbel <b>geboekt</b>.", "sleutel": "c" * 22}
    assert "Schrijf op wat er niet klopte" in client.post(pad, goed | {"reden": ""}).text
    antwoord = client.post(pad, goed, follow=True)
    assert "alles tegengeboekt" in antwoord.text
    assert "Dubbel &lt;b&gt;geboekt&lt;/b&gt;." in re.sub(r"\s+", " ", antwoord.text)
