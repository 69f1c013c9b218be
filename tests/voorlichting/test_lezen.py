"""News, knowledge, the agenda, and the pages whose functional parts come from settings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling, Samenwerkingsverband
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from voorlichting.actions.klaarzetten import paginas_klaarzetten
from voorlichting.models import Pagina, Paginaversie

from .test_paginas import maken, publiceren

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio():
    swv = InstellingFactory().swv
    Samenwerkingsverband.objects.update(regio="haaglanden")
    swv.refresh_from_db()
    SchoolFactory()
    paginas_klaarzetten(swv, door=Systeem("demo"), op=timezone.now())
    return swv


def tekst(client, pad):
    return " ".join(client.get(pad).content.decode().split())


def test_klacht_of_bezwaar_has_three_cards_and_takes_term_and_address_from_settings(client):
    swv = InstellingFactory().swv
    Samenwerkingsverband.objects.update(bezwaar_email="bezwaar@proef.example")
    html = tekst(client, "/klacht-of-bezwaar/")
    for kop in ("Bezwaar", "Klacht", "Geschil"):
        assert f">{kop}</h2>" in html
    assert "U heeft 6 weken" in html
    assert "Kadeplein 1" in html
    assert "mailto:bezwaar@proef.example" in html
    Samenwerkingsverband.objects.filter(pk=swv.pk).update(postadres="Postbus 12, 2500 AA Zandwerven")
    assert "Postbus 12" in tekst(client, "/klacht-of-bezwaar/")


def test_the_steunpunt_page_follows_the_settings(client):
    InstellingFactory(steunpunt_naam="Steunpunt De Vuurtoren")
    html = tekst(client, "/steunpunt/")
    assert "<h1>Steunpunt De Vuurtoren</h1>" in html
    assert "tel:+31001111111" in html
    Instelling.objects.update(steunpunt_telefoon="", steunpunt_website="")
    assert "Vraag ons hoe u het steunpunt bereikt" in tekst(client, "/steunpunt/")


@pytest.mark.parametrize("slug", ["privacy", "toegankelijkheid", "contact", "steunpunt", "klacht-of-bezwaar"])
def test_a_fixed_page_takes_the_words_of_the_swv_along_and_keeps_what_must_be_there(client, slug):
    swv, door = InstellingFactory().swv, gebruiker_met(Rol.BEHEERDER)
    pagina = maken(swv, door, rubriek="vast", slug=slug, titel="Van ons", tekst="Dit schreven **wij**: {{naam}}.")
    assert "Dit schreven" not in tekst(client, f"/{slug}/")
    publiceren(pagina, door)
    html = tekst(client, f"/{slug}/")
    assert "Dit schreven <strong>wij</strong>: SWV De Vloedlijn." in html
    if slug == "privacy":
        assert "twee cookies" in html
        assert "nog niet nagekeken door een jurist" not in html


def test_news_comes_newest_first_and_the_first_three_are_on_the_front_page(client, regio):
    nieuws = Pagina.objects.filter(rubriek="nieuws")
    door = gebruiker_met(Rol.BEHEERDER)
    Paginaversie.objects.filter(pagina__rubriek="kennisbank")
    laatste = maken(regio, door, rubriek="nieuws", slug="vers", titel="Vers van de pers")
    publiceren(laatste, door)
    html = tekst(client, "/nieuws/")
    assert html.index("Vers van de pers") < html.index("Alles op één plek")
    assert nieuws.count() == 3
    assert "Vers van de pers" in tekst(client, "/")
    assert "<h1>Vers van de pers</h1>" in tekst(client, "/nieuws/vers/")


def test_the_kennisbank_is_filtered_by_level_and_theme(client, regio):
    assert "4 stukken gevonden" in tekst(client, "/kennisbank/")
    html = tekst(client, "/kennisbank/?niveau=basis")
    assert "1 stuk gevonden" in html
    assert "Een warme overdracht" not in html
    door = gebruiker_met(Rol.BEHEERDER)
    publiceren(maken(regio, door, rubriek="kennisbank", slug="t", titel="Met thema", thema="Eén loket"), door)
    assert "1 stuk gevonden" in tekst(client, "/kennisbank/?thema=E%C3%A9n+loket")
    assert "5 stukken" in tekst(client, "/kennisbank/?thema=bestaatniet"), "what is no choice filters nothing"


def test_the_agenda_shows_what_is_to_come_in_order_and_what_is_over_keeps_its_page(client, regio):
    vandaag = timezone.localdate()
    door = gebruiker_met(Rol.BEHEERDER)
    for slug, over in (("gisteren", -1), ("vandaag", 0), ("morgen", 1)):
        dag = vandaag + timedelta(days=over)
        publiceren(maken(regio, door, rubriek="scholing", slug=slug, titel=f"Cursus {slug}", dag=dag), door)
    html = tekst(client, "/scholing/")
    assert "Cursus gisteren" not in html
    assert html.index("Cursus vandaag") < html.index("Cursus morgen") < html.index("Intervisie")
    html = tekst(client, "/scholing/gisteren/")
    assert "Deze bijeenkomst is geweest" in html
    assert "<h1>Intervisie: mijn lastigste vraag</h1>" in tekst(client, "/scholing/intervisie/")


def test_without_any_page_each_list_says_so(client):
    InstellingFactory()
    for pad, zin in (
        ("/nieuws/", "Er is nog geen nieuws"),
        ("/kennisbank/", "Hierover staat nog niets"),
        ("/scholing/", "Er staat nu niets gepland"),
        ("/over-ons/", "Hier komt nog meer"),
    ):
        assert zin in tekst(client, pad)


def test_the_privacy_statement_comes_from_settings_rules_and_models(client):
    InstellingFactory()
    html = tekst(client, "/privacy/")
    assert "functionaris gegevensbescherming. Die kijkt" not in html, "nobody is named, so nobody is promised"
    assert "bedrijven werken voor ons" not in html
    Instelling.objects.update(
        fg_email="fg@proef.example",
        fg_telefoon="0701234567",
        verwerkers="Hosting BV: de server",
        bewaar_anker="besluitdatum",
    )
    html = tekst(client, "/privacy/")
    for stuk in (
        "mailto:fg@proef.example",
        "tel:+31701234567",
        "Hosting BV: de server",
        "SWV De Vloedlijn",
        "Tot 3 jaar na ons besluit.",
        "Dan 12 maanden.",
        "antwoord binnen 1 maand",
        "mag het 3 maanden duren",
        "leerling van 16 jaar",
        "Beslissen over een aanvraag",
    ):
        assert stuk in html, stuk
    assert "Budgetten en betalen" not in html, "no data of families"
    Instelling.objects.update(bewaar_anker="einddatum_tlv")
    assert "Tot 3 jaar na de laatste dag van de verklaring" in tekst(client, "/privacy/")
