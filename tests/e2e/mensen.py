"""What each person does, from the first page after logging in and by what is there to click; with or without script."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from pypdf import PdfReader

from kern.brieven.models import BriefVersie
from loket.models import Aanvraag
from tests.stukken import PDF
from tests.werker import wacht_tot

from .conftest import ZONDER_SCRIPT, bekijk
from .stappen import druk, klik

GEZIEN = Path(tempfile.gettempdir()) / f"swv-gezien-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
"""Of this run: an empty file per page that was looked at, for the tests that run beside each other."""
atexit.register(shutil.rmtree, GEZIEN, ignore_errors=True)
CATEGORIE = {"Waarom deze categorie?": "Er is geen lichamelijke beperking."}


def eenmaal(page, naam) -> None:
    """Look at a page that several stories pass in the first of them that does; without script little is looked at."""
    if page.context in ZONDER_SCRIPT:
        return bekijk(page, naam)
    GEZIEN.mkdir(exist_ok=True)
    try:
        (GEZIEN / naam).touch(exist_ok=False)
    except FileExistsError:
        return None
    return bekijk(page, naam)


def kies(page, vraag, antwoord) -> None:
    page.get_by_role("group", name=vraag).get_by_label(antwoord, exact=True).check()


def dag(page, deel: date, *, vraag="") -> None:
    """The three boxes of a day; vraag: which, when there are more."""
    hier = page.get_by_role("group", name=vraag) if vraag else page
    for naam, getal in (("Dag", deel.day), ("Maand", deel.month), ("Jaar", deel.year)):
        hier.get_by_label(naam, exact=True).fill(str(getal))


def opslaan(page) -> None:
    druk(page, "Opslaan en verder")


def beginnen(page, soort: str, leerling) -> None:
    """The school starts an aanvraag of this kind."""
    page.goto("/")
    klik(page, "Nieuwe aanvraag")
    page.get_by_label(soort).check()
    page.get_by_label("Voor welke leerling?").select_option(leerling.public_id if leerling else "geen")
    druk(page, "Begin met de aanvraag")


def leerling_en_contact(page, *, groep="") -> None:
    """The first two sections."""
    page.get_by_label("Ik heb naam, adres en gezag nagekeken").check()
    if groep:
        page.get_by_label("Groep of leerjaar").fill(groep)
    kies(page, "Hebben de ouders een tolk nodig?", "Nee")
    eenmaal(page, "aanvraag-leerling")
    opslaan(page)
    page.get_by_label("Telefoonnummer").fill("000 123 45 67")
    page.get_by_label("Naam van de directeur").fill("Bram Post")
    eenmaal(page, "aanvraag-school")
    opslaan(page)


def vraag(page, *, jaren="2") -> None:
    page.get_by_label("Vanaf wanneer?").fill(f"{timezone.localdate().year + 1}-01-08")
    page.get_by_label("Hoe lang?").select_option(jaren)
    kies(page, "Is er een plek op een school?", "Dat weet ik nog niet")
    eenmaal(page, "aanvraag-vraag")
    opslaan(page)


def behoefte_en_gedaan(page) -> None:
    page.get_by_label("nodig om te leren?").fill("Vaste structuur, een kleine groep en korte opdrachten.")
    page.get_by_label("Wat gaat goed?").fill("Leest graag, en helpt anderen als het rustig is.")
    page.get_by_label("Wat is moeilijk?").fill("Raakt elke middag overprikkeld en loopt dan weg.")
    eenmaal(page, "aanvraag-behoefte")
    opslaan(page)
    page.get_by_label("Wat deden jullie?").first.fill("Eigen werkplek")
    page.get_by_label("Wat was het effect?").first.fill("Hielp een deel van de dag.")
    page.get_by_label("Waarom is lichtere hulp niet genoeg?").fill(
        "Meer kunnen wij in de klas niet bieden, ook niet samen."
    )
    eenmaal(page, "aanvraag-gedaan")
    opslaan(page)


def mening(page) -> None:
    dag(page, timezone.localdate())
    kies(page, "Zijn de ouders het eens met de aanvraag?", "Ja, alle ouders met gezag zijn het eens")
    page.get_by_label("Wat vinden de ouders?").fill("Wij zijn het eens met de aanvraag. Thuis zien wij hetzelfde.")
    page.get_by_role("group", name="zelf gehoord?").get_by_label("Ja", exact=True).check()
    kies(page, "Hoe?", "in een gesprek")
    page.get_by_label("zelf?").last.fill("Ik wil graag een rustig plekje.")
    eenmaal(page, "aanvraag-mening")
    opslaan(page)


def stuk(page, soort: str, naam: str) -> None:
    """Add one document of this kind."""
    page.get_by_label("Wat voor stuk is het?").select_option(soort)
    page.get_by_label("Kies een of meer bestanden").set_input_files(
        {"name": naam, "mimeType": "application/pdf", "buffer": PDF}
    )
    page.locator("main").get_by_role("button", name="Toevoegen").first.click()
    page.get_by_role("link", name=naam, exact=True).first.wait_for()


def opp(page) -> None:
    stuk(page, "opp", "opp.pdf")
    dag(page, timezone.localdate())
    kies(page, "Is het handelingsdeel met de ouders besproken?", "besproken en ondertekend door de ouders")
    eenmaal(page, "aanvraag-stukken")
    opslaan(page)


def indienen(page, naam="aanvraag-controleren") -> Aanvraag:
    """From the list of sections to the confirmation."""
    klik(page, "Controleren en indienen")
    return nakijken_en_indienen(page, naam)


def nakijken_en_indienen(page, naam="aanvraag-controleren", *, ouders=True) -> Aanvraag:
    eenmaal(page, naam)
    page.get_by_label("Ik heb de aanvraag gecontroleerd").check()
    if ouders:
        page.get_by_label("De ouders weten dat wij deze aanvraag indienen").check()
    druk(page, "Aanvraag indienen")
    assert page.url.endswith("/ingediend/"), page.locator("main").inner_text()[:900]
    eenmaal(page, naam.replace("controleren", "ingediend"))
    return Aanvraag.objects.exclude(kenmerk=None).latest("pk")


def tlv_aanvragen(page, leerling) -> Aanvraag:
    """The school writes a whole aanvraag for speciaal onderwijs and submits it."""
    page.goto("/")
    eenmaal(page, "school-leeg")
    klik(page, "Nieuwe aanvraag")
    eenmaal(page, "aanvraag-nieuw")
    beginnen(page, "TLV speciaal onderwijs", leerling)
    eenmaal(page, "aanvraag")
    klik(page, "Leerling en ouders")
    leerling_en_contact(page)
    vraag(page)
    behoefte_en_gedaan(page)
    mening(page)
    opp(page)
    return indienen(page)


def nemen(page, aanvraag) -> None:
    """The loket takes a new case from its list."""
    page.goto("/")
    klik(page, "Niet toegewezen", bij=".swv-tabs")
    eenmaal(page, "werkvoorraad-vrij")
    with page.expect_navigation():
        page.get_by_role("row", name=aanvraag.kenmerk).get_by_role("button", name="Neem deze").click()


def naar_zaak(page, aanvraag) -> None:
    """The loket opens this case from its own work."""
    page.goto("/")
    klik(page, aanvraag.over)


def deskundigen_vragen(page, een: tuple[str, str], twee: tuple[str, str]) -> None:
    """From the case to two experts, each a name and a discipline."""
    klik(page, "Compleet en naar deskundigen")
    page.get_by_label("Eerste deskundige").select_option(label=een[0])
    page.get_by_label("Adviseert als").nth(0).select_option(een[1])
    page.get_by_label("Tweede deskundige").select_option(label=twee[0])
    page.get_by_label("Adviseert als").nth(1).select_option(twee[1])
    eenmaal(page, "deskundigen")
    druk(page, "Compleet en naar deskundigen")


def adviseren(page, soort: str, categorie="", *, jaren="2") -> None:
    """An expert writes the advice, keeps it, and signs it."""
    page.goto("/")
    eenmaal(page, "mijn-adviezen")
    with page.expect_navigation():
        page.locator("main table a").first.click()
    page.get_by_label("Wat heb je gelezen en gezien?").fill("Het dossier, en een ochtend in de klas.")
    kies(page, "Heb je de ouders gesproken?", "Ja")
    kies(page, "Heb je de leerling gesproken of gezien?", "Ja")
    kies(page, "Wat is je conclusie?", "Toelaatbaar")
    page.get_by_label("Welke soort onderwijs?").select_option(soort)
    page.get_by_label("Categorie").select_option(categorie)
    page.get_by_label("Hele schooljaren").select_option(jaren)
    page.get_by_label("Waarom adviseer je dit?").fill("De hele dag is structuur nodig.")
    page.get_by_label("Waarom is lichtere hulp niet genoeg?").fill("Dat is een jaar geprobeerd.")
    kies(page, "Heb je deze leerling eerder behandeld of gezien?", "Nee")
    for zin in ("Ik ben niet verbonden", "Ik was niet betrokken", "Ik beslis niet mee"):
        page.get_by_label(zin).check()
    eenmaal(page, "advies")
    druk(page, "Bewaar")
    druk(page, "Ondertekenen")
    eenmaal(page, "advies-ondertekend")


def besluiten(page, soort_categorie: str, *, jaren="2", **anders: str) -> None:
    """The beslisser opens the first case of the list, writes the decision and signs."""
    page.goto("/")
    eenmaal(page, "besluiten")
    with page.expect_navigation():
        page.locator("main table a").first.click()
    kies(page, "Besluit", "Toekennen")
    page.get_by_label("Soort onderwijs en categorie").select_option(soort_categorie)
    page.get_by_label("Hele schooljaren").select_option(jaren)
    teksten = {
        "Waarom dit besluit?": "De hele dag is structuur nodig. Wij volgen beide adviezen.",
        "Wat zeggen wij op de mening van de ouders?": "Wij zijn blij dat u het eens bent.",
        "Wat doen wij met de mening van de leerling?": "Wij vragen de nieuwe school om een rustig plekje.",
        "Waarom is lichtere hulp niet genoeg?": "De school heeft een jaar lang veel gedaan.",
        "Waarom deze duur?": "Na twee jaar kijken wij opnieuw.",
    }
    for label, tekst in (teksten | anders).items():
        page.get_by_label(label).fill(tekst)
    eenmaal(page, "besluit")
    druk(page, "Naar ondertekenen")
    eenmaal(page, "besluit-ondertekenen")
    druk(page, "Besluit nemen en ondertekenen")
    eenmaal(page, "besluit-genomen")


def voor_vandaag(page) -> None:
    """The letters go out today, also on a day on which the page proposes the next working day."""
    page.get_by_label("Op welke dag gaan de brieven uit?").fill(timezone.localdate().isoformat())
    druk(page, "Klaarzetten voor verzending")


def versturen(page, naam="bekendmaken") -> None:
    """The loket goes from its list to the letters of one case: dates them, a real worker makes them, they are gone."""
    page.goto("/")
    klik(page, "Verzenden", bij="header")
    eenmaal(page, "verzenden-lijst")
    with page.expect_navigation():
        page.locator("main table a").first.click()
    voor_vandaag(page)
    wacht_tot(lambda: not BriefVersie.objects.filter(pdf=None).exists(), 60, "de brieven")
    page.reload()
    eenmaal(page, naam)
    druk(page, "Markeer als verzonden")
    eenmaal(page, "brieven-weg")


def pdf_van(page, brief) -> str:
    """The text of the PDF of this letter, fetched by who reads it on this page."""
    antwoord = page.request.get(f"/brieven/{brief.public_id}/pdf/")
    assert antwoord.headers["content-disposition"].startswith("attachment")
    bladen = PdfReader(BytesIO(antwoord.body())).pages
    return " ".join(" ".join(blad.extract_text() for blad in bladen).split())
