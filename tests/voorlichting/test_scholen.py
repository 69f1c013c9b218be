"""Finding a school: list, map and other languages."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from kern.brieven.talen import TALEN
from scholen.models import SchoolDeelname, Werkgebied
from scholen.models.school import Schoolsoort
from scholen.plekken import plekken
from tests.factories import InstellingFactory, SchoolFactory
from voorlichting.forms.zoeken import SCHOOLSOORTEN
from voorlichting.rules.kaart import BREED, HOOGST, LAAGST, teken

pytestmark = pytest.mark.django_db


def tekst(client, pad):
    return " ".join(client.get(pad).content.decode().split())


def test_schools_are_found_by_name_kind_place_and_area_25_on_a_page(client):
    swv = InstellingFactory().swv
    gebied = Werkgebied.objects.create(swv=swv, naam="Laak", code="laak")
    een = SchoolFactory(naam="De Vuurtoren", plaats="Rijswijk", soort="SO")
    SchoolDeelname.objects.filter(school=een).update(werkgebied=gebied)
    for nummer in range(27):
        SchoolFactory(naam=f"School {nummer}", plaats="Zandwerven")
    html = tekst(client, "/scholen/")
    assert "28 scholen gevonden" in html
    assert html.count('<th scope="row">') == 25
    assert tekst(client, "/scholen/?pagina=2").count('<th scope="row">') == 3
    for vraag in ("q=vuurtoren", "soort=SO", "plaats=Rijswijk", "werkgebied=laak"):
        html = tekst(client, f"/scholen/?{vraag}")
        assert "1 school gevonden" in html, vraag
        assert f"/scholen/kaart/?{vraag}" in html, "the map shows what was asked"
    assert "Geen school gevonden" in tekst(client, "/scholen/?q=bestaatniet")


def test_the_map_holds_every_school_whose_place_is_known_and_no_figure(client):
    InstellingFactory()
    codes = sorted(plekken())[:3]
    for code in codes:
        SchoolFactory(brin6=code, naam=f"School {code}", plaats="Ergens")
    SchoolFactory(naam="Nieuw", brin6="99ZZ99")
    html = tekst(client, "/scholen/kaart/")
    assert "3 van de 4 scholen staan op de kaart" in html
    for code in codes:
        assert f'href="/scholen/{code}/" tabindex="-1"' in html
    assert html.count(' r="8"') == 3
    assert "Van deze scholen weten wij de plek" in tekst(client, "/scholen/kaart/?q=nieuw")


def test_the_drawing_keeps_everything_inside_and_in_proportion():
    scholen = {code: type("S", (), {"soort": "BO", "plaats": "P"}) for code in "abc"}
    for waar in (
        {"a": (4.3, 52.1)},
        {"a": (4.3, 52.1), "b": (4.3, 52.1)},
        {"a": (4.0, 52.0), "b": (6.0, 52.01), "c": (5.0, 52.0)},
        {"a": (4.3, 51.0), "b": (4.31, 53.0)},
    ):
        beeld = teken(waar, scholen)
        assert LAAGST <= beeld.hoog <= HOOGST
        assert all(0 <= punt.x <= BREED and 0 <= punt.y <= beeld.hoog for punt in beeld.punten), waar
    assert teken({}, {}) is None


def test_each_language_has_its_steps_its_schools_and_its_steunpunt(client):
    InstellingFactory()
    school = SchoolFactory(naam="De Vuurtoren", telefoon="000 222 22 22")
    assert set(SCHOOLSOORTEN) == set(Schoolsoort.values)
    html = tekst(client, "/talen/")
    for taal in TALEN.values():
        if taal.code == "nl":
            continue
        assert f'href="/talen/{taal.code}/"' in html
        for pad in ("", "scholen/", f"scholen/{school.brin6}/", "steunpunt/", "privacy/"):
            pagina = tekst(client, f"/talen/{taal.code}/{pad}")
            assert f'<html lang="{taal.code}"' in pagina
            assert ('<html lang="ar" dir="rtl"' in pagina) == (taal.richting == "rtl")
            menu = re.search(r"<nav aria-label=.*?</nav>", pagina)[0]
            assert menu.count(f"/talen/{taal.code}/") == 3, "and nothing that is Dutch"
            with translation.override(taal.code):
                assert translation.gettext("Zoek een school") in pagina
    assert client.get("/talen/nl/").status_code == 404
    assert client.get("/talen/xx/scholen/").status_code == 404
    assert '<html lang="nl"' in tekst(client, "/scholen/"), "and the next page is Dutch again"
