"""A new SWV by beheer alone, from an empty portal until its first TLV is in the hands of the school."""

from __future__ import annotations

import pytest

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import Status, Tlv
from scholen.models import School
from tests.factories import gebruiker_met, leerling_op, ouder_van
from tests.scholen.bestanden import LANDELIJK_MET_SWV, regels

from . import mensen
from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
SCHOOL = "03PY00"
MENSEN = {
    Rol.IB: "Anouk Visser",
    Rol.LOKETMEDEWERKER: "Marit Hoekstra",
    Rol.BESLISSER: "Hanneke Beslisser",
    Rol.FG: "Sam Toezicht",
}
DESKUNDIGEN = ("Rosa Proefman", "Lars Testers")


def test_a_new_swv_is_set_up_by_beheer_alone_and_gives_its_first_tlv(binnen, werker):
    beheer = binnen(gebruiker_met(Rol.BEHEERDER, naam="Fedde Beheer"))
    _oprichten(beheer)
    _scholen_inlezen(beheer)
    _instellen(beheer)
    _criteria(beheer)
    for rol, naam in (*MENSEN.items(), *((Rol.DESKUNDIGE, naam) for naam in DESKUNDIGEN)):
        _uitnodigen(beheer, rol, naam)
    _mandaat(beheer)
    naar(beheer, "/beheer/nieuw/", "nieuw-swv-klaar")
    assert "Alles wat nodig is, staat er." in beheer.locator("main").inner_text()
    aanvraag = _eerste_tlv(binnen)
    assert aanvraag.status == Status.BEKENDGEMAAKT
    tlv = Tlv.objects.get()
    assert tlv.nummer.startswith("PO2815-")
    school = binnen(_van("Anouk Visser"))
    school.goto("/")
    klik(school, "Lees de brief")
    for woord in (tlv.nummer, "SWV De Vloedlijn", "Kade 1", "Mandaat 2026-01", "2025-2029"):
        assert woord in school.locator("body").inner_text(), woord


def _van(naam: str) -> Gebruiker:
    return Gebruiker.objects.get(naam=naam)


def _oprichten(page) -> None:
    page.goto("/beheer/")
    klik(page, "Klaar voor de eerste TLV?")
    page.get_by_label("Code van het samenwerkingsverband").fill("PO2815")
    page.get_by_label("Naam").fill("SWV De Vloedlijn")
    druk(page, "Samenwerkingsverband toevoegen")
    klik(page, "Contact en adres")
    adres = {"Straat en huisnummer": "Kade 1", "Postcode": "1234 AB", "Plaats": "Duin", "Telefoon": "023 123 45 67"}
    for veld, waarde in (adres | {"E-mailadres": "loket@duin.example"}).items():
        page.get_by_label(veld, exact=True).fill(waarde)
    druk(page, "Bewaren")


def _scholen_inlezen(page) -> None:
    page.goto("/beheer/nieuw/")
    klik(page, "Scholen")
    data = regels(LANDELIJK_MET_SWV, SCHOOL.encode())
    bestand = {"name": LANDELIJK_MET_SWV, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("Bestanden van DUO").set_input_files([bestand])
    druk(page, "Bekijk wat er verandert")
    druk(page, "Neem dit over")
    assert School.objects.get().brin6 == SCHOOL


def _instellen(page) -> None:
    """From today: nothing was judged by these settings yet."""
    page.goto("/beheer/instellingen/po2815/besluiten/")
    page.get_by_label("Ondersteuningsplan").fill("2025-2029")
    page.locator("input[name=bevoegdheid][value=mandaat]").check()
    druk(page, "Bewaren")
    page.goto("/beheer/instellingen/po2815/woorden/")
    page.get_by_label("Telefoon van het steunpunt").fill("023 765 43 21")
    druk(page, "Bewaren")


def _criteria(page) -> None:
    page.goto("/beheer/nieuw/")
    klik(page, "Criteria")
    page.get_by_label("Ondersteuningsplan").fill("2025-2029")
    druk(page, "Begin een lijst")
    klik(page, "Criterium toevoegen")
    page.get_by_label("Soort onderwijs").select_option("SO")
    page.get_by_label("Code").fill("SO-1")
    page.get_by_label("Tekst").fill("{leerling} heeft de hele dag structuur nodig.")
    druk(page, "Bewaar")
    druk(page, "Stel deze lijst vast")


def _uitnodigen(page, rol: Rol, naam: str) -> None:
    page.goto("/beheer/gebruikers/uitnodigen/")
    page.get_by_label("Naam").fill(naam)
    page.get_by_label("E-mailadres").fill(f"{naam.split()[0].lower()}@proef.example")
    page.get_by_label("Rol").select_option(rol.value)
    if rol == Rol.IB:
        page.locator("select[name=school]").select_option(SCHOOL)
    druk(page, "Uitnodigen")
    assert "De uitnodiging is onderweg." in page.locator("main").inner_text()


def _mandaat(page) -> None:
    naar(page, "/beheer/nieuw/", "nieuw-swv-zonder-mandaat")
    assert page.get_by_role("heading", name="Dit is nog nodig").count() == 1
    klik(page, "Mandaat")
    klik(page, "Mandaat vastleggen")
    page.get_by_label("Nummer").fill("2026-01")
    page.get_by_label("Wie krijgt het mandaat?").select_option(label="Hanneke Beslisser")
    page.get_by_label("Functie").fill("teamleider toewijzing")
    page.locator("input[name=soorten][value=SO]").check()
    druk(page, "Vastleggen")


def _eerste_tlv(binnen):
    """By those whom beheer invited; what they do is seen closely in test_verhaal_tlv."""
    kind = leerling_op(School.objects.get(), roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(kind, gebruiker=gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld"))
    aanvraag = mensen.tlv_aanvragen(binnen(_van("Anouk Visser")), kind)
    balie = binnen(_van("Marit Hoekstra"))
    mensen.nemen(balie, aanvraag)
    mensen.deskundigen_vragen(balie, (DESKUNDIGEN[0], "orthopedagoog"), (DESKUNDIGEN[1], "kinder_jeugdpsycholoog"))
    for naam in DESKUNDIGEN:
        mensen.adviseren(binnen(_van(naam)), "SO", "L")
    beslisser = binnen(_van("Hanneke Beslisser"))
    mensen.besluiten(beslisser, "SO:L", **mensen.CATEGORIE)
    bekijk(beslisser, "eerste-tlv-besloten")
    mensen.versturen(balie)
    aanvraag.refresh_from_db()
    return aanvraag
