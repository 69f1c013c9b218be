"""The whole path without script, and the pages for everybody."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from loket.models import Tlv
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, ouder_van

from . import mensen
from .conftest import bekijk, met_wachtwoord
from .stappen import klik

pytestmark = [pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]


@pytest.mark.lang
def test_the_whole_path_without_script(als, werker):
    """From aanvraag to letter, everybody logged in by the page; with script it is walked in test_verhaal_tlv."""
    opties = {"java_script_enabled": False}
    school = SchoolFactory(naam="Basisschool De Zandloper")
    ib = met_wachtwoord(gebruiker_met(Rol.IB, school=school, naam="Anouk Visser"), totp=True)
    loket = met_wachtwoord(gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra"), totp=True)
    een = met_wachtwoord(gebruiker_met(Rol.DESKUNDIGE, naam="Rosa Proefman"), totp=True)
    twee = met_wachtwoord(gebruiker_met(Rol.DESKUNDIGE, naam="Lars Testers"), totp=True)
    beslisser = met_wachtwoord(gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser"), totp=True)
    moeder = met_wachtwoord(gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld"), totp=False)
    leerling = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(leerling, gebruiker=moeder)

    aanvraag = mensen.tlv_aanvragen(als(ib, **opties), leerling)
    balie = als(loket, **opties)
    mensen.nemen(balie, aanvraag)
    mensen.deskundigen_vragen(balie, ("Rosa Proefman", "orthopedagoog"), ("Lars Testers", "kinder_jeugdpsycholoog"))
    for wie in (een, twee):
        mensen.adviseren(als(wie, **opties), "SO", "L")
    mensen.besluiten(als(beslisser, **opties), "SO:L", **mensen.CATEGORIE)
    mensen.versturen(balie)
    thuis = als(moeder, **opties)
    klik(thuis, "Lees de brief")
    assert Tlv.objects.get().nummer in thuis.content()


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
