"""What TLVs cost: the amounts per pupil, the forecast, and what if."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from arrangementen import demoprognose
from arrangementen.models import Scenario
from arrangementen.rules.raming import laatste_telling
from kern.gebruikers.rollen import Rol
from tests.factories import InstellingFactory, gebruiker_met, tlv_voor

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_amounts_of_a_year_and_those_of_the_next(binnen):
    InstellingFactory()
    dit = timezone.localdate().year
    page = binnen(gebruiker_met(Rol.BESLISSER, naam="Yara Beslisser"))
    naar(page, "/beheer/normbedragen/", "normbedragen-leeg")
    klik(page, f"{dit} invullen")
    bekijk(page, "normbedragen-jaar")
    druk(page, "Stel de bedragen vast")
    bekijk(page, "normbedragen-jaar-fout")
    page.get_by_label("Sbo").fill("6.200")
    page.get_by_label("So, categorie 1").fill("13.500,50")
    page.get_by_label("Officiële bedragen").check()
    page.get_by_label("Waar komen ze vandaan?").fill("Regeling bekostiging WPO, Stcrt. 2026, 12345")
    druk(page, "Stel de bedragen vast")
    page.get_by_label("Voor welk jaar?").select_option(str(dit + 1))
    page.get_by_label("Hoeveel procent hoger").fill("2,5")
    druk(page, "Neem de bedragen over")
    bekijk(page, "normbedragen")
    klik(page, f"{dit + 1} invullen")
    assert "verhoogd met 2,5 procent" in page.locator("main").inner_text()
    bekijk(page, "normbedragen-jaar-bron")


@pytest.fixture
def gevuld():
    """An SWV with three years of TLVs and the amounts of the demo."""
    swv, wie = InstellingFactory(terugplaatsing_procent=2).swv, gebruiker_met(Rol.BESLISSER, naam="Yara Beslisser")
    demoprognose.vullen(swv, vandaag=timezone.localdate(), op=timezone.now())
    telling = laatste_telling(timezone.localdate())
    for jaar, soorten in ((telling - 2, "L SBO SBO"), (telling - 1, "L SBO"), (telling, "L M H L SBO SBO SBO")):
        for een in soorten.split():
            soort = {"soort": "SBO"} if een == "SBO" else {"categorie": een}
            tlv_voor(beslisser=wie, start=date(jaar - 1, 8, 1), eind=date(jaar + 1, 7, 31), **soort)
    return wie


def test_what_tlvs_will_cost(binnen, gevuld):
    page = binnen(gevuld)
    naar(page, "/beheer/normbedragen/", "normbedragen-voorbeelden")
    klik(page, "Prognose", bij=".swv-nav")
    bekijk(page, "prognose")
    page.evaluate("document.querySelectorAll('details').forEach(een => { een.open = true })")
    bekijk(page, "prognose-open")


def test_what_if(binnen, gevuld):
    Scenario.objects.all().delete()
    page = binnen(gevuld)
    page.goto("/prognose/")
    klik(page, "Wat als?")
    bekijk(page, "scenarios-leeg")
    klik(page, "Scenario maken")
    bekijk(page, "scenario-nieuw")
    assert not page.get_by_label("Hoeveel leerlingen?").is_visible()
    page.get_by_label("Voor welke soort TLV?").select_option("SO-H")
    druk(page, "Bewaar en vergelijk")
    bekijk(page, "scenario-fout")
    page.get_by_label("Hoe heet dit scenario?").fill("Een klas so erbij")
    page.get_by_label("Hoeveel leerlingen?").fill("10")
    page.get_by_label("Vanaf welke telling").select_option(index=2)
    druk(page, "Bewaar en vergelijk")
    klik(page, "Scenario maken")
    page.get_by_label("Hoe heet dit scenario?").fill("Strengere criteria voor sbo")
    page.get_by_label("Nieuwe TLV’s sbo").fill("60")
    page.get_by_label("Hoeveel procent gaat elk jaar terug").fill("5")
    druk(page, "Bewaar en vergelijk")
    for vak in page.get_by_role("checkbox").all():
        vak.check()
    druk(page, "Vergelijk")
    tekst = page.locator("main").inner_text()
    assert "meer dan de basis" in tekst
    assert "minder dan de basis" in tekst
    bekijk(page, "scenarios")
    klik(page, "Wijzig")
    bekijk(page, "scenario")
    druk(page, "Gooi dit scenario weg")
    assert page.get_by_role("checkbox").count() == 1
