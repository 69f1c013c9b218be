"""Which day is proposed for letters, and what is said about a day on which nobody works."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from loket.actions.besluit import besluiten
from loket.forms.bekendmaken import KlaarzettenForm, OntvangstForm
from loket.models import Bekendmaking, Status
from loket.rules.post import let_op_vrije_dag
from tests.factories import aanvraag_in, beslissing

VRIJDAG, ZATERDAG, MAANDAG = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
TWEEDE_KERSTDAG = date(2026, 12, 26)


def test_a_working_day_asks_for_no_attention():
    assert let_op_vrije_dag(VRIJDAG) == ""


@pytest.mark.parametrize(
    ("dag", "begin", "wel"),
    [
        (ZATERDAG, "Zaterdag 28 november 2026 is geen werkdag.", "maandag 30 november 2026"),
        (TWEEDE_KERSTDAG, "Zaterdag 26 december 2026 is geen werkdag.", "maandag 28 december 2026"),
        (date(2027, 4, 27), "Dinsdag 27 april 2027 is geen werkdag.", "woensdag 28 april 2027"),
    ],
)
def test_of_a_day_off_is_said_what_cannot_be_done_then_and_which_day_can(dag, begin, wel):
    zin = let_op_vrije_dag(dag)
    assert zin.startswith(begin)
    assert zin.endswith(f"zoals {wel}.")


@pytest.mark.parametrize(("vandaag", "voorstel"), [(VRIJDAG, VRIJDAG), (ZATERDAG, MAANDAG)])
def test_the_forms_propose_the_first_working_day_and_say_why(vandaag, voorstel):
    aanvraag = type("Zaak", (), {"leerling": None})()
    for form in (KlaarzettenForm(aanvraag=aanvraag, vandaag=vandaag), OntvangstForm(vandaag=vandaag)):
        assert form["verzenddatum"].initial == voorstel
        assert ("Vandaag is geen werkdag" in form["verzenddatum"].help_text) == (vandaag != voorstel)


@pytest.mark.parametrize(("dag", "gezegd"), [(ZATERDAG, True), (MAANDAG, False)])
def test_letters_may_go_out_on_a_day_off_with_a_warning(
    ib, school, leerling, ouder, beslisser, loketmedewerker, inloggen, dag, gezegd
):
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))):
        aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
        besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
        pagina = reverse("loket:bekendmaken", args=[aanvraag.public_id])
        form = {"actie": "klaarzetten", "verzenddatum": dag.isoformat()}
        tekst = inloggen(loketmedewerker).post(pagina, form, follow=True).text
    assert ("is geen werkdag" in tekst) == gezegd
    assert set(Bekendmaking.objects.values_list("verzenddatum", flat=True)) == {dag}
