"""Practising: a ticket that names nobody, works a minute and once, and a portal of which nothing is real."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from pypdf import PdfReader

from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers import oefenen
from kern.gebruikers.rollen import Rol
from loket.actions.oefening import is_voorbeeld
from tests.factories import SamenwerkingsverbandFactory, gebruiker_met
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
WORTEL = Path(__file__).parent.parent.parent.parent
SLEUTEL = "s" * 40


@pytest.fixture
def echt(settings):
    """The real portal, that knows of one for practice."""
    settings.OEFENEN, settings.OEFEN_URL, settings.OEFEN_SLEUTEL = False, "https://oefen.swv.example", SLEUTEL


@pytest.fixture
def oefenportaal(settings):
    settings.OEFENEN, settings.OEFEN_URL, settings.OEFEN_SLEUTEL = True, "", SLEUTEL


def kaartje_van(antwoord):
    adres = antwoord.context["adres"]
    assert adres.startswith("https://oefen.swv.example/oefenen/binnen/?")
    return parse_qs(urlsplit(adres).query)["kaartje"][0]


def binnen(kaartje):
    client = Client()
    return client, client.post("/oefenen/binnen/", {"kaartje": kaartje})


def test_from_the_real_portal_into_the_one_for_practice_once(echt, settings):
    ib = gebruiker_met(Rol.IB, naam="Anna Echt")
    client = ingelogd(ib)
    assert "Oefen als intern begeleider" in client.get("/oefenen/").content.decode()
    kaartje = kaartje_van(client.post("/oefenen/", {"rol": "ib"}))
    assert ib.public_id not in kaartje
    settings.OEFENEN = True
    pagina = Client().get("/oefenen/binnen/", {"kaartje": kaartje})
    assert "Begin met oefenen" in pagina.content.decode(), "a look uses nothing up"
    oefent, antwoord = binnen(kaartje)
    assert antwoord["Location"] == "/"
    html = oefent.get("/school/").content.decode()
    assert "<title>OEFENEN – " in html
    assert "Niets hier is echt" in html
    assert binnen(kaartje)[1].status_code == 403, "and once"


def test_staff_and_parents_find_the_way(echt, settings):
    ib, ouder = ingelogd(gebruiker_met(Rol.IB)), ingelogd(gebruiker_met(Rol.OUDER))
    for wie, pad in ((ib, "/kringen/"), (ouder, "/contact/")):
        assert 'href="/oefenen/"' in wie.get(pad).content.decode(), pad
    assert 'href="/oefenen/"' not in Client().get("/contact/").content.decode()
    settings.OEFEN_URL = ""
    assert 'href="/oefenen/"' not in ib.get("/kringen/").content.decode()


def test_one_comes_in_only_in_an_own_role(echt):
    client = ingelogd(gebruiker_met(Rol.IB))
    antwoord = client.post("/oefenen/", {"rol": "beslisser"})
    assert "adres" not in antwoord.context


@pytest.mark.parametrize("wat", ["oud", "andere sleutel", "verzonnen", "leeg", "geen rol", "niemand"])
def test_a_ticket_that_is_not_good_lets_nobody_in(wat, oefenportaal, settings, monkeypatch):
    gebruiker_met(Rol.IB)
    kaartje = oefenen.kaartje(Rol.FG if wat == "niemand" else Rol.IB)
    if wat == "oud":
        monkeypatch.setattr(oefenen, "SECONDEN", -1)
    elif wat == "andere sleutel":
        settings.OEFEN_SLEUTEL = "t" * 40
    elif wat in ("verzonnen", "leeg"):
        kaartje = "" if wat == "leeg" else "WyJpYiIsIngiXQ:1:x"
    elif wat == "geen rol":
        kaartje = oefenen._ondertekenaar().sign_object(["koning", "x"])
    client, antwoord = binnen(kaartje)
    assert antwoord.status_code == 403, wat
    assert "_auth_user_id" not in client.session


def test_when_the_cache_does_not_answer_nobody_comes_in(oefenportaal, monkeypatch):
    gebruiker_met(Rol.IB)
    monkeypatch.setattr(cache, "add", lambda *args: False)
    assert binnen(oefenen.kaartje(Rol.IB))[1].status_code == 403


def test_a_session_of_practice_is_worth_nothing_in_the_real_portal(oefenportaal, settings):
    gebruiker_met(Rol.IB)
    client, _ = binnen(oefenen.kaartje(Rol.IB))
    assert client.get("/school/").status_code == 200
    settings.OEFENEN = False
    assert client.get("/school/").status_code == 302


@pytest.mark.parametrize("anders", [{"OEFENEN": True}, {"OEFEN_URL": ""}, {"OEFEN_SLEUTEL": ""}])
def test_without_a_portal_for_practice_there_is_no_such_page(echt, settings, anders):
    for naam, waarde in anders.items():
        setattr(settings, naam, waarde)
    assert ingelogd(gebruiker_met(Rol.IB)).get("/oefenen/").status_code == 404
    if not anders.get("OEFENEN"):
        assert Client().get("/oefenen/binnen/").status_code == 404


def test_letters_and_robots_know_that_nothing_is_real(oefenportaal, client, settings):
    swv = SamenwerkingsverbandFactory(fictief=False)
    settings.DEMO = False
    assert is_voorbeeld(swv)
    assert "Disallow: /" in client.get("/robots.txt").content.decode()
    settings.OEFENEN = False
    assert not is_voorbeeld(swv)
    assert "OEFENEN" not in client.get("/contact/").content.decode()


def test_all_that_is_printed_says_so_on_each_page(oefenportaal, settings):
    brief = "<html lang=nl><title>Brief</title><body><p>Een</p><p style='break-before:page'>Twee</p></body></html>"
    bladen = PdfReader(BytesIO(html_naar_pdf(brief))).pages
    assert ["OEFENEN" in blad.extract_text() for blad in bladen] == [True, True]
    settings.OEFENEN = False
    assert "OEFENEN" not in PdfReader(BytesIO(html_naar_pdf(brief))).pages[0].extract_text()


def test_deploy_checks(settings):
    def fouten():
        return {een.id for een in run_checks(include_deployment_checks=True)} & {f"portaal.E02{n}" for n in range(3)}

    assert fouten() == set()
    settings.OEFENEN, settings.OEFEN_SLEUTEL = True, "kort"
    assert fouten() == {"portaal.E020", "portaal.E021", "portaal.E022"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.BESTANDEN_MAP, settings.OEFEN_SLEUTEL = "/srv/oefen/bestanden", SLEUTEL
    assert fouten() == {"portaal.E021"}, "nor its ledger of what was deleted"
    settings.VERWIJDERBOEK_MAP = "/srv/oefen/boek"
    assert fouten() == set()


def met_omgeving(**anders):
    """The settings as they load with these names of the environment; without touching a database."""
    import os

    code = "from django.conf import settings as s; print(s.EMAIL_BACKEND)"
    omgeving = os.environ | {"DJANGO_SETTINGS_MODULE": "swv_portal.settings"} | anders
    uit = [sys.executable, "-c", code]
    return subprocess.run(uit, cwd=WORTEL, env=omgeving, capture_output=True, text=True, check=False)


def test_it_starts_only_on_a_database_of_its_own_and_mails_nobody():
    mis = met_omgeving(OEFENEN="1", DATABASE_URL="postgres://x@localhost/portaal")
    assert "om te oefenen is" in mis.stderr
    ook = {
        "DATABASE_URL": "postgres://x@localhost/oefenportaal",
        "DATABASE_URL_OPRUIMER": "postgres://x@localhost/echt",
    }
    assert "om te oefenen is" in met_omgeving(OEFENEN="1", **ook).stderr
    goed = met_omgeving(OEFENEN="1", DATABASE_URL="postgres://x@localhost/oefenportaal", DATABASE_URL_OPRUIMER="")
    assert goed.stdout.strip() == "django.core.mail.backends.dummy.EmailBackend"
    assert mail.outbox == []
