"""What a parent sees, in every state a case can be in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.models import Status
from tests.canary import zaak
from tests.factories import (
    aanvraag_in,
    gebruiker_met,
    leerling_op,
    ouder_van,
    ronde_verzonden,
)

from .conftest import WACHTWOORD, bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_a_parent_of_two_children_in_every_state(binnen, ib, school, loketmedewerker, beslisser):
    ouder = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    noor, sem = leerling_op(school, roepnaam="Noor"), leerling_op(school, roepnaam="Sem")
    zelf = ouder_van(noor, gebruiker=ouder)
    band = noor.gezag.get()
    band.pk, band.leerling = None, sem
    band.save(force_insert=True)
    assert zelf.gezag.count() == 2
    page = binnen(ouder)
    naar(page, "/", "dossiers-leeg")
    oud = timezone.now() - timedelta(days=120)
    zaken = {
        "wacht": aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=noor),
        "deskundigen": aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=sem, behandelaar=loketmedewerker),
        "laat": aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=sem, soort="SBO", ingediend=oud),
        "gestopt": aanvraag_in(S.INGETROKKEN, school=school, ib=ib, leerling=noor, soort="SBO"),
    }
    naar(page, "/dossier/", "dossiers")
    for naam, aanvraag in zaken.items():
        naar(page, f"/dossier/{aanvraag.public_id}/", f"dossier-{naam}")
    naar(page, f"/dossier/{zaken['wacht'].public_id}/aanvraag/", "dossier-aanvraag")
    naar(page, f"/dossier/{zaken['wacht'].public_id}/alles/", "dossier-alles")
    sem.afscherming = "verblijfplaats"
    sem.save()
    naar(page, f"/dossier/{zaken['deskundigen'].public_id}/", "dossier-afgeschermd")
    klaar = zaak("klaar", school=school, ib=ib, loket=loketmedewerker, beslisser=beslisser)
    page = binnen(klaar.ouder)
    naar(page, "/", "dossier-brief")
    page.get_by_role("link", name="Lees de brief").click()
    bekijk(page, "brief-ouder", titel="Besluit over de aanvraag")  # no name of a child in a history of pages
    leest_in_het_arabisch(page)
    naar(page, "/account/2fa/", "account-ouder")
    naar(page, "/contact/", "contact-ouder")


def test_on_a_phone_the_first_screen_says_what_happens_until_when_and_what_you_can_do(
    binnen, ouder, ib, school, leerling
):
    """ux.md §7, in the language with the longest words too. Without a script everything but the voice is there."""
    zaak_ = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    for taal in ("nl", "uk"):
        ouder.betrokkenen.update(taal=taal)
        page = binnen(ouder, viewport={"width": 390, "height": 844}, java_script_enabled=taal != "nl")
        page.goto(f"/dossier/{zaak_.public_id}/")
        for deel in (".swv-nu .groot", ".swv-nu strong", "#doen-kop"):
            plek = page.locator(deel).first.bounding_box()
            assert plek["y"] + plek["height"] <= 844, (taal, deel)
        assert page.locator("[data-lees-voor]").is_hidden()
        woord = page.locator(".swv-nu details").first
        woord.locator("summary").click()
        assert woord.locator("p").is_visible()


STEM = """
const gezegd = window.gezegd = [];
const stemmen = [{ lang: 'ar-SA' }, { lang: 'nl-NL' }];
const stem = { getVoices: () => stemmen, speak: u => gezegd.push([u.lang, u.text]), cancel() {} };
Object.defineProperty(window, 'speechSynthesis', { value: stem });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_the_page_is_read_aloud_in_its_own_language_by_a_voice_that_knows_it(binnen, ouder, ib, school, leerling):
    zaak_ = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    for taal, stem in (("nl", "nl-NL"), ("ar", "ar-SA"), ("pl", None)):
        ouder.betrokkenen.update(taal=taal)
        page = binnen(ouder)
        page.add_init_script(STEM)
        page.goto(f"/dossier/{zaak_.public_id}/")
        knop = page.locator("[data-lees-voor]")
        assert knop.is_visible() is (stem is not None), taal
        if stem is None:
            continue
        knop.click()
        assert knop.get_attribute("aria-pressed") == "true"
        gezegd = page.evaluate("window.gezegd")
        assert {een for een, _ in gezegd} == {stem}
        assert gezegd[1][1] == page.locator(".swv-nu .groot").inner_text()
        knop.click()
        assert knop.get_attribute("aria-pressed") == "false"


