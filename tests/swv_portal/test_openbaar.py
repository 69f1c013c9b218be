"""The pages for everybody, with and without a region in the database."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling, Samenwerkingsverband, Werkgebied

pytestmark = pytest.mark.django_db

PAGINAS = ["/", "/ouders/", "/professionals/", "/contact/", "/privacy/", "/toegankelijkheid/", "/woorden/"]
STATIC = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def regio():
    swv = Samenwerkingsverband.objects.create(
        code="PO2815", naam="SWV Proef", sector="PO", eigen=True, telefoon="070 315 63 49", merkkleur="#6b2a7b"
    )
    return Instelling.objects.create(
        swv=swv,
        geldig_van=date(2020, 1, 1),
        tlv_soorten=["SBO", "SO"],
        servicenorm_weken=7,
        controle_werkdagen=9,
        hersteltermijn_dagen=17,
        advies_dagen=23,
        opp_max_maanden=11,
        steunpunt_telefoon="0800 1234",
    )


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


@pytest.mark.parametrize("pad", PAGINAS)
def test_a_page_stands_before_any_region_is_loaded(client, pad):
    html = tekst(client.get(pad))
    assert html.count("<h1") == 1
    assert "Samenwerkingsverband passend onderwijs" in html


@pytest.mark.parametrize("pad", PAGINAS)
def test_the_title_starts_with_the_heading_and_the_skip_link_comes_first(client, regio, pad):
    html = tekst(client.get(pad))
    kop = re.search(r"<h1[^>]*>(.*?)</h1>", html)[1].strip()
    assert re.search(r"<title>(.*?)</title>", html)[1].startswith(f"{kop} – SWV Proef")
    assert re.search(r"<body[^>]*>\s*<a class=\"swv-skip-link\" href=\"#inhoud\"", html)
    assert 'lang="nl"' in html


@pytest.mark.parametrize("pad", [*PAGINAS, "/account/login/", "/account/password/reset/", "/bouwstenen/", "/nergens/"])
def test_nothing_is_asked_of_another_host_and_nothing_is_inline(client, regio, settings, pad):
    settings.DEMO = True
    html = tekst(client.get(pad))
    assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//', html)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", html)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_the_home_has_three_doors_the_steunpunt_and_the_way_in(client, regio):
    html = tekst(client.get("/"))
    for adres in ("/ouders/", "/professionals/", "/scholen/", "/account/login/", "tel:+318001234"):
        assert f'"{adres}"' in html


def test_werkgebieden_are_listed_only_when_there_are_some(client, regio):
    assert "Onze werkgebieden" not in tekst(client.get("/"))
    for naam in ("Centrum", "Laak"):
        Werkgebied.objects.create(swv=regio.swv, naam=naam, code=naam.lower())
    html = tekst(client.get("/"))
    assert html.count("/scholen/?werkgebied=") == 2


def test_terms_come_from_the_settings_of_the_region(client, regio):
    html = tekst(client.get("/professionals/"))
    for zin in ("Binnen 9 werkdagen", "17 dagen om het aan te vullen", "daar 23 dagen", "binnen 7 weken", "11 maanden"):
        assert zin in html
    assert "niet langer dan 7 weken" in tekst(client.get("/ouders/"))


def test_the_words_of_another_sector_are_not_there(client, regio):
    assert "praktijkonderwijs" not in tekst(client.get("/woorden/"))
    Instelling.objects.create(swv=regio.swv, geldig_van=date(2021, 1, 1), tlv_soorten=["VSO", "PRO"])
    html = tekst(client.get("/woorden/"))
    assert "praktijkonderwijs" in html
    assert "speciaal basisonderwijs" not in html


def test_settings_of_tomorrow_do_not_hold_today(client, regio):
    Instelling.objects.create(swv=regio.swv, geldig_van=date(2999, 1, 1), tlv_soorten=["SBO"], servicenorm_weken=3)
    assert "niet langer dan 7 weken" in tekst(client.get("/ouders/"))


@pytest.mark.parametrize(("fictief", "woord"), [(False, "index, follow"), (True, "noindex, nofollow")])
def test_search_engines_find_only_a_real_portal(client, regio, fictief, woord, settings):
    settings.DEMO = False
    Samenwerkingsverband.objects.update(fictief=fictief)
    assert f'name="robots" content="{woord}"' in tekst(client.get("/"))
    assert ("Disallow: /" in client.get("/robots.txt").content.decode()) == fictief
    assert 'content="noindex, nofollow"' in tekst(client.get("/account/login/"))


def test_the_theme_is_kept_for_a_year_and_an_old_address_leads_to_the_new_one(client, regio):
    adres = re.search(r"/thema\.\w+\.css", tekst(client.get("/")))[0]
    antwoord = client.get(adres)
    assert antwoord["Content-Type"].startswith("text/css")
    assert "immutable" in antwoord["Cache-Control"]
    assert "max-age=31536000" in antwoord["Cache-Control"]
    Samenwerkingsverband.objects.update(merkkleur="#00695c")
    oud = client.get(adres)
    assert oud.status_code == 302
    assert oud["Location"] != adres
    assert client.get(oud["Location"]).status_code == 200


def test_who_is_logged_in_starts_at_the_first_page_of_the_menu(client, regio, monkeypatch):
    monkeypatch.setattr("swv_portal.menu.bestaat", lambda pad: True)
    gebruiker = Gebruiker.objects.create(email="ouder@voorbeeld.nl", naam="O. Uder")
    Lidmaatschap.objects.create(gebruiker=gebruiker, rol=Rol.OUDER, van=date(2020, 1, 1))
    client.force_login(gebruiker)
    assert client.get("/")["Location"] == "/dossier/"


def test_the_component_page_is_for_the_demo_only(client, regio, settings):
    settings.DEBUG, settings.DEMO = False, True
    assert client.get("/bouwstenen/").status_code == 200
    settings.DEMO = False
    assert client.get("/bouwstenen/").status_code == 404


def test_health_says_yes_or_no_and_nothing_else(client):
    assert client.get("/health/live").content == b"leeft\n"
    assert client.get("/health/ready").content == b"klaar\n"


def test_a_missing_migration_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda zelf: {})
    antwoord = client.get("/health/ready")
    assert antwoord.status_code == 503
    assert antwoord.content == b"niet klaar\n"


def test_a_public_page_asks_the_database_once_for_the_face_of_the_region(client, regio):
    with CaptureQueriesContext(connection) as vragen:
        client.get("/privacy/")
    assert len([vraag for vraag in vragen if 'FROM "scholen_instelling"' in vraag["sql"]]) == 1
    assert len([vraag for vraag in vragen if vraag["sql"].startswith("SELECT")]) <= 2, (
        "and once for what the SWV wrote on it"
    )


def test_style_and_script_stay_within_their_budget():
    assert len(gzip.compress((STATIC / "css/portaal.css").read_bytes())) <= 12_288
    for bestand in ("js/portaal.js", "js/bewaren.js"):
        assert len(gzip.compress((STATIC / bestand).read_bytes())) <= 6_144


def test_style_and_script_ask_nothing_of_another_host():
    for bestand in ("css/portaal.css", "js/portaal.js", "js/bewaren.js"):
        assert not re.search(r"(?:https?:)?//(?!www\.w3\.org)[a-z]+\.", (STATIC / bestand).read_text())


def test_every_font_of_the_style_is_there():
    for adres in re.findall(r"url\(([^)]+)\)", (STATIC / "css/portaal.css").read_text()):
        assert (STATIC / "css" / adres).resolve().exists()
