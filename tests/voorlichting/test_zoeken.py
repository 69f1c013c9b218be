"""Searching, words that explain themselves, the list for search engines, and no cookie that is not needed."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from PIL import Image

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.headers import VOOR_IEDEREEN
from tests.test_toegang import ingelogd
from voorlichting.actions import woorden as acties
from voorlichting.actions.klaarzetten import paginas_klaarzetten
from voorlichting.models import Woord

from .test_paginas import maken, publiceren

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio():
    swv = InstellingFactory().swv
    Samenwerkingsverband.objects.update(regio="zuid-kennemerland")
    swv.refresh_from_db()
    SchoolFactory(naam="De Vuurtoren", plaats="Haarlem")
    paginas_klaarzetten(swv, door=Systeem("demo"), op=timezone.now())
    return swv


def tekst(client, pad):
    return " ".join(client.get(pad).content.decode().split())


def test_a_question_finds_pages_words_and_schools_in_any_form_of_the_word(client, regio):
    html = tekst(client, "/zoek/?q=tolken")
    assert "Een tolk of een andere taal" in html, "tolken finds tolk: Dutch full text"
    html = tekst(client, "/zoek/?q=vuurtoren")
    assert reverse("voorlichting:school", args=[regio.deelnames.get().school.brin6]) in html
    assert "1 ding gevonden" in html
    html = tekst(client, "/zoek/?q=zorgplicht")
    assert "Wat betekent het?" in html
    assert "/professionals/zorgplicht/" in html
    assert "/klacht-of-bezwaar/" in tekst(client, "/zoek/?q=bezwaar")
    assert "/steunpunt/" in tekst(client, "/zoek/?q=steunpunt")


def test_a_question_without_an_answer_and_one_that_is_no_question_get_a_sentence(client, regio):
    assert "Niets gevonden" in tekst(client, "/zoek/?q=xyzzy")
    for niets in ("", "a", "%20", "'; DROP TABLE x; --", "&|!():*", "%00"):
        assert client.get(f"/zoek/?q={niets}").status_code == 200
    assert "&lt;script&gt;" in tekst(client, "/zoek/?q=<script>")


def test_a_draft_and_what_was_taken_off_are_not_found(client, regio):
    door = gebruiker_met(Rol.BEHEERDER)
    pagina = maken(regio, door, slug="geheim", titel="Een kameleon")
    assert "kameleon" not in tekst(client, "/zoek/?q=kameleon").replace("‘kameleon’", "").replace(
        'value="kameleon"', ""
    )
    publiceren(pagina, door)
    assert "Een kameleon" in tekst(client, "/zoek/?q=kameleon")


def test_a_word_in_a_page_explains_itself_and_an_own_word_goes_first(client, regio):
    html = tekst(client, "/ouders/extra-hulp-op-school/")
    assert re.search(r'popovertarget="(uitleg-w\d+)">arrangement</button><span[^>]* id="\1"><strong>arrangement<', html)
    door = gebruiker_met(Rol.BEHEERDER)
    acties.woord_toevoegen(
        regio,
        door=door,
        op=timezone.now(),
        woord="Arrangement",
        uitleg="Wat wij zelf zeggen.",
        vormen=["arrangementen"],
    )
    assert "Wat wij zelf zeggen." in tekst(client, "/ouders/extra-hulp-op-school/")
    html = tekst(client, "/woorden/")
    assert html.count("Wat wij zelf zeggen.") == 1
    assert "Extra hulp op de eigen school, voor" not in html
    assert '<a href="#letter-A">A</a>' in html


def test_the_beheerder_adds_changes_and_removes_a_word(regio):
    client = ingelogd(gebruiker_met(Rol.BEHEERDER))
    nieuw = {"woord": "trajectvoorziening", "uitleg": "Een plek <b>in</b> school.", "vormen": "trajectgroep, traject"}
    client.post("/beheer/woorden/", nieuw)
    rij = Woord.objects.get()
    assert (rij.uitleg, rij.vormen) == ("Een plek in school.", ["trajectgroep", "traject"])
    assert "staat er al" in client.post("/beheer/woorden/", {**nieuw, "woord": "Trajectvoorziening"}).content.decode()
    client.post(f"/beheer/woorden/{rij.public_id}/", {**nieuw, "uitleg": "Anders."})
    rij.refresh_from_db()
    assert rij.uitleg == "Anders."
    client.post(f"/beheer/woorden/{rij.public_id}/weghalen/")
    assert not Woord.objects.exists()
    with pytest.raises(NietMogelijk):
        acties.woord_toevoegen(regio, door=gebruiker_met(Rol.IB), op=timezone.now(), woord="x", uitleg="y")


def test_the_sitemap_names_what_everybody_reads_and_nothing_else(client, regio, settings):
    settings.SITE_URL = "https://portaal.example"
    boom = ElementTree.fromstring(client.get("/sitemap.xml").content)
    adressen = [een.text for een in boom.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(set(adressen)) == len(adressen)
    for pad in ("/", "/ouders/mijn-kind-zit-thuis/", "/over-ons/ambities/", "/scholing/intervisie/", "/scholen/"):
        assert f"https://portaal.example{pad}" in adressen
    assert not any("beheer" in een or "account" in een for een in adressen)
    for een in adressen:
        if "/scholen/" not in een:
            assert client.get(een.removeprefix("https://portaal.example")).status_code == 200, een
    settings.DEMO = False
    assert "Sitemap: https://portaal.example/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_visitor_gets_no_cookie_and_a_shared_page_has_its_words(client, regio):
    """Only functional cookies (C85): one who only reads needs none, so there is nothing to consent to."""
    for naam in sorted(VOOR_IEDEREEN):
        try:
            pad = reverse(naam)
        except NoReverseMatch:  # an address with parts is walked by its list
            continue
        client.get(pad)
    client.get("/ouders/mijn-kind-zit-thuis/")
    assert dict(client.cookies) == {}
    html = tekst(client, "/ouders/mijn-kind-zit-thuis/")
    for deel in ('og:title" content="Mijn kind zit thuis"', "og:description", 'og:url" content="http', "og:site_name"):
        assert deel in html


def test_a_shared_link_shows_the_name_of_the_swv_on_its_colour(client, regio):
    html = tekst(client, "/ouders/mijn-kind-zit-thuis/")
    assert re.search('property="og:image" content="https?://testserver/deelbeeld.png"', html)
    antwoord = client.get("/deelbeeld.png")
    beeld = Image.open(BytesIO(antwoord.content))
    assert (antwoord["Content-Type"], beeld.size, len(antwoord.content) < 60_000) == ("image/png", (1200, 630), True)
    Samenwerkingsverband.objects.update(naam="Samenwerkingsverband met een lange naam")
    assert client.get("/deelbeeld.png").content != antwoord.content
