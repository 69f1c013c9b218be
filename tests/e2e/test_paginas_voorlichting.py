"""What everybody reads, and where an SWV writes it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband, Werkgebied
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from voorlichting.actions.klaarzetten import paginas_klaarzetten

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def regio():
    swv = InstellingFactory().swv
    Samenwerkingsverband.objects.update(regio="haaglanden")
    swv.refresh_from_db()
    for naam in ("Centrum", "Laak", "Segbroek"):
        Werkgebied.objects.create(swv=swv, naam=naam, code=naam.lower())
    SchoolFactory()
    paginas_klaarzetten(swv, door=Systeem("demo"), op=timezone.now())
    return swv


def test_a_visitor_reads_who_we_are_and_what_a_parent_can_do(bezoeker, regio):
    naar(bezoeker, "/", "openbaar-begin")
    naar(bezoeker, "/ouders/", "openbaar-ouders")
    klik(bezoeker, "Extra hulp op school")
    bekijk(bezoeker, "openbaar-pagina")
    naar(bezoeker, "/over-ons/", "openbaar-over-ons")
    naar(bezoeker, "/over-ons/uitgangspunten/", "openbaar-uitgangspunten")


def test_the_beheerder_writes_a_page_and_everybody_reads_it(binnen, bezoeker, regio):
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/paginas/", "paginas-beheer")
    klik(page, "Nieuwe pagina")
    page.get_by_label("Waar staat de pagina?").select_option("ouders")
    page.get_by_label("Adres").fill("vervoer")
    druk(page, "Verder")
    page.get_by_label("Titel").fill("Vervoer naar school")
    page.get_by_label("In het kort").fill("Soms betaalt de gemeente de bus of de taxi.")
    page.locator("textarea[name=tekst]").fill("## Wie vraagt u?\n\nVraag het de gemeente, of bel ons: {{telefoon}}.")
    druk(page, "Bekijk een voorbeeld")
    bekijk(page, "pagina-schrijven")
    druk(page, "Bewaar in het concept")
    bekijk(page, "pagina-concept")
    druk(page, "Publiceer")
    bekijk(page, "pagina-gepubliceerd")
    bezoeker.goto("/ouders/vervoer/")
    assert bezoeker.locator("main a[href^='tel:']").first.is_visible()


def test_news_knowledge_agenda_and_what_to_do_when_it_is_not_right(bezoeker, regio):
    naar(bezoeker, "/nieuws/", "openbaar-nieuws")
    naar(bezoeker, "/kennisbank/", "openbaar-kennisbank")
    naar(bezoeker, "/scholing/", "openbaar-agenda")
    klik(bezoeker, "Intervisie")
    bekijk(bezoeker, "openbaar-scholing")
    naar(bezoeker, "/klacht-of-bezwaar/", "openbaar-klacht")
    naar(bezoeker, "/steunpunt/", "openbaar-steunpunt")


def test_a_word_explains_itself_by_keyboard_and_a_question_finds_it(bezoeker, regio):
    bezoeker.goto("/ouders/extra-hulp-op-school/")
    woord = bezoeker.locator(".swv-woord").first
    woord.focus()
    bezoeker.keyboard.press("Enter")
    uitleg = bezoeker.locator(":popover-open")
    assert uitleg.is_visible()
    bekijk(bezoeker, "openbaar-woord")
    bezoeker.keyboard.press("Escape")
    assert not bezoeker.locator(":popover-open").count()
    assert woord.evaluate("een => een === document.activeElement"), "the reader is where it was"
    naar(bezoeker, "/zoek/?q=zorgplicht", "openbaar-zoek")
    naar(bezoeker, "/woorden/", "openbaar-woorden")
