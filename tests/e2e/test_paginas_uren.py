"""Hours on a phone at half past four, with and without script, and what they add up to."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from arrangementen.actions.uren import Uren, geschreven, inzet_toevoegen, uren_schrijven
from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
TELEFOON = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def hulp():
    """An adviser with two children and a team, one of them over what was granted."""
    pot("9000")
    vandaag, nu = timezone.localdate(), timezone.now()
    van = max(eerste_dag(schooljaar(vandaag)), vandaag - timedelta(days=40))
    wie, school = gebruiker_met(Rol.ADVISEUR, naam="Marit Hoekstra"), SchoolFactory(naam="De Zandloper")
    soort = aanbod(naam="Ambulante begeleiding")
    rijen = [
        toegekend(
            arrangement(school=school, leerling=leerling_op(school, roepnaam=naam), soort=soort, van=van, aantal=uur)
        )
        for naam, uur in (("Fenna", Decimal(40)), ("Milan", Decimal(3)))
    ]
    team = aanbod("team", naam="Coaching van het team", soort="school")
    rijen.append(toegekend(arrangement(school=school, soort=team, voor="klas", van=van, aantal=Decimal(10))))
    for rij in rijen:
        inzet_toevoegen(rij, door=wie, op=nu, gebruiker=wie, uren_per_week=Decimal(2))
    for rij, dagen, kwartieren in ((rijen[0], 2, 6), (rijen[0], 9, 6), (rijen[1], 9, 14), (rijen[2], 3, 4)):
        dag = max(van, vandaag - timedelta(days=dagen))
        wat = Uren(dag=dag, soort="leerling", kwartieren=kwartieren)
        uren_schrijven(rij, wat, door=wie, op=nu, bevestigd=True)
    return wie, rijen


def klopt_dit(page) -> None:
    """On a day off one is asked first."""
    if page.get_by_label("Ja, dit klopt").count():
        page.get_by_label("Ja, dit klopt").check()
        druk(page, "Bewaren")


@pytest.mark.parametrize("script", [True, False])
def test_hours_of_today_with_one_tap(binnen, hulp, script):
    wie, rijen = hulp
    page = binnen(wie, java_script_enabled=script, **(TELEFOON if not script else {}))
    naar(page, "/uren/", "uren")
    page.set_viewport_size({"width": 390, "height": 844})
    knop = page.get_by_role("button", name="Vandaag 1,5 uur met de leerling voor Fenna")
    assert knop.bounding_box()["height"] >= 44
    with page.expect_navigation():
        knop.click()
    klopt_dit(page)
    assert "Bewaard voor vandaag: 1,5 uur met de leerling" in page.locator("main").inner_text()
    assert geschreven(rijen[0]) == 18
    kaart = page.locator("section", has_text="Milan")
    kaart.locator("summary").click()
    kaart.get_by_label("Hoeveel uur?").fill("0,1")
    with page.expect_navigation():
        kaart.get_by_role("button", name="Bewaren").click()
    bekijk(page, "uren-fout", titel="Uren")
    kaart.get_by_label("Hoeveel uur?").fill("0:30")
    kaart.get_by_label("voorbereiding").check()
    with page.expect_navigation():
        kaart.get_by_role("button", name="Bewaren").click()
    klopt_dit(page)
    assert "Er staan nu 4 uur. Er zijn 3 uur toegekend." in page.locator("main").inner_text()
    bekijk(page, "uren-bewaard")


def test_the_week_the_overview_and_one_arrangement(binnen, hulp):
    wie, _ = hulp
    page = binnen(wie)
    page.goto("/uren/")
    klik(page, "Hele week")
    bekijk(page, "uren-week")
    klik(page, "Vorige week")
    bekijk(page, "uren-week-eerder")
    cel = page.locator("tbody input[type=text]").first
    cel.fill("een")
    druk(page, "Bewaar de week")
    bekijk(page, "uren-week-fout")
    page.locator("tbody input[type=text]").first.fill("2")
    druk(page, "Bewaar de week")
    if page.get_by_label("Ja, dit klopt").count():
        bekijk(page, "uren-week-vraag")
        page.get_by_label("Ja, dit klopt").check()
        druk(page, "Bewaar de week")
    assert "Je uren van deze week zijn bewaard." in page.locator("main").inner_text()
    naar(page, "/arrangementen/caseload/", "uren-caseload")
    klik(page, "Fenna")
    bekijk(page, "uren-arrangement")
    page.locator("summary", has_text="Iemand toevoegen").click()
    page.get_by_label("Naam").fill("Juf Roos")
    page.get_by_label("Hoeveel uur?").fill("12")
    page.get_by_label("in totaal").check()
    druk(page, "Bewaren")
    assert "Juf Roos" in page.locator("main").inner_text()
    bekijk(page, "uren-arrangement-wie")