def leest_in_het_arabisch(page):
    """From the letter to plain words, then in Arabic: right to left, with the numbers and the names as they are."""
    klik(page, "Lees in gewone taal", bij="nav")
    bekijk(page, "uitleg-nl")
    nummer = page.locator("dd bdi.heel").first.inner_text()
    druk(page, "العربية")
    bekijk(page, "uitleg-ar")
    deel = page.locator(".swv-uitleg")
    assert deel.evaluate("deel => getComputedStyle(deel).direction") == "rtl"
    kop = deel.locator("h1").bounding_box()
    breed = deel.bounding_box()
    rechts = (
        "kop => { const r = document.createRange(); r.selectNodeContents(kop); return r.getBoundingClientRect().right }"
    )
    assert breed["x"] + breed["width"] - deel.locator("h1").evaluate(rechts) < 2, (kop, breed)
    assert page.locator("dd bdi.heel").first.inner_text() == nummer
    assert page.evaluate("document.fonts.check('1rem Vazirmatn')")
    pad = page.url
    page.goto("/")
    bekijk(page, "dossier-arabisch")
    page.goto(pad)
    assert page.locator(".swv-uitleg[lang=ar][dir=rtl]").count() == 1


def test_asking_to_mend_a_fact_and_answering_it(binnen, ib, school, loketmedewerker, leerling, ouder):
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    gezin, balie = binnen(ouder), binnen(loketmedewerker)
    naar(gezin, f"/dossier/{aanvraag.public_id}/", "dossier-met-vraag")
    klik(gezin, "Klopt er iets niet?")
    bekijk(gezin, "gegevens")
    klik(gezin, "Er klopt iets niet")
    bekijk(gezin, "gegevens-vragen")
    gezin.get_by_label("Wat klopt er niet?").fill("Er staat dat hij twee weken ziek was.")
    gezin.get_by_label("Wat moet er staan?").fill("Twee dagen.")
    gezin.get_by_label("Waarom?").fill("Ik hield het bij.")
    druk(gezin, "Versturen")
    bekijk(gezin, "gegevens-gevraagd")
    naar(balie, "/loket/privacyverzoeken/", "privacyverzoeken")
    klik(balie, leerling.naam)
    bekijk(balie, "privacyverzoek")
    balie.get_by_role("link", name="Het duurt langer dan een maand").click()
    bekijk(balie, "privacy-langer")
    balie.go_back()
    balie.get_by_label("Nee", exact=True).check()
    balie.get_by_label("Je antwoord").fill("Het staat zo in de lijst van de school.")
    druk(balie, "Antwoord geven")
    naar(gezin, f"/dossier/{aanvraag.public_id}/gegevens/", "gegevens-nee")
    klik(gezin, "Verklaring schrijven")
    bekijk(gezin, "verklaring")
    gezin.get_by_label("Uw verklaring").fill("Hij was niet ziek.")
    druk(gezin, "Zet bij het dossier")
    bekijk(gezin, "gegevens-verklaring")
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/", "zaak-met-verklaring")


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_sharing_is_asked_given_by_both_and_ended_by_one(
    binnen, ib, school, loketmedewerker, leerling, ouder, andere_ouder, script
):
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    opties = {"java_script_enabled": script, "viewport": {"width": 390, "height": 844}}
    balie, moeder, vader = (binnen(wie, **opties) for wie in (loketmedewerker, ouder, andere_ouder))
    balie.goto(f"/loket/aanvragen/{aanvraag.public_id}/")
    klik(balie, "Toestemming om te delen")
    bekijk(balie, "toestemming-leeg")
    klik(balie, "Toestemming vragen")
    bekijk(balie, "toestemming-vragen")
    balie.get_by_label("jeugdhulp of zorg").check()
    balie.get_by_label("Naam van de organisatie of persoon").fill("Wijkteam Noord")
    balie.get_by_label("onderzoeken en verslagen").check()
    balie.get_by_label("Waarom?").fill("Het wijkteam helpt u thuis. Zo weten zij wat er op school speelt.")
    balie.get_by_label("Tot en met welke dag?").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    druk(balie, "Toestemming vragen")
    bekijk(balie, "toestemming-gevraagd")
    for page, naam in ((moeder, "moeder"), (vader, "vader")):
        naar(page, f"/dossier/{aanvraag.public_id}/", f"dossier-toestemming-{naam}")
        klik(page, "Lees de vraag")
        bekijk(page, f"toestemmingen-{naam}")
        klik(page, "Lees en antwoord")
        bekijk(page, f"toestemming-{naam}")
        druk(page, "Ja, dat mag")
        bekijk(page, f"toestemming-ja-{naam}")
    assert moeder.get_by_text("Er moet nog iemand ja zeggen").is_visible()
    assert vader.get_by_text("Mag worden gedeeld").is_visible()
    moeder.reload()
    klik(moeder, "Stop met delen")
    bekijk(moeder, "toestemming-stoppen")
    druk(moeder, "Ja, stop nu")
    bekijk(moeder, "toestemming-gestopt")
    vader.reload()
    assert vader.get_by_text("Er wordt niets meer gedeeld").is_visible()
    balie.reload()
    bekijk(balie, "toestemming-ingetrokken")
    assert balie.get_by_text("Dit is voorbij").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_somebody_looks_along_until_the_parent_ends_it(
    geen_werker, venster, binnen, ib, school, leerling, ouder, andere_ouder, script
):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde_verzonden(aanvraag.zienswijzeronden.get())
    opties = {"java_script_enabled": script, "viewport": {"width": 390, "height": 844}}
    moeder, helper = binnen(ouder, **opties), venster(**opties)
    moeder.goto(f"/dossier/{aanvraag.public_id}/")
    klik(moeder, "Iemand laten meekijken")
    bekijk(moeder, "helpers-leeg")
    klik(moeder, "Iemand laten meekijken")
    bekijk(moeder, "helper-nieuw")
    moeder.get_by_label("Naam", exact=True).fill("Hanna Helper")
    moeder.get_by_label("onderwijsconsulent").check()
    moeder.get_by_label("E-mailadres van deze persoon").fill("hanna@hulp.example")
    moeder.get_by_label("mag ook een mening voor mij voorbereiden").check()
    moeder.get_by_label("Ik heb het e-mailadres nagekeken").check()
    druk(moeder, "Laat meekijken")
    bekijk(moeder, "helpers-een")
    link = Bericht.objects.get(aan="hanna@hulp.example").link
    helper.goto(f"/uitnodiging/{link.rstrip('/').rsplit('/', 1)[-1]}/")
    for vak in helper.locator("input[type=password]").all():
        vak.fill(WACHTWOORD)
    with helper.expect_navigation():
        helper.get_by_role("button", name="Wachtwoord instellen").click()
    helper.get_by_label("E-mailadres").fill("hanna@hulp.example")
    helper.get_by_label("Wachtwoord").fill(WACHTWOORD)
    with helper.expect_navigation():
        helper.get_by_role("button", name="Inloggen", exact=True).click()
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
    helper.locator("input[name=code]").fill(code)
    with helper.expect_navigation():
        helper.locator("main form button[type=submit]").first.click()
    naar(helper, "/dossier/", "dossier-helper")
    assert helper.get_by_text("U kijkt mee met").is_visible()
    klik(helper, "De aanvraag van de school")
    bekijk(helper, "aanvraag-helper")
    helper.goto(f"/dossier/{aanvraag.public_id}/")
    klik(helper, "Een mening voorbereiden")
    helper.get_by_label("Wat stelt u voor?").fill("Twee jaar is beter, want Fenna heeft rust nodig.")
    druk(helper, "Bewaren")
    bekijk(helper, "mening-voorbereiden")
    naar(moeder, f"/dossier/{aanvraag.public_id}/mening/", "mening-voorbereid")
    druk(moeder, "Neem over in mijn mening")
    bekijk(moeder, "mening-overgenomen")
    assert moeder.get_by_label("Wat wilt u vertellen?").input_value().startswith("Twee jaar is beter")
    naar(moeder, f"/dossier/{aanvraag.public_id}/meekijken/", "helpers-mening")
    moeder.reload()
    bekijk(moeder, "helpers-gekeken")
    klik(moeder, "Stop met meekijken")
    bekijk(moeder, "helper-stoppen")
    druk(moeder, "Ja, stop nu")
    bekijk(moeder, "helpers-gestopt")
    antwoord = helper.goto(f"/dossier/{aanvraag.public_id}/")
    assert antwoord.status == 404
