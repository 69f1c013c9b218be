"""The map: every school within the outline of its area, as large as its figure, and all numbers in the table."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kern.gebruikers.rollen import Rol
from monitoring.kaarten import kaart
from monitoring.rules.kaart import _links, omtrek
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from monitoring.tekenen import op_scherm
from scholen.plekken import plekken
from tests.factories import SchoolFactory, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd

GRAAD = st.tuples(st.floats(3.4, 7.2), st.floats(50.8, 53.5))


@given(alle=st.lists(GRAAD, min_size=1, max_size=12))
@settings(max_examples=40)
def test_an_outline_is_clockwise_closed_and_holds_all_its_schools(alle):
    rond = omtrek(alle)
    assert rond[0] == rond[-1]
    assert len(rond) > 4
    for a, b in pairwise(rond):
        assert all(_links(a, b, punt) < 0 for punt in alle), "clockwise: all of it lies to the right"


def test_no_schools_have_no_outline_and_places_are_in_the_netherlands():
    assert omtrek([]) == []
    assert len(plekken()) > 8000
    assert all(3.3 < x < 7.3 and 50.7 < y < 53.6 for x, y in plekken().values())


def test_each_school_is_a_circle_and_what_is_hidden_is_as_small_as_nothing():
    waar = {"00AA00": (4.3, 52.0), "00AA01": (4.4, 52.1), "00AA02": (4.35, 52.05)}
    rijen = (Rij("Noord", (20,), "00AA00"), Rij("Zuid", ("minder dan 5",), "00AA01"))
    tabel = Tabel("kaart", "Scholen", "School", (Kolom("Ontvangen", Maat.LEERLINGEN),), rijen, ("M08",))
    grafiek = kaart(tabel, 0, waar, {"Stad": ["00AA00", "00AA01", "00AA02"], "Elders": ["00ZZ00"]})
    assert grafiek.zin.startswith("Kaart van 3 scholen. Ontvangen, de meeste: Noord 20, Zuid minder dan 5.")
    svg = op_scherm(grafiek)
    cirkels = re.findall(r'<path [^>]*d="([^"]*A[^"]*)"', svg)
    assert len(cirkels) == 3
    assert len({cirkels[1], cirkels[2]}) == 1, "hidden and nothing look the same"
    assert "Stad" in svg


@pytest.mark.django_db
def test_the_page_says_which_schools_are_not_on_it_and_leads_to_the_rows_of_each(monkeypatch):
    regio = Regio()
    SchoolFactory(naam="Te nieuw")
    monkeypatch.setattr("monitoring.views.kaart.plekken", lambda: {regio.school.brin6: (4.3, 52.0)})
    regio.aanvraag(date(2026, 9, 1))
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    pagina = client.get(reverse("monitoring:kaart"), {"periode": "2026-2027"})
    assert "1 school staat er niet op" in woorden(pagina)
    assert 'aria-label="Kaart van 1 school. Ontvangen, de meeste:' in pagina.text
    (adres,) = re.findall(r'<a href="(/monitoring/aanvragen/ontvangen/[^"]*school=[^"]*)">1<', pagina.text)
    assert "1 aanvraag" in woorden(client.get(adres.replace("&amp;", "&")))
