"""A group over two schools, a place in a voorziening, material that comes back, and help that moves along."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Aanwezigheid, Arrangement, Groepsschool, Plaatsing
from kern.gebruikers.rollen import Rol
from loket.models import Status
from scholen.models import Inschrijving
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, aanvraag_in, gebruiker_met, leerling_op

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def hier(naam, rij):
    return reverse(f"arrangementen:{naam}", args=[rij.public_id])


def test_a_group_over_two_schools(binnen):
    pot("9000")
    een, twee = SchoolFactory(naam="De Zandloper"), SchoolFactory(naam="De Zandbank")
    soort = aanbod("groep", vorm="bedrag", eenheid="leerling", functie="", naam="Samen leren", soort="groep")
    rij = toegekend(arrangement(school=een, soort=soort, voor="groep", aantal=Decimal(4), bedrag=Decimal(1000)))
    Groepsschool.objects.create(arrangement=rij, school=twee)
    for school, naam in ((een, "Fenna"), (twee, "Milan")):
        leerling_op(school, roepnaam=naam)
        page = binnen(gebruiker_met(Rol.IB, school=school))
        page.goto(hier("arrangement", rij))
        klik(page, "Groep en aanwezigheid")
        page.get_by_text("Een leerling van je school toevoegen").click()
        page.get_by_label("Leerling", exact=True).select_option(index=1)
        druk(page, "Doet mee")
        assert naam in page.locator("main").inner_text()
    assert "Fenna" not in page.locator("main").inner_text(), "the other school sees its own pupils only"
    bekijk(page, "groep-school")
    page = binnen(gebruiker_met(Rol.ADVISEUR))
    page.goto(hier("arrangement_groep", rij))
    page.get_by_role("group", name="Milan").get_by_label("afgemeld").check()
    druk(page, "Leg vast")
    bekijk(page, "groep-adviseur")
    assert "Kosten per leerling: €\u00a0500" in page.locator("main").inner_text()
    assert Aanwezigheid.objects.filter(was="afgemeld").count() == 1


def test_a_place_is_offered_and_taken(binnen):
    pot("9000")
    klas = aanbod("klas", vorm="plaats", eenheid="plaats", functie="", plaatsen=1, naam="Tussenklas")
    school = SchoolFactory(naam="De Zandloper")
    for naam in ("Fenna", "Milan"):
        toegekend(arrangement(school=school, soort=klas, leerling=leerling_op(school, roepnaam=naam)))
    staf = binnen(gebruiker_met(Rol.ADVISEUR))
    naar(staf, "/voorzieningen/", "voorzieningen")
    klik(staf, "Tussenklas")
    bekijk(staf, "voorziening-wacht")
    druk(staf, "Bied een plaats aan Fenna")
    bekijk(staf, "voorziening-aangeboden")
    druk(staf, "Bied een plaats aan Milan")
    assert "geen plaats vrij" in staf.locator("main").inner_text()
    page = binnen(gebruiker_met(Rol.IB, school=school))
    page.goto(hier("voorziening", klas))
    druk(page, "Aannemen Fenna")
    bekijk(page, "voorziening-school")
    assert Plaatsing.objects.get().stand == "bezet"
    naar(page, hier("aanbod_soort", klas), "voorziening-aanbod")


def test_material_comes_back(binnen):
    pot("9000")
    soort = aanbod("laptop", vorm="materiaal", eenheid="stuk", functie="", naam="Extra materialen")
    rij = toegekend(arrangement(soort=soort))
    page = binnen(gebruiker_met(Rol.IB, school=rij.school))
    page.goto(hier("arrangement_materiaal", rij))
    page.get_by_label("Wat is besteld?").fill("Laptop met voorleesprogramma")
    druk(page, "Leg de bestelling vast")
    page.get_by_text("Vastleggen wat er gebeurde").click()
    page.get_by_label("Geleverd").check()
    druk(page, "Leg vast Laptop")
    bekijk(page, "materiaal-een")
    naar(page, "/materiaal/", "materiaal")
    assert rij.school.naam in page.locator("main").inner_text()


def test_help_that_runs_is_changed(binnen):
    pot("9000")
    school = SchoolFactory(naam="De Wijzer")
    kind, ib = leerling_op(school, roepnaam="Fenna"), gebruiker_met(Rol.IB, school=school)
    aanvraag = aanvraag_in(Status.IN_BEHANDELING, school=school, ib=ib, leerling=kind, soort="ARR")
    vraag = {"aantal": Decimal(10), "bedrag": Decimal(800), "aanvraag": aanvraag}
    gisteren = timezone.now() - timedelta(days=1)
    rij = arrangement(school=school, ib=ib, leerling=kind, op=gisteren, **vraag)
    rij = toegekend(rij, op=gisteren, woorden={"motivering": "Past."})
    page = binnen(gebruiker_met(Rol.BESLISSER))
    page.goto(hier("arrangement", rij))
    klik(page, "Wijzigen")
    bekijk(page, "wijzigen")
    page.get_by_label("Hoeveel uur").fill("20")
    druk(page, "Wijzig de hulp")
    assert "Schrijf op waarom je de hulp wijzigt" in page.locator("main").inner_text()
    bekijk(page, "wijzigen-fout")
    page.get_by_label("Waarom wijzig je de hulp?").fill("Fenna heeft meer nodig.")
    if page.get_by_label("Welk bedrag").count():
        page.get_by_label("Welk bedrag").fill("1600")
    druk(page, "Wijzig de hulp")
    assert "De hulp is gewijzigd." in page.locator("main").inner_text()
    bekijk(page, "gewijzigd")
    assert Arrangement.objects.get(vorige=rij).beslissing.aantal == 20
    naar(page, hier("arrangement", rij), "gewijzigd-oud")


def test_help_moves_along_with_a_pupil(binnen):
    pot("9000")
    vandaag = timezone.localdate()
    school, nieuw = SchoolFactory(naam="De Oude"), SchoolFactory(naam="De Nieuwe")
    kind = leerling_op(school, roepnaam="Fenna")
    rij = toegekend(arrangement(school=school, leerling=kind, aantal=Decimal(10), bedrag=Decimal(800)))
    Inschrijving.objects.filter(leerling=kind).update(tot=vandaag - timedelta(days=1))
    Inschrijving.objects.create(leerling=kind, school=nieuw, van=vandaag)
    page = binnen(gebruiker_met(Rol.BESLISSER))
    naar(page, "/arrangementen/vertrokken/", "vertrokken")
    klik(page, "Meenemen")
    bekijk(page, "meenemen")
    druk(page, "Neem de hulp mee")
    bekijk(page, "meegenomen")
    assert "De hulp gaat mee naar De Nieuwe." in page.locator("main").inner_text()
    mee = Arrangement.objects.get(vorige=rij)
    page = binnen(gebruiker_met(Rol.IB, school=nieuw))
    page.goto(hier("arrangement", mee))
    assert "Rust en overzicht" not in page.locator("main").inner_text()
    assert page.goto(hier("arrangement", rij)).status == 404
