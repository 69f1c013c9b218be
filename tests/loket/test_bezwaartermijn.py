"""Bezwaar in the portal to the minute: the last day at 23:59 in Amsterdam, one day late, and what the law asks."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from loket.models import Bezwaar
from loket.rules.bezwaar import Ontvangst, bezwaar_tot
from scholen.models import Adres
from swv_portal.components.woorden import datum
from tests.bezwaren import besluit_bij
from tests.factories import aanvraag_in

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VERZONDEN = date(2026, 6, 3)
LAATSTE = date(2026, 7, 15)
VLAK_VOOR = datetime(2026, 7, 15, 23, 59, 59, tzinfo=AMSTERDAM)
MIDDERNACHT = VLAK_VOOR + timedelta(seconds=1)


@pytest.fixture
def pagina(ib, school, leerling, ouder, andere_ouder, time_machine):
    """The letter went out six weeks before; the page of the bezwaar of this parent."""
    time_machine.move_to(datetime(2026, 6, 3, 10, tzinfo=AMSTERDAM), tick=False)
    besluit = besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))
    return reverse("dossier:bezwaar", args=[besluit.aanvraag.public_id])


def lezen(client, pagina):
    antwoord = client.get(pagina)
    assert antwoord.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", "", antwoord.content.decode()).split())


def test_the_last_day_on_the_page_is_that_of_the_rule(pagina, ouder, inloggen):
    assert bezwaar_tot(VERZONDEN) == LAATSTE
    assert f"tot en met {datum(LAATSTE)}" in lezen(inloggen(ouder), pagina)


@pytest.mark.parametrize(
    ("moment", "hoe", "tijd"),
    [(VLAK_VOOR, Ontvangst.OP_TIJD, "23.59"), (MIDDERNACHT, Ontvangst.TE_LAAT, "0.00")],
)
def test_a_minute_decides_and_the_confirmation_says_the_moment(
    pagina, ouder, inloggen, time_machine, moment, hoe, tijd
):
    time_machine.move_to(moment, tick=False)
    client = inloggen(ouder)
    client.post(pagina, {"gronden": "Het klopt niet.", "zeker": "on"})
    bezwaar = Bezwaar.objects.get()
    assert bezwaar.ontvangen_op == moment.date()
    assert bezwaar.op_tijd() == hoe
    tekst = lezen(client, pagina)
    assert f"Ontvangen op {datum(moment.date())} om {tijd}" in tekst
    assert ("Uw bezwaar kwam na de laatste dag" in tekst) is (hoe == Ontvangst.TE_LAAT)


def test_a_form_that_was_opened_in_time_and_sent_after_midnight_is_late_and_accepted(
    pagina, ouder, inloggen, time_machine
):
    time_machine.move_to(VLAK_VOOR, tick=False)
    client = inloggen(ouder)
    assert "Wat betekent te laat?" not in lezen(client, pagina)
    time_machine.move_to(MIDDERNACHT, tick=False)
    client.post(pagina, {"gronden": "Het klopt niet.", "zeker": "on"})
    assert Bezwaar.objects.get().op_tijd() == Ontvangst.TE_LAAT
    assert "Zei u nog niet waarom het later is?" in lezen(client, pagina)


def test_who_is_late_reads_beforehand_what_that_means_and_may_say_why(pagina, ouder, inloggen, time_machine):
    time_machine.move_to(MIDDERNACHT, tick=False)
    client = inloggen(ouder)
    tekst = lezen(client, pagina)
    assert f"De laatste dag om bezwaar te maken was {datum(LAATSTE)}" in tekst
    assert "Kon het echt niet eerder? Dan telt het gewoon mee." in tekst
    client.post(pagina, {"gronden": "Nee.", "waarom_te_laat": "Ik lag in het ziekenhuis.", "zeker": "on"})
    assert Bezwaar.objects.get().waarom_te_laat == "Ik lag in het ziekenhuis."
    assert "Zei u nog niet" not in lezen(client, pagina)


def test_what_the_law_asks_is_filled_in_with_the_own_address_only(pagina, ouder, andere_ouder, inloggen):
    for wie, straat in ((ouder, "Kadeplein 1"), (andere_ouder, "Geheimstraat 9")):
        betrokkene = wie.betrokkenen.get()
        betrokkene.adressen.all().delete()
        Adres.objects.create(betrokkene=betrokkene, van=date(2020, 1, 1), straat=straat, postcode="1234 AB", plaats="Z")
    tekst = lezen(inloggen(ouder), pagina)
    for woord in (ouder.betrokkenen.get().naam, "Kadeplein 1", "ons besluit van 3 juni 2026"):
        assert woord in tekst, woord
    assert "telt versturen als uw handtekening" in tekst
    assert "Geheimstraat 9" not in tekst


def test_without_reasons_it_counts_and_the_confirmation_says_what_comes(pagina, ouder, inloggen, time_machine):
    time_machine.move_to(VLAK_VOOR, tick=False)
    client = inloggen(ouder)
    client.post(pagina, {"gronden": "", "zeker": "on"})
    assert Bezwaar.objects.get().pro_forma
    tekst = lezen(client, pagina)
    assert "Er staat nog niet in waarom" in tekst
    assert Bezwaar.objects.get().zaak.kenmerk in tekst


def test_who_judges_reads_that_it_is_late_and_when_judged_the_parent_no_longer(
    pagina, ouder, bezwaarbehandelaar, inloggen, time_machine
):
    time_machine.move_to(MIDDERNACHT, tick=False)
    inloggen(ouder).post(pagina, {"gronden": "Nee.", "zeker": "on"})
    zaak = Bezwaar.objects.get().zaak
    adres = reverse("loket:bezwaar", args=[zaak.public_id])
    assert "Te laat. Vraag waarom" in inloggen(bezwaarbehandelaar).get(adres).content.decode()
    Bezwaar.objects.update(
        toets="ontvankelijk", getoetst_op=MIDDERNACHT, getoetst_door=bezwaarbehandelaar, toets_reden="Het kon niet."
    )
    assert "kwam na de laatste dag" not in lezen(inloggen(ouder), pagina)
