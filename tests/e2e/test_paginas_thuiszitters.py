"""A child that does not go to school: reported by its school, looked after by an adviseur, with a next step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.thuiszitterrijen import casus, onbekend
from thuiszitters.models import Casus

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def dag(aantal=0):
    return (timezone.localdate() + timedelta(days=aantal)).isoformat()


def melden(page, soort="verkort"):
    page.get_by_label("Wat is er aan de hand?").select_option(soort)
    page.get_by_label("Eerste dag").fill(dag(-20))
    page.get_by_label("Hoeveel uur per week").fill("6")
    page.get_by_label("Belangrijkste reden").select_option("angst")
    page.get_by_label("Wat is er al gedaan?").fill("De mentor belde met thuis.")
    page.get_by_role("group", name="Weten de ouders").get_by_label("Ja").check()
    page.get_by_label("Sinds wanneer weten ze het?").fill(dag(-1))
    druk(page, "Melden")


def test_from_melding_to_a_step_that_is_done(binnen):
    school = SchoolFactory(naam="De Zandloper")
    leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    page = binnen(gebruiker_met(Rol.IB, school=school))
    naar(page, "/thuiszitters/", "thuiszitters-leeg")
    klik(page, "Leerling melden")
    bekijk(page, "thuiszitter-melden")
    druk(page, "Melden")
    bekijk(page, "thuiszitter-melden-fout")
    page.locator("select[name=leerling]").select_option(label="Ruben Nergens")
    assert not page.get_by_label("Roepnaam").is_visible(), "a pupil of the list is not typed again"
    melden(page)
    bekijk(page, "thuiszitter-school")
    adviseur = binnen(gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet"))
    naar(adviseur, "/thuiszitters/", "thuiszitters-stil")
    assert "Nog geen regievoerder." in adviseur.locator("main").inner_text()
    klik(adviseur, "Ruben Nergens")
    druk(adviseur, "Neem de regie")
    adviseur.get_by_label("Wat gebeurt er?").fill("Gesprek met jeugdhulp over slapen")
    adviseur.get_by_label("Wie doet dit?").select_option(label="Iemand anders")
    adviseur.get_by_label("Wie anders?").fill("Jeugdteam")
    adviseur.get_by_label("Klaar op").fill(dag(7))
    druk(adviseur, "Afspraak maken")
    klik(adviseur, "Stap afronden")
    bekijk(adviseur, "thuiszitter-stap")
    adviseur.get_by_label("Ja, de stap is klaar").check()
    adviseur.get_by_label("Wat kwam eruit").fill("Ouders en Ruben waren er. Drie ochtenden per week.")
    druk(adviseur, "Bewaren")
    bekijk(adviseur, "thuiszitter")
    assert "Stap 3 van 8" in adviseur.locator("main").inner_text()
    klik(adviseur, "Verzuim wijzigen")
    bekijk(adviseur, "thuiszitter-verzuim")
    page.goto("/thuiszitters/?weergave=deels")
    bekijk(page, "thuiszitters-deels")
    adviseur.goto(f"/thuiszitters/{Casus.objects.get().public_id}/sluiten/")
    bekijk(adviseur, "thuiszitter-sluiten")


def test_reporting_needs_no_script(binnen):
    InstellingFactory()
    loket = binnen(gebruiker_met(Rol.LOKETMEDEWERKER), java_script_enabled=False)
    loket.goto("/thuiszitters/melden/")
    bekijk(loket, "thuiszitter-melden-loket")
    loket.get_by_label("Leerplicht").check()
    loket.get_by_label("Roepnaam").fill("Sem")
    loket.get_by_label("Achternaam").fill("Nieuwkomer")
    for naam, waarde in (("dag", "3"), ("maand", "4"), ("jaar", "2018")):
        loket.locator(f"input[name=geboortedatum_{naam}]").fill(waarde)
    melden(loket, "absoluut")
    assert "Sem Nieuwkomer" in loket.locator("h1").inner_text()
    assert "Staat op geen school" in loket.locator("main").inner_text()


LIJST = (
    "Roepnaam;Achternaam;Geboortedatum;School;Soort;Eerste dag;BSN\n"
    "Sam;Nieuwkomer;3-4-2018;De Zandloper;ziek;{dag};x\n"
    "Noor;Vanwijk;5-6-2019;De Zandloper;ongeoorloofd verzuim;{dag};x\n"
)


def test_a_list_is_read_in_after_a_look(binnen):
    school = SchoolFactory(naam="De Zandloper")
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    casus(school=school, leerling=onbekend(geboortedatum=date(2018, 4, 3)), door=loket)
    page = binnen(loket)
    naar(page, "/thuiszitters/", "thuiszitters-loket")
    klik(page, "Lijst inlezen")
    bekijk(page, "thuiszitters-inlezen")

    def kies(tekst):
        page.get_by_label("De school").check()
        page.get_by_label("De lijst").set_input_files(
            {"name": "lijst.csv", "mimeType": "text/csv", "buffer": tekst.encode()}
        )
        druk(page, "Bekijk wat er gebeurt")

    kies("naam;klas\nSem;4\n")
    bekijk(page, "thuiszitters-inlezen-fout")
    kies(LIJST.format(dag="31-2-2026"))
    bekijk(page, "thuiszitters-inlezen-rijen-fout", titel="Wat er gebeurt")
    klik(page, "Kies het bestand opnieuw")
    kies(LIJST.format(dag=dag(-20)))
    bekijk(page, "thuiszitters-inlezen-voorstel")
    page.get_by_label("Sam Nieuwkomer").select_option(index=1)
    druk(page, "Lees de lijst in")
    assert "De lijst is ingelezen: 1 nieuwe casus, 1 melding bij een casus" in page.locator("body").inner_text()
    assert Casus.objects.count() == 2


def test_a_child_that_is_there_twice_is_joined(binnen):
    school = SchoolFactory(naam="De Zandloper")
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    kind = leerling_op(school, roepnaam="Sam", achternaam="Nieuwkomer", geboortedatum=date(2018, 3, 4))
    casus(school=school, leerling=kind)
    casus(school=None, leerling=onbekend(), soort="absoluut", door=loket)
    page = binnen(loket)
    naar(page, "/thuiszitters/", "thuiszitters-dubbel")
    klik(page, "Kijk of het dezelfde zijn")
    bekijk(page, "thuiszitters-dubbelen")
    klik(page, "Hetzelfde kind")
    bekijk(page, "thuiszitters-samenvoegen")
    druk(page, "Voeg samen")
    bekijk(page, "thuiszitter-samengevoegd")
    assert "Samengevoegd met" in page.locator("main").inner_text()


def test_the_board_as_columns_and_with_filters(binnen):
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")
    for nummer, naam in enumerate(("De Zandloper", "De Vuurtoren")):
        school = SchoolFactory(naam=naam)
        for kind in ("Ruben", "Noor"):
            regie = adviseur if nummer else None
            casus(school=school, leerling=leerling_op(school, roepnaam=kind, achternaam=naam[3:]), regie=regie)
    page = binnen(adviseur)
    naar(page, "/thuiszitters/", "thuiszitters-lijst")
    klik(page, "Als bord")
    bekijk(page, "thuiszitters-bord")
    page.locator("summary", has_text="Filteren").click()
    page.get_by_label("School", exact=True).select_option(label="De Zandloper")
    druk(page, "Toon")
    bekijk(page, "thuiszitters-bord-filter")
    assert "Ruben Vuurtoren" not in page.locator("main").inner_text()
    klik(page, "Als lijst")
    bekijk(page, "thuiszitters-filter")
    klik(page, "School: De Zandloper")
    assert "Ruben Vuurtoren" in page.locator("main").inner_text()


def test_a_board_under_a_name_and_the_week_without_script(binnen):
    casus(school=SchoolFactory(naam="De Zandloper"))
    adviseur = gebruiker_met(Rol.ADVISEUR)
    page = binnen(adviseur)
    page.goto("/thuiszitters/?regie=niemand&beeld=bord")
    klik(page, "Bewaar deze weergave")
    bekijk(page, "thuiszitters-weergave")
    page.get_by_label("Naam van de weergave").fill("Zonder regie")
    druk(page, "Bewaar de weergave")
    bekijk(page, "thuiszitters-met-weergave")
    klik(page, "Deze week")
    bekijk(page, "thuiszitters-week")
    kaal = binnen(adviseur, java_script_enabled=False)
    kaal.goto("/thuiszitters/week/")
    druk(kaal, "Stuur me elke week een mail")
    assert kaal.get_by_role("button", name="Stop de mail").is_visible()
    naar(page, "/thuiszitters/weergave/", "thuiszitters-weergaven")
    druk(page, "Verwijder")
    assert "is verwijderd" in page.locator("body").inner_text()
