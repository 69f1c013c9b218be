"""A school or board that is chosen, beside all schools of the SWV (M08, M10, M11)."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from kern.gebruikers.rollen import Rol
from scholen.models import SchoolDeelname
from tests.factories import SchoolFactory, gebruiker_met
from tests.monitoring.test_filter import Streek
from tests.monitoring.test_paginas import woorden
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


@pytest.fixture
def streek():
    """Streek has 2 and 1 aanvragen in 2026-2027 at two schools; a third school of the first board has none."""
    with time_machine.travel("2027-03-01 10:00+01:00", tick=False):
        een = Streek()
        een.derde = SchoolFactory(naam="De Duin", bestuur=een.school.bestuur)
        for school in (een.school, een.tweede, een.derde):
            SchoolDeelname.objects.get_or_create(
                school=school, swv=een.instelling.swv, sector="PO", defaults={"van": date(2020, 1, 1)}
            )
        yield een


def gelezen(client, naam, **keuze):
    return client.get(reverse(f"monitoring:{naam}"), {"periode": "2026-2027", **keuze})


def test_a_school_or_board_stands_beside_the_mean_and_each_number_leads_down(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    assert "Gemiddeld per school" not in gelezen(client, "aanvragen", soort="SO").text
    for keuze, hoeveel in (({"school": streek.school.brin6}, 2), ({"bestuur": streek.school.bestuur.nummer}, 3)):
        pagina = gelezen(client, "aanvragen", **keuze)
        wegen = {*re.findall(r'href="(/monitoring/getal/aanvragen/naast-gemiddelde/[^"]*)">([^<]+)<', pagina.text)}
        plekken = {adres.split("/")[6] for adres, _ in wegen}
        assert len(plekken) == hoeveel
        per = {(adres.split("/")[5], adres.split("/")[6]): tekst for adres, tekst in wegen}
        assert per["ontvangen", "0"] == "2"
        assert per["ontvangen", str(hoeveel - 1)] == "1", "three of three schools"
        for adres, tekst in wegen:
            assert f"Daar staat {tekst}." in woorden(client.get(adres.replace("&amp;", "&"))), adres
    assert per["ontvangen", "1"] == "1", "two of two schools of this board"


def test_the_mean_keeps_what_else_was_chosen(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    pagina = gelezen(client, "aanvragen", school=streek.tweede.brin6, soort="SO")
    wegen = dict(re.findall(r'/naast-gemiddelde/ontvangen/(\d)/[^"]*">([^<]+)<', pagina.text))
    assert wegen == {"0": "1", "1": "0,7"}, "two of kind SO at three schools"


def test_in_time_stands_beside_all_schools(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    assert "Hoe lang het duurt" not in gelezen(client, "op_tijd").text
    pagina = woorden(gelezen(client, "op_tijd", school=streek.school.brin6))
    assert re.search(r"Deze school 1 Besloten, Deze school [0-9,]+ 100% 100%", pagina), pagina
    assert re.search(r"Alle scholen 2 Besloten, Alle scholen [0-9,]+ 50% 50%", pagina)
    blad = load_workbook(BytesIO(gelezen(client, "op_tijd_excel", bestuur=streek.tweede.bestuur.nummer).content)).active
    assert ["Gekozen scholen", "1"] in [[str(cel) for cel in rij[:2]] for rij in blad.values]
