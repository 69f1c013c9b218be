"""The whole path, by five people in a browser with a real worker: from aanvraag to the letter that a parent reads."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.models import Aanvraag, Bekendmaking, Tlv
from tests.factories import SchoolFactory, aanvraag_in, beslissing, gebruiker_met, leerling_op, ouder_van
from tests.stukken import PDF
from tests.werker import wacht_tot

from .conftest import bekijk, met_wachtwoord

pytestmark = [pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]


def opslaan(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan en verder").click()


def kies(page, vraag, antwoord):
    page.get_by_role("group", name=vraag).get_by_label(antwoord, exact=True).check()


@pytest.mark.parametrize("script", [True, False], ids=["", "without-script"])
def test_the_whole_path_from_aanvraag_to_letter(als, werker, script):
    opties = {"java_script_enabled": script}
    school = SchoolFactory(naam="Basisschool De Zandloper")
    ib = met_wachtwoord(gebruiker_met(Rol.IB, school=school, naam="Anouk Visser"), totp=True)
    loket = met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra"), totp=True)
    een = met_wachtwoord(gebruiker_met(Rol.DESKUNDIGE, naam="Rosa Proefman"), totp=True)
    twee = met_wachtwoord(gebruiker_met(Rol.DESKUNDIGE, naam="Lars Testers"), totp=True)
    beslisser = met_wachtwoord(gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser"), totp=True)
    moeder = met_wachtwoord(gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld"), totp=False)
    leerling = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(leerling, gebruiker=moeder)
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")

    aanvraag = _schrijven(als(ib, **opties), leerling)
    balie = als(loket, **opties)
    _behandelen(balie, aanvraag)
    for wie in (een, twee):
        _adviseren(als(wie, **opties))
    dossier = als(moeder, **opties)
    assert "toegekend" not in dossier.content()
    _besluiten(als(beslisser, **opties), aanvraag)
    dossier.reload()
    assert "Wij nemen een besluit over Fenna." in dossier.content()
    _versturen(balie, aanvraag)
    dossier.reload()
    bekijk(dossier, "dossier")
    with dossier.expect_navigation():
        dossier.get_by_role("link", name="Lees de brief").click()
    assert Tlv.objects.get().nummer in dossier.content()
    _pdf(dossier, moeder)


def _schrijven(page, leerling) -> Aanvraag:
    bekijk(page, "school-leeg")
    page.get_by_role("link", name="Nieuwe aanvraag").click()
    bekijk(page, "aanvraag-nieuw")
    page.get_by_label("TLV speciaal onderwijs").check()
    page.get_by_label("Voor welke leerling?").select_option(leerling.public_id)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin met de aanvraag").click()
    bekijk(page, "aanvraag")
    overzicht = page.url
    page.goto(f"{overzicht}onderdeel/leerling/")
    page.get_by_label("Ik heb naam, adres en gezag nagekeken").check()
    kies(page, "Hebben de ouders een tolk nodig?", "Nee")
    bekijk(page, "aanvraag-leerling")
    opslaan(page)
    page.get_by_label("Telefoonnummer").fill("000 123 45 67")
    page.get_by_label("Naam van de directeur").fill("Bram Post")
    opslaan(page)
    page.get_by_label("Vanaf wanneer?").fill(f"{timezone.localdate().year + 1}-01-08")
    page.get_by_label("Hoe lang?").select_option("2")
    kies(page, "Is er een plek op een school?", "Dat weet ik nog niet")
    opslaan(page)
    page.get_by_label("Wat heeft Fenna nodig om te leren?").fill("Vaste structuur en een kleine groep.")
    page.get_by_label("Wat gaat goed?").fill("Fenna leest graag.")
    page.get_by_label("Wat is moeilijk?").fill("Fenna raakt elke middag overprikkeld.")
    bekijk(page, "aanvraag-behoefte")
    opslaan(page)
    page.get_by_label("Wat deden jullie?").first.fill("Eigen werkplek")
    page.get_by_label("Wat was het effect?").first.fill("Hielp een deel van de dag.")
    page.get_by_label("Waarom is lichtere hulp niet genoeg?").fill("Meer kunnen wij in de klas niet bieden.")
    bekijk(page, "aanvraag-gedaan")
    opslaan(page)
    _mening_en_stukken(page)
    page.goto(f"{overzicht}controleren/")
    bekijk(page, "aanvraag-controleren")
    page.get_by_label("Ik heb de aanvraag gecontroleerd").check()
    page.get_by_label("De ouders weten dat wij deze aanvraag indienen").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Aanvraag indienen").click()
    assert page.url.endswith("/ingediend/"), page.locator("main").inner_text()[:900]
    bekijk(page, "aanvraag-ingediend")
    return Aanvraag.objects.get()


def _mening_en_stukken(page) -> None:
    gisteren = timezone.localdate()
    for naam, deel in (("Dag", gisteren.day), ("Maand", gisteren.month), ("Jaar", gisteren.year)):
        page.get_by_label(naam, exact=True).fill(str(deel))
    kies(page, "Zijn de ouders het eens met de aanvraag?", "Ja, alle ouders met gezag zijn het eens")
    page.get_by_label("Wat vinden de ouders?").fill("Wij zijn het eens met de aanvraag.")
    kies(page, "Heb je Fenna zelf gehoord?", "Ja")
    kies(page, "Hoe?", "in een gesprek")
    page.get_by_label("Wat vindt Fenna zelf?").fill("Ik wil graag een rustig plekje.")
    bekijk(page, "aanvraag-mening")
    opslaan(page)
    page.get_by_label("Kies een of meer bestanden").set_input_files(
        {"name": "opp.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Toevoegen").click()
    for naam, deel in (("Dag", gisteren.day), ("Maand", gisteren.month), ("Jaar", gisteren.year)):
        page.get_by_label(naam, exact=True).fill(str(deel))
    kies(page, "Is het handelingsdeel met de ouders besproken?", "besproken en ondertekend door de ouders")
    bekijk(page, "aanvraag-stukken")
    opslaan(page)


def _behandelen(page, aanvraag) -> None:
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/")
    bekijk(page, "zaak-ingediend")
    with page.expect_navigation():
        page.get_by_role("button", name="In behandeling nemen").click()
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/deskundigen/")
    bekijk(page, "deskundigen")
    selects = page.locator("main select")
    selects.nth(0).select_option(label="Rosa Proefman")
    selects.nth(1).select_option("orthopedagoog")
    selects.nth(2).select_option(label="Lars Testers")
    selects.nth(3).select_option("kinder_jeugdpsycholoog")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    aanvraag.refresh_from_db()
    assert aanvraag.status == "in_advies", page.locator("main").inner_text()[:1500]
    page.goto("/loket/")
    bekijk(page, "werkvoorraad")


def _adviseren(page) -> None:
    bekijk(page, "mijn-adviezen")
    with page.expect_navigation():
        page.locator("main a[href*='/advies/']").first.click()
    page.get_by_label("Wat heb je gelezen en gezien?").fill("Het dossier, en een ochtend in de klas.")
    kies(page, "Heb je de ouders gesproken?", "Ja")
    kies(page, "Heb je de leerling gesproken of gezien?", "Ja")
    page.locator("input[name=conclusie][value=toelaatbaar]").check()
    page.locator("select[name=soort]").select_option("SO")
    page.locator("select[name=categorie]").select_option("L")
    page.locator("select[name=schooljaren]").select_option("2")
    page.get_by_label("Waarom adviseer je dit?").fill("Fenna heeft de hele dag structuur nodig.")
    page.get_by_label("Waarom is lichtere hulp niet genoeg?").fill("Dat is een jaar geprobeerd.")
    page.locator("input[name=eerder_gezien][value=nee]").check()
    for naam in ("niet_van_school", "niet_betrokken", "beslist_niet"):
        page.locator(f"input[name={naam}]").check()
    bekijk(page, "advies")
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Ondertekenen").click()


def _besluiten(page, aanvraag) -> None:
    aanvraag.refresh_from_db()
    assert aanvraag.status == "besluit_voorbereiden"
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/besluit/")
    page.locator("input[name=uitkomst][value=toegekend], input[name=besluit][value=toekennen]").first.check()
    velden = beslissing(aanvraag)
    for select in page.locator("form select:visible").all():
        waarden = [optie.get_attribute("value") for optie in select.locator("option").all()]
        keuze = next((een for een in ("SO-L", "SO:L", "SO", "L", "2") if een in waarden), None)
        if keuze:
            select.select_option(keuze)
    for naam in velden:
        veld = page.locator(f"textarea[name={naam}]")
        if veld.count() and veld.is_visible():
            veld.fill(str(velden[naam]))
    bekijk(page, "besluit")
    with page.expect_navigation():
        page.get_by_role("button", name="Naar ondertekenen").click()
    bekijk(page, "besluit-ondertekenen")
    for vakje in page.locator("main form input[type=checkbox]").all():
        vakje.check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    assert Tlv.objects.exists(), page.locator("main").inner_text()[:2500]


def _versturen(page, aanvraag) -> None:
    pad = f"/loket/aanvragen/{aanvraag.public_id}/bekendmaken/"
    page.goto(pad)
    bekijk(page, "bekendmaken")
    with page.expect_navigation():
        page.get_by_role("button", name="Klaarzetten").first.click()
    gemaakt = lambda: not Bekendmaking.objects.filter(brief__versies__pdf=None).exists()  # noqa: E731
    wacht_tot(gemaakt, 60, "de brieven")
    page.goto(pad)
    with page.expect_navigation():
        page.get_by_role("button", name="verzonden").first.click()
    aanvraag.refresh_from_db()
    assert aanvraag.status == "bekendgemaakt", page.locator("main").inner_text()[:1500]


def _pdf(page, moeder) -> None:
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=moeder)
    antwoord = page.request.get(f"/brieven/{brief.public_id}/pdf/")
    assert antwoord.headers["content-disposition"].startswith("attachment")
    tekst = " ".join(" ".join(blad.extract_text() for blad in PdfReader(BytesIO(antwoord.body())).pages).split())
    for woord in (
        Tlv.objects.get().nummer,
        datum_voluit(timezone.localdate()),
        datum_voluit(brief.bezwaar_tot),
        "mevrouw Anna Voorbeeld",
        "Fenna heeft de hele dag structuur nodig.",
        "bezwaar",
        "voorlopige voorziening",
    ):
        assert woord in tekst, woord


@pytest.mark.parametrize(
    "pad",
    [
        "/",
        "/ouders/",
        "/professionals/",
        "/contact/",
        "/scholen/",
        "/woorden/",
        "/privacy/",
        "/toegankelijkheid/",
        "/account/login/",
        "/bestaat-niet/",
    ],
)
def test_public_pages_are_clean(bezoeker, pad):
    SchoolFactory()
    bezoeker.goto(pad)
    bekijk(bezoeker, "openbaar" + pad.strip("/").replace("/", "-"))


def test_a_section_can_be_saved_without_script(als):
    school = SchoolFactory()
    ib = met_wachtwoord(gebruiker_met(Rol.IB, school=school), totp=True)
    aanvraag = aanvraag_in("concept", school=school, ib=ib)
    page = als(ib, java_script_enabled=False)
    page.goto(f"/aanvragen/{aanvraag.public_id}/onderdeel/behoefte/")
    page.get_by_label("Wat is moeilijk?").fill("Zonder script geschreven.")
    page.get_by_role("button", name="Opslaan en verder").click()
    aanvraag.onderdeel_behoefte.refresh_from_db()
    assert aanvraag.onderdeel_behoefte.belemmeringen == "Zonder script geschreven."
