"""Of whom figures are asked: from the address to the rows, and split by one dimension."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.binnen import aanvragen
from monitoring.kengetallen.verdeling import op_tijd_per, stroom_per
from monitoring.rules.filter import Dimensie, Filter, per, uit_adres
from monitoring.rules.periode import van_schooljaar
from scholen.models import Gemeente, SchoolDeelname, Werkgebied
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd

DAG = date(2026, 12, 1)
JAAR = van_schooljaar(2026)


def test_an_address_says_what_is_chosen_and_back():
    adres = {"school": "10ZZ00", "soort": "SO", "gemeente": "518", "categorie": "X", "per": "school", "bestuur": ""}
    assert uit_adres(adres) == Filter(school="10ZZ00", soort="SO")
    assert uit_adres(adres).vraag == "school=10ZZ00&soort=SO"
    assert Filter().vraag == ""
    assert per(adres) == Dimensie.SCHOOL
    assert per({"per": "kleur"}) is None


class Streek(Regio):
    """Two schools of two boards, in an area and a gemeente of their own."""

    def __init__(self):
        super().__init__()
        self.hier = Gemeente.objects.create(code="0518", naam="Zandwerven")
        self.daar = Gemeente.objects.create(code="0519", naam="Duindorp")
        self.tweede = SchoolFactory(naam="De Verte", plaats="Duindorp", gemeente=self.daar)
        type(self.school).objects.filter(pk=self.school.pk).update(gemeente=self.hier, naam="De Brug")
        gebied = Werkgebied.objects.create(swv=self.instelling.swv, naam="Noord", code="noord")
        SchoolDeelname.objects.filter(school=self.school).update(werkgebied=gebied)
        eerste, verte = self.school, self.tweede
        self.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1), uitkomst="toegekend", compleet=date(2026, 9, 2))
        self.aanvraag(date(2026, 9, 2), soort="SBO", leerling=LeerlingFactory(plaats="Duindorp"))
        self.aanvraag(date(2025, 9, 2), besloten=date(2025, 12, 30))
        self.school = verte
        self.aanvraag(date(2026, 11, 2), besloten=date(2027, 2, 1))
        self.school = eerste


@pytest.fixture
def streek(db):
    return Streek()


def aantal(**keuze):
    return ingediend(Aanvraag.objects.filter(aanvragen(Filter(**keuze), DAG))).count()


def test_each_choice_gives_its_rows(streek):
    assert aantal() == 4
    assert (aantal(school=streek.school.brin6), aantal(bestuur=streek.tweede.bestuur.nummer)) == (3, 1)
    assert (aantal(werkgebied="noord"), aantal(werkgebied="zuid")) == (3, 0)
    assert (aantal(gemeente="0519"), aantal(gemeente="0518")) == (1, 3), "where the pupil lives, not the school"
    assert (aantal(soort="SBO"), aantal(categorie="L"), aantal(aanleiding="verlenging")) == (1, 1, 0)
    assert aantal(school=streek.school.brin6, soort="SO") == 2


def cellen(tabel):
    return {rij.naam: rij.cellen for rij in (*tabel.rijen, tabel.totaal)}


def test_every_split_adds_up_to_the_same(streek):
    rijen = ingediend(Aanvraag.objects.all())
    for een in Dimensie:
        stroom, tijd = (maken(rijen, JAAR, een, DAG) for maken in (stroom_per, op_tijd_per))
        assert stroom.totaal.cellen == ((3, 1, 3, 2, 1, 1) if een != Dimensie.MAAND else (3, 1, 3, 2, 1)), een
        assert tijd.totaal.cellen[:2] == (2, 1), een
        assert tuple(map(sum, zip(*(rij.cellen for rij in stroom.rijen), strict=True))) == stroom.totaal.cellen


def test_what_each_part_is_called_and_counts(streek):
    rijen = ingediend(Aanvraag.objects.all())
    assert cellen(stroom_per(rijen, JAAR, Dimensie.SCHOOL, DAG))["De Brug"] == (2, 1, 2, 1, 1, 1)
    assert [*cellen(stroom_per(rijen, JAAR, Dimensie.WERKGEBIED, DAG))] == ["Noord", "Zonder werkgebied", "Totaal"]
    assert cellen(stroom_per(rijen, JAAR, Dimensie.GEMEENTE, DAG))["Duindorp"][0] == 1
    assert cellen(stroom_per(rijen, JAAR, Dimensie.MAAND, DAG))["september 2026"] == (2, 1, 2, 0, 0)
    assert cellen(op_tijd_per(rijen, JAAR, Dimensie.SCHOOL, DAG))["De Verte"][:5] == (1, 0, 0, 0, 0)
    leeg = op_tijd_per(rijen, van_schooljaar(2015), Dimensie.SCHOOL, DAG)
    assert (leeg.rijen, leeg.totaal) == ((), None)


def test_a_page_is_filtered_and_split_and_each_number_leads_to_its_rows(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    adres = f"{reverse('monitoring:aanvragen')}?periode=2026-2027&per=school&soort=SO"
    pagina = client.get(adres).text
    assert "Soort: TLV speciaal onderwijs" in pagina
    wegen = re.findall(r'<a href="([^"]*school=[^"]*)">(\d+)<span', pagina)
    assert len(wegen) > 3
    for weg, getal in wegen:
        rijen = client.get(weg.replace("&amp;", "&")).text
        assert re.search(rf": {getal}\s+aanvra", re.sub(r"\s+", " ", rijen)), weg
    blad = load_workbook(
        BytesIO(client.get(f"{reverse('monitoring:op_tijd_excel')}?{adres.partition('?')[2]}").content)
    )
    assert [rij[0] for rij in blad.active.values][:2] == ["School", "De Brug"]


def test_a_split_of_nothing_says_so(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    for naam in ("aanvragen", "op_tijd"):
        pagina = client.get(reverse(f"monitoring:{naam}"), {"periode": "2016-2017", "per": "school"}).text
        assert "Voor deze keuze zijn nog geen cijfers." in pagina


def test_a_choice_that_is_not_there_is_said_and_not_counted(streek):
    client = ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))
    vragen = {"periode": "2026-2027", "school": "99ZZ99", "per": "<b>", "soort": "'"}
    pagina = client.get(reverse("monitoring:op_tijd"), vragen)
    assert pagina.status_code == 200
    assert "de gevraagde keuze bij school niet" in pagina.text
    assert "1 van 2" in pagina.text
