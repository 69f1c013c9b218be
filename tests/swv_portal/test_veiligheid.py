"""security.txt: where to report a weakness, by RFC 9116."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from scholen.models import Instelling, Samenwerkingsverband

pytestmark = pytest.mark.django_db

PAD = "/.well-known/security.txt"


@pytest.fixture
def swv():
    swv = Samenwerkingsverband.objects.create(
        code="PO2815", naam="SWV Proef", sector="PO", eigen=True, email="info@swv.example"
    )
    Instelling.objects.create(swv=swv, geldig_van=date(2020, 1, 1), tlv_soorten=["SBO"])
    return swv


def velden(client) -> dict[str, str]:
    antwoord = client.get(PAD)
    assert antwoord.status_code == 200
    assert antwoord["Content-Type"] == "text/plain; charset=utf-8"
    regels = antwoord.content.decode().splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Za-z-]+: \S.*", regel) for regel in regels)
    gevonden = dict(regel.split(": ", 1) for regel in regels)
    assert len(gevonden) == len(regels)
    return gevonden


def test_it_has_what_the_rfc_asks(client, swv):
    gevonden = velden(client)
    assert gevonden["Contact"] == "mailto:info@swv.example"
    assert gevonden["Preferred-Languages"] == "nl, en"
    assert gevonden["Canonical"] == f"https://testserver{PAD}"


def test_it_holds_for_more_than_a_month_and_less_than_a_year(client, swv):
    tot = datetime.strptime(velden(client)["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < tot - timezone.now() < timedelta(days=365)


def test_the_settings_of_the_installation_go_first(client, swv, settings):
    settings.VEILIGHEID_CONTACT, settings.VEILIGHEID_TOT = "https://swv.example/melden", "2030-06-01"
    gevonden = velden(client)
    assert gevonden["Contact"] == "https://swv.example/melden"
    assert gevonden["Expires"] == "2030-06-01T00:00:00Z"


def test_without_an_address_there_is_none(client):
    assert client.get(PAD).status_code == 404


def test_an_exercise_names_no_real_address(client, swv, settings):
    settings.DEMO = True
    assert client.get(PAD).status_code == 404
    settings.DEMO = False
    Samenwerkingsverband.objects.update(fictief=True)
    assert client.get(PAD).status_code == 404


@pytest.mark.parametrize(
    ("dag", "goed"), [("", True), ("{over_40}", True), ("{over_20}", False), ("2020-01-01", False), ("morgen", False)]
)
def test_a_day_that_comes_near_stops_the_deploy(settings, dag, goed):
    vandaag = timezone.localdate()
    settings.VEILIGHEID_TOT = dag.format(over_40=vandaag + timedelta(days=40), over_20=vandaag + timedelta(days=20))
    gevonden = {fout.id for fout in run_checks(include_deployment_checks=True)}
    assert ("portaal.E005" not in gevonden) == goed
