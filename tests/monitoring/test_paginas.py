"""The pages of figures: each number leads to its rows, and only staff sees them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.factories import gebruiker_met
from tests.monitoring.test_aanvragen import kleine_regio
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
JAAR = {"periode": "2026-2027"}


@pytest.fixture
def regio():
    een = Regio()
    kleine_regio(een)
    return een


@pytest.fixture
def client(regio):
    return ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))


def woorden(antwoord):
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]))


def test_every_number_leads_to_as_many_rows(client):
    pagina = client.get(reverse("monitoring:aanvragen"), JAAR)
    links = re.findall(r'<a href="(/monitoring/aanvragen/[a-z_]+/\?periode=2026-2027)">(\d+)<', pagina.text)
    assert len(links) == 9, "all but what was sent on, which is none"
    for adres, getal in links:
        tekst = woorden(client.get(adres))
        assert f"Schooljaar 2026-2027: {getal} aanvra" in tekst, adres
    assert Logregel.objects.filter(actie="monitoring_gezien").exists()


def test_a_chart_has_its_table_beneath_it(client):
    for naam, zin in (
        ("aanvragen", "Toegekend per soort. TLV so: schooljaar 2026-2027 2"),
        ("op_tijd", "8 wk: op tijd"),
    ):
        pagina = client.get(reverse(f"monitoring:{naam}"), JAAR)
        beelden = re.findall(r"<figure.*?</figure>\s*<details.*?</details>", pagina.text, re.S)
        assert len(beelden) == (2 if naam == "aanvragen" else 1)
        assert zin in beelden[0]
        assert "Cijfers als tabel" in beelden[0]
        assert "<table" in beelden[0]


def test_a_controller_counts_the_same_and_opens_no_case(client):
    bureau = ingelogd(gebruiker_met(Rol.CONTROLLER))
    adres = reverse("monitoring:aanvragen_rijen", args=["ontvangen"])
    loket, controller = (een.get(adres, JAAR) for een in (client, bureau))
    assert woorden(loket) == woorden(controller)
    assert "/aanvragen/" in loket.text.partition("<main")[2].partition("<tbody")[2]
    assert 'href="' not in controller.text.partition("<tbody")[2].partition("</tbody")[0]


def test_what_a_figure_means_stands_beside_it(client):
    tekst = woorden(client.get(reverse("monitoring:op_tijd"), JAAR))
    for zin in ("Op tijd besloten", "de helft duurde", "Bron: de aanvragen in dit portaal"):
        assert zin.lower() in tekst.lower()
    assert "75% 3 van 4" in tekst, "of four decisions one was after nine weeks"
    assert "1 na de termijn van de wet" in tekst
    late = woorden(client.get(reverse("monitoring:op_tijd_rijen", args=["na-de-wet"]), JAAR))
    assert "1 aanvraag" in late
    leeg = woorden(client.get(reverse("monitoring:op_tijd"), {"periode": "2015-2016"}))
    assert "Nog geen" in leeg
    assert "0%" not in leeg


def test_the_first_page_shows_each_question_with_its_chart(client):
    pagina = client.get(reverse("monitoring:overzicht"), JAAR)
    tekst = woorden(pagina)
    for zin in ("Open aanvragen 3", "Op tijd besloten 75% 1 van 4 na de beloofde dag", "Kinderen thuis 0"):
        assert zin in tekst
    for naam, vraag in {
        "op_tijd": "Zijn we op tijd?",
        "geld": "Waar gaat het geld heen?",
        "thuiszitters": "Welke kinderen zitten thuis?",
    }.items():
        assert f'<a href="{reverse(f"monitoring:{naam}")}?periode=2026-2027">{vraag}</a>' in pagina.text


def test_spreadsheets_say_what_they_mean_and_until_when(client):
    for naam, code in (("aanvragen_excel", "M08"), ("op_tijd_excel", "M11")):
        blad = load_workbook(BytesIO(client.get(reverse(f"monitoring:{naam}"), JAAR).content)).active
        cellen = [[str(cel or "") for cel in rij] for rij in blad.values]
        slot = [rij for rij in cellen if rij[0].startswith(code)]
        assert slot[0][2] == "Bron: de aanvragen in dit portaal"
        assert ["Periode", "schooljaar 2026-2027"] in [rij[:2] for rij in cellen]
    rij = next(rij for rij in cellen if rij[0] == "Van ontvangst tot besluit")
    assert rij[1] == "4"


def test_an_unknown_part_does_not_exist(client):
    for naam in ("aanvragen_rijen", "op_tijd_rijen"):
        assert client.get(reverse(f"monitoring:{naam}", args=["anders"])).status_code == 404


def test_as_many_questions_whatever_there_is(client, regio):
    def vragen(naam):
        with CaptureQueriesContext(connection) as gesteld:
            assert client.get(reverse(f"monitoring:{naam}"), JAAR).status_code == 200
        return len(gesteld)

    vragen("overzicht")  # the first page of a session asks more
    eerst = {naam: vragen(naam) for naam in ("overzicht", "aanvragen", "op_tijd")}
    for nummer in range(8):
        regio.aanvraag(date(2026, 9, 1 + nummer), besloten=date(2026, 12, 1))
    assert {naam: vragen(naam) for naam in eerst} == eerst
