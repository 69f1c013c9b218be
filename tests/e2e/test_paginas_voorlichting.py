"""What everybody reads, and where an SWV writes it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from scholen.models import Samenwerkingsverband, Werkgebied
from scholen.plekken import plekken
from scholen.rules.basispunten import PUNTEN
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from voorlichting.actions.klaarzetten import paginas_klaarzetten

from .conftest import REGELS, UITVOER, bekijk, met_axe
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


def test_a_visitor_finds_a_school_and_the_steunpunt_by_keyboard_at_320_px_in_arabic(venster, regio):
    SchoolFactory(naam="De Vuurtoren", telefoon="000 222 22 22", plaats="Rijswijk")
    page = venster(viewport={"width": 320, "height": 640})
    page.goto("/")
    tot(page, "a[href='/talen/']")
    tot(page, "a[href='/talen/ar/']")
    assert page.locator("html").get_attribute("dir") == "rtl"
    past(page, "openbaar-ar-uitleg")
    tot(page, "main a[href='/talen/ar/scholen/']")
    past(page, "openbaar-ar-scholen")
    tot(page, "input[name=q]", druk="")
    page.keyboard.type("Vuurtoren")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    past(page, "openbaar-ar-gevonden")
    tot(page, "main tbody a")
    assert page.locator("h1").inner_text() == "De Vuurtoren"
    assert page.locator("main a[href='tel:+31002222222']").is_visible()
    past(page, "openbaar-ar-school")
    tot(page, ".swv-menu summary", druk="")
    page.keyboard.press("Enter")
    tot(page, "nav a[href='/talen/ar/steunpunt/']")
    assert page.locator("main a[href='tel:+31001111111']").is_visible()
    past(page, "openbaar-ar-steunpunt")


def tot(page, doel: str, *, druk: str = "Enter") -> None:
    """Press Tab until this has the focus and can be seen, and then the key."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("doel => document.activeElement?.matches(doel)", doel):
            break
    else:
        raise AssertionError(f"no Tab leads to {doel} on {page.url}")
    assert page.evaluate("document.activeElement.getClientRects().length > 0")
    if druk:
        with page.expect_navigation():
            page.keyboard.press(druk)


def past(page, naam: str) -> None:
    """At 320 px nothing sideways and axe clean; then as every page."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, naam
    met_axe(page)
    mis = page.evaluate("async regels => (await axe.run(regels)).violations.map(een => een.id)", REGELS)
    assert mis == [], naam
    page.screenshot(path=UITVOER / f"{naam}-320.png", full_page=True, animations="disabled")


def test_the_map_of_schools_and_the_languages(bezoeker, regio):
    for code in sorted(plekken())[:6]:
        SchoolFactory(brin6=code, naam=f"School {code}", plaats="Ergens")
    naar(bezoeker, "/scholen/kaart/", "openbaar-kaart")
    naar(bezoeker, "/scholen/", "openbaar-scholen")
    naar(bezoeker, "/talen/", "openbaar-talen")
    naar(bezoeker, "/talen/tr/", "openbaar-tr")


def test_a_school_keeps_its_aanbod_and_parents_read_it(binnen, bezoeker, regio):
    school = SchoolFactory(naam="De Vuurtoren", telefoon="000 222 22 22")
    page = binnen(gebruiker_met(Rol.IB, school=school))
    naar(page, f"/school/profiel/{school.brin6}/", "schoolprofiel-leeg")
    klik(page, "Schrijf het aanbod")
    page.get_by_label("Wat voor school zijn jullie?").fill("Een rustige school met kleine groepen.")
    page.get_by_label("Welke hulp geven jullie zelf?").fill("- Extra uitleg in een groepje\n- Een rustige plek")
    bekijk(page, "schoolaanbod")
    druk(page, "Publiceer")
    klik(page, "Begin met de zelfcheck")
    for punt in PUNTEN:
        page.locator(f"input[name={punt}][value={'deels' if punt == 'vroeg' else 'ja'}]").check()
    bekijk(page, "basischeck")
    druk(page, "Bewaar")
    klik(page, "Schrijf de evaluatie")
    page.get_by_label("Wat ging goed?").fill("De stille ruimte wordt elke dag gebruikt.")
    page.get_by_label("Wat kan beter?").fill("Ouders eerder uitnodigen.")
    druk(page, "Bewaar")
    bekijk(page, "schoolprofiel")
    bezoeker.goto(f"/scholen/{school.brin6}/")
    assert bezoeker.get_by_text("Extra uitleg in een groepje").is_visible()
    bekijk(bezoeker, "openbaar-school")
    klik(bezoeker, "Kernteam")
    bekijk(bezoeker, "openbaar-kernteam")
