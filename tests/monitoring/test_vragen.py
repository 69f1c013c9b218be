"""The pages of money, children at home and bezwaar: each number leads to its rows, and only who may sees them."""

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
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import gebruiker_met
from tests.monitoring.test_bezwaar import kleine_regio
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import Regio, moment
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.models import Verzuim

pytestmark = pytest.mark.django_db
JAAR = {"periode": "2026-2027"}
PAGINAS = ("geld", "thuiszitters", "bezwaar")
OP = moment(date(2026, 10, 1))


@pytest.fixture
def regio():
    """Some of everything: help, a budget, children at home, bezwaren, and a pupil that spoke."""
    een = Regio()
    kleine_regio(een)
    een.stem(een.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1)))
    pot("1000", op=OP)
    toegekend(arrangement(op=OP), op=OP)
    thuis = casus()
    Verzuim.objects.filter(casus=thuis).update(van=date(2026, 9, 1))
    return een


@pytest.fixture
def client(regio):
    return ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))


def test_every_number_leads_to_as_many_rows(client):
    """To a list of its own; the others are in test_herkomst."""
    gevonden = 0
    for pagina in PAGINAS:
        tekst = client.get(reverse(f"monitoring:{pagina}"), JAAR).text
        for adres, getal in re.findall(r'<a href="(/monitoring/(?!getal)[^"]*)">([1-9]\d*)<', tekst):
            rijen = client.get(adres.replace("&amp;", "&"))
            assert rijen.status_code == 200, adres
            kop = re.search(r"Schooljaar 2026-2027: (\d+)", woorden(rijen))
            assert kop[1] == getal, adres
            gevonden += 1
    assert gevonden >= 8


def test_what_each_page_says(client):
    verwacht = {
        "geld": ("Budget toegekend 10%", "€ 100 van € 1.000", "Toegekende hulp 1", "Leerlingen 1"),
        "thuiszitters": (
            "Kinderen thuis 1",
            "Volgens de wet 1 Volgens de wet thuiszitters",
            "Per 1.000 leerlingen niet bekend",
        ),
        "bezwaar": ("Bezwaren ontvangen 5", "Geheel of deels gegrond 66,7% 2 van 3", "Leerling gehoord 16,7% 1 van 6"),
    }
    for pagina, zinnen in verwacht.items():
        tekst = woorden(client.get(reverse(f"monitoring:{pagina}"), JAAR)).replace("\xa0", " ")
        for zin in (*zinnen, "Wat deze cijfers betekenen", "Bron: ", "Opgehaald op"):
            assert zin in tekst, (pagina, zin)


def test_without_anything_no_page_shows_a_zero_share(client):
    for pagina in PAGINAS:
        leeg = woorden(client.get(reverse(f"monitoring:{pagina}"), {"periode": "2015-2016"}))
        assert "Nog geen" in leeg
        assert " 0%" not in leeg
        assert "Voor deze keuze zijn nog geen cijfers." in leeg


def test_money_of_one_school(client, regio):
    ander = woorden(client.get(reverse("monitoring:geld"), JAAR | {"school": regio.school.brin6}))
    assert "Toegekende hulp 0" in ander, "its help is of another school"
    assert "Alleen School:" in ander


def test_the_files_have_all_tables_with_their_meaning(client):
    for pagina, code in zip(PAGINAS, ("M15", "M17", "M23"), strict=True):
        antwoord = client.get(reverse(f"monitoring:{pagina}_excel"), JAAR)
        cellen = [str(rij[0] or "") for rij in load_workbook(BytesIO(antwoord.content)).active.values]
        assert any(cel.startswith(code) for cel in cellen)
        assert "Periode" in cellen


def test_an_unknown_part_does_not_exist(client):
    for naam in ("geld_rijen", "thuiszitters_rijen", "bezwaar_rijen", "gehoord_rijen"):
        assert client.get(reverse(f"monitoring:{naam}", args=["anders"])).status_code == 404


def test_who_sees_no_rows_of_the_region_sees_no_figures_of_it(regio):
    for rol in (Rol.IB, Rol.BESTUUR, Rol.DESKUNDIGE, Rol.LEERPLICHT):
        wie = ingelogd(gebruiker_met(rol))
        for pagina in PAGINAS:
            assert wie.get(reverse(f"monitoring:{pagina}")).status_code == 404, (rol, pagina)


def test_as_many_questions_whatever_there_is(client, regio):
    def vragen(naam):
        with CaptureQueriesContext(connection) as gesteld:
            assert client.get(reverse(f"monitoring:{naam}"), JAAR).status_code == 200
        return len(gesteld)

    vragen("geld")  # the first page of a session asks more
    eerst = {naam: vragen(naam) for naam in PAGINAS}
    for nummer in range(4):
        regio.bezwaar(date(2026, 9, 1 + nummer), besloten=date(2026, 12, 1))
        toegekend(arrangement(op=OP, bedrag=1), op=OP)
        casus()
    assert {naam: vragen(naam) for naam in eerst} == eerst
