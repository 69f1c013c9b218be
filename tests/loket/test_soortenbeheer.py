"""Beheer switches kinds of aanvraag on and off and says how much each asks, from a later day on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.actions.aanvraag import soorten
from scholen.models import Instelling
from tests.factories import InstellingFactory

pytestmark = pytest.mark.django_db
PAD = "/beheer/soorten/po2815/"


@pytest.fixture
def instelling(db, monkeypatch):
    monkeypatch.setattr("scholen.actions.instellingen.in_gebruik", lambda swv: True)
    return InstellingFactory(soorten={"ARR": {"gewicht": "melden"}})


def ingevuld(client):
    waarden = {veld.html_name: veld.value() for veld in client.get(PAD).context["form"]}
    return {naam: een.isoformat() if hasattr(een, "isoformat") else een for naam, een in waarden.items()}


def test_a_kind_goes_off_and_another_asks_more_from_tomorrow_on(inloggen, beheerder, instelling):
    client = inloggen(beheerder)
    data = ingevuld(client) | {"aan__CONSULT": "nee", "gewicht__ARR": "volledig"}
    assert client.post(PAD, data).status_code == 302
    vandaag = timezone.localdate()
    assert "CONSULT" in {een.code for een in soorten(Instelling.objects.geldig(instelling.swv, vandaag))}
    dan = Instelling.objects.geldig(instelling.swv, vandaag + timedelta(days=1))
    per = {een.code: een for een in soorten(dan)}
    assert "CONSULT" not in per
    assert per["ARR"].gewicht == "volledig"
    assert dan.soorten["CONSULT"] == {"aan": False}
    assert "CONSULT uit" in client.get(reverse("scholen:instellingen")).text


def test_as_it_stands_nothing_changes(inloggen, beheerder, instelling):
    client = inloggen(beheerder)
    assert "Er is niets gewijzigd." in client.post(PAD, ingevuld(client)).text
    assert Instelling.objects.count() == 1


def test_an_swv_without_any_kind_is_refused(inloggen, beheerder, instelling):
    client = inloggen(beheerder)
    data = {naam: "nee" if naam.startswith("aan__") else een for naam, een in ingevuld(client).items()}
    assert "minstens één soort" in client.post(PAD, data).text
    assert Instelling.objects.count() == 1


def test_the_list_says_what_schools_can_ask(inloggen, beheerder, instelling):
    tekst = inloggen(beheerder).get(reverse("loket:soorten")).text
    for deel in ("TLV speciaal onderwijs", "Melden: één scherm", "6 weken", "geen besluit: een advies"):
        assert deel in tekst
    assert "voortgezet speciaal" not in tekst
