"""Nothing that was typed is lost, and nothing bad comes in: in a real browser (peers: lost work, uploads)."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache

from kern.gebruikers.rollen import Rol
from loket.models import Bijlage, OnderdeelBehoefte, Status
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met
from tests.stukken import PDF, exif, foto
from tests.virusscanner import EICAR
from tests.werker import wacht_tot

from .conftest import WACHTWOORD, bekijk, code_van_nu, met_wachtwoord

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
VELD = "Wat is moeilijk?"


@pytest.fixture
def zandloper(db):
    return SchoolFactory(naam="Basisschool De Zandloper")


@pytest.fixture
def anouk(zandloper):
    return met_wachtwoord(gebruiker_met(Rol.IB, school=zandloper, naam="Anouk Visser"), totp=True)


@pytest.fixture
def concept(anouk, zandloper):
    return aanvraag_in(Status.CONCEPT, school=zandloper, ib=anouk)


def onderdeel(concept, slug="behoefte") -> str:
    return f"/aanvragen/{concept.public_id}/onderdeel/{slug}/"


def typ(page, tekst: str) -> None:
    page.get_by_label(VELD).fill(tekst)
    page.get_by_label(VELD).blur()


def opgeslagen(page) -> None:
    page.locator("[data-opgeslagen]", has_text=re.compile(r"Opgeslagen om \d")).wait_for()


def staat(concept) -> str:
    return OnderdeelBehoefte.objects.get(aanvraag=concept).belemmeringen


def test_two_people_in_one_field_choose_side_by_side(binnen, anouk, concept, zandloper):
    bram = gebruiker_met(Rol.DIRECTEUR, school=zandloper, naam="Bram Directeur")
    een, ander = binnen(anouk), binnen(bram)
    for page in (een, ander):
        page.goto(onderdeel(concept))
    typ(een, "Van Anouk: drukte in de klas.")
    opgeslagen(een)
    typ(ander, "Van Bram: het tempo van de groep.")
    ander.get_by_text("Anouk Visser heeft dit intussen ook gewijzigd.").wait_for()
    bekijk(ander, "conflict")
    keuzes = ander.locator(".swv-conflict > div")
    assert "Van Bram" in keuzes.nth(0).inner_text()
    assert "Van Anouk" in keuzes.nth(1).inner_text()
    keuzes.nth(1).get_by_role("button").click()
    opgeslagen(ander)
    assert staat(concept) == ander.get_by_label(VELD).input_value() == "Van Anouk: drukte in de klas."


def test_what_was_typed_without_internet_is_saved_when_it_is_back(binnen, anouk, concept):
    page = binnen(anouk)
    page.goto(onderdeel(concept))
    page.context.set_offline(True)
    typ(page, "Getypt in de trein.")
    page.get_by_text("Geen internet. We bewaren zodra je weer verbinding hebt.").first.wait_for()
    page.screenshot(path="tests/uitvoer/geen-internet-1280.png")
    page.context.set_offline(False)
    opgeslagen(page)
    assert staat(concept) == "Getypt in de trein."


def test_after_the_session_ended_the_text_is_saved_by_logging_in_in_a_new_tab(als, anouk, concept):
    page = als(anouk)
    page.goto(onderdeel(concept))
    Session.objects.all().delete()
    typ(page, "Getypt na het einde van de sessie.")
    page.get_by_role("heading", name="Je bent uitgelogd").wait_for()
    assert not page.locator("main").is_visible()
    page.screenshot(path="tests/uitvoer/uitgelogd-1280.png")
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path="tests/uitvoer/uitgelogd-390.png")
    with page.context.expect_page() as nieuw:
        page.get_by_role("link", name="Opnieuw inloggen").click()
    tab = nieuw.value
    tab.get_by_label("E-mailadres").fill(anouk.email)
    tab.get_by_label("Wachtwoord").fill(WACHTWOORD)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Inloggen", exact=True).click()
    cache.clear()  # else the code of this half minute would count as used
    tab.locator("input[name=code]").fill(code_van_nu(anouk))
    with tab.expect_navigation():
        tab.locator("main form button[type=submit]").first.click()
    tab.get_by_role("heading", name="Je bent weer ingelogd").wait_for()
    bekijk(tab, "weer-ingelogd")
    opgeslagen(page)
    assert page.get_by_label(VELD).is_visible()
    assert staat(concept) == "Getypt na het einde van de sessie."
    _niets_in_de_browser(page)


def test_after_logging_out_nothing_is_left_in_the_browser(als, anouk, concept):
    page = als(anouk)
    page.goto(onderdeel(concept))
    typ(page, "Mila Geheimwoord")
    opgeslagen(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Uitloggen").first.click()
    _niets_in_de_browser(page)
    page.go_back()
    assert "Geheimwoord" not in page.content()


def _niets_in_de_browser(page) -> None:
    wat = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert page.evaluate(wat) == [0, 0, 0]


def test_two_minutes_before_the_end_one_key_keeps_the_session_and_the_place(binnen, anouk, concept):
    page = binnen(anouk)
    page.clock.install()
    page.goto(onderdeel(concept))
    page.get_by_label(VELD).focus()
    page.clock.run_for((30 * 60 - 110) * 1000)
    page.get_by_role("heading", name="Ben je er nog?").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Ingelogd blijven"
    page.screenshot(path="tests/uitvoer/sessie-loopt-af-1280.png")
    for toets in ("Enter", "Escape"):
        page.keyboard.press(toets)
        page.locator("#sessie").wait_for(state="hidden")
        assert page.evaluate("document.activeElement.name") == "belemmeringen"
        page.clock.run_for((30 * 60 - 110) * 1000)
        page.locator("#sessie").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["", "without-script"])
def test_a_photo_of_a_phone_a_pdf_and_a_virus_at_once(binnen, anouk, concept, virusscanner, script):
    opties = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = binnen(anouk, java_script_enabled=script, **opties)
    page.goto(onderdeel(concept, "stukken"))
    page.get_by_label("Wat voor stuk is het?").select_option("verslag")
    page.get_by_label("Van wanneer is het?").fill("2026-09-01")
    page.get_by_label("Of maak een foto").set_input_files(
        {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": foto("HEIF", exif=exif(orientatie=6))}
    )
    stuk = {"mimeType": "application/pdf"}
    page.get_by_label("Kies een of meer bestanden").set_input_files(
        [stuk | {"name": "opp.pdf", "buffer": PDF}, stuk | {"name": "eicar.pdf", "buffer": EICAR}]
    )
    if script:
        page.screenshot(path="tests/uitvoer/stukken-gekozen-390.png", full_page=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Toevoegen").first.click()
    # The script first moves to the files (a navigation too) and then asks for the page anew.
    page.get_by_text("bevat een virus").wait_for()
    tekst = page.locator("main").inner_text()
    assert "‘eicar.pdf’ bevat een virus en is niet bewaard." in tekst
    assert set(Bijlage.objects.values_list("naam", "inhoud__soort")) == {
        ("IMG_0042.jpg", "image/jpeg"),
        ("opp.pdf", "application/pdf"),
    }
    assert "gecontroleerd, veilig" in tekst
    if script:
        bekijk(page, "stukken-toegevoegd")
        page.get_by_role("link", name="IMG_0042.jpg", exact=True).click()
        page.locator("img.swv-stuk").wait_for()
        breed = "document.querySelector('img.swv-stuk').naturalWidth"
        assert wacht_tot(lambda: page.evaluate(breed), wat="de foto op de pagina") == 40
        bekijk(page, "stuk-bekijken")


def test_a_pdf_is_read_in_the_browser_and_a_file_that_waits_says_so(binnen, anouk, concept, settings):
    page = binnen(anouk)
    page.goto(onderdeel(concept, "stukken"))
    stuk = {"mimeType": "application/pdf", "name": "opp.pdf", "buffer": PDF}
    page.get_by_label("Kies een of meer bestanden").set_input_files(stuk)
    page.get_by_role("button", name="Toevoegen").first.click()
    page.get_by_role("link", name="opp.pdf", exact=True).wait_for()
    with page.expect_response(re.compile("/bekijken/")) as antwoord:
        page.get_by_role("link", name="opp.pdf", exact=True).click(no_wait_after=True)
    assert antwoord.value.headers["content-disposition"].startswith("inline")
    page.wait_for_timeout(1500)
    page.screenshot(path="tests/uitvoer/pdf-lezen-1280.png")
    settings.VIRUSSCANNER = "unix:///tmp/er-is-geen-virusscanner"
    page.goto(onderdeel(concept, "stukken"))
    page.get_by_label("Kies een of meer bestanden").set_input_files(stuk | {"name": "b.pdf", "buffer": PDF + b"\n%b\n"})
    with page.expect_navigation():
        page.get_by_role("button", name="Toevoegen").first.click()
    page.locator("main").get_by_text("wordt gecontroleerd op virussen").wait_for()
    bekijk(page, "stukken-wachten")
    page.goto(f"/bijlagen/{Bijlage.objects.get(naam='b.pdf').public_id}/bekijken/")
    bekijk(page, "stuk-wacht")
    assert mail.outbox == []


def test_the_start_page_of_a_school(binnen, anouk, zandloper, concept):
    for status in (Status.AANVULLING_GEVRAAGD, Status.IN_ADVIES):
        aanvraag_in(status, school=zandloper, ib=anouk)
    page = binnen(anouk)
    page.goto("/school/")
    bekijk(page, "school-begin")
