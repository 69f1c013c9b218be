"""How support develops: each number leads to its rows, what has no source says so, and only staff sees it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from monitoring import democijfers
from monitoring.kengetallen import deelname as tel
from monitoring.kengetallen import steuntabellen
from monitoring.models import Rapport, Vergelijkcijfer
from monitoring.rapporten.inhoud import tabellen
from monitoring.rules.tabel import Tabel
from scholen.models import LeerlingAantal, School
from scholen.regio import PROFIELEN
from tests.factories import SchoolFactory, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.monitoring.test_tlv import TELDAG, VANDAAG, gebeurt, geef, kleine, regio
from tests.monitoring.test_tlv import tel as geteld
from tests.monitoringrijen import moment
from tests.scholen.test_regio import inrichten
from tests.test_toegang import ingelogd

__all__ = ["kleine", "regio"]
pytestmark = pytest.mark.django_db
JAAR = {"periode": "2026-2027"}


@pytest.fixture(autouse=True)
def _op_een_dag(monkeypatch):
    """In March 2027; what is drawn is tested with the charts."""
    monkeypatch.setattr("monitoring.views.beelden.op_scherm", lambda grafiek: "")
    with time_machine.travel(moment(VANDAAG)):
        yield


@pytest.fixture
def client(regio, kleine):
    sbo = SchoolFactory(soort="SBO", naam="De Regenboog")
    geteld(regio.school, 200)
    geteld(regio.school, 240, date(2025, 10, 1))
    geteld(sbo, 10, date(2025, 10, 1))
    velden = {"code": "M01", "sector": "PO", "waarde": Decimal("2.28"), "bron": "DUO proef"}
    Vergelijkcijfer.objects.create(jaar=2025, ingelezen_op=timezone.now(), **velden)
    return ingelogd(gebruiker_met(Rol.LOKETMEDEWERKER))


def test_participation_stands_beside_the_country_with_its_source(client):
    tekst = woorden(client.get(reverse("monitoring:ondersteuning"), JAAR))
    assert "2025 4% 2,28% 10 Leerlingen sbo, 2025 250 Leerlingen bo en sbo, 2025 1,72 punt hoger –" in tekst
    assert "2026 – –" in tekst, "nobody counted sbo in 2026: that is not 0%"
    assert "Landelijk, bron: DUO proef." in tekst
    assert "Bij Monitoring" not in tekst
    for zin in ("Verwijzingspercentage M12", "Bron: DUO Open Onderwijsdata"):
        assert zin.lower() in tekst.lower()


def test_every_number_leads_to_as_many_rows(client, kleine):
    pagina = client.get(reverse("monitoring:ondersteuning"), JAAR)
    links = set(re.findall(r'<a href="(/monitoring/ondersteuning/[a-z]+/\?[^"]+)">(\d+)<', pagina.text))
    delen = {adres.split("/")[3] for adres, _ in links}
    assert delen == {"toegekend", "geldig", "besloten", "geeindigd", "terug", "buiten"}
    for adres, getal in links:
        tekst = woorden(client.get(adres.replace("&amp;", "&")))
        assert f"Schooljaar 2026-2027: {getal} " in tekst, adres
    assert Logregel.objects.filter(actie="monitoring_gezien").exists()


def test_what_is_followed_down_by_a_wrong_address_does_not_exist(client):
    assert client.get(reverse("monitoring:ondersteuning_rijen", args=["anders"])).status_code == 404
    for tlv in ("XX", "SO-Z", "'"):
        leeg = client.get(reverse("monitoring:ondersteuning_rijen", args=["geldig"]), JAAR | {"tlv": tlv})
        assert "0 TLV" in woorden(leeg)
    assert client.get(reverse("monitoring:school", args=["99XX99"])).status_code == 404


def test_a_school_stands_beside_the_average(client, regio):
    adres = reverse("monitoring:school", args=[regio.school.brin6])
    tekst = woorden(client.get(adres, JAAR))
    assert "Verwijzingspercentage 2,5% 2026-2027" in tekst, "5 of 200"
    assert regio.school.naam in tekst
    vreemd = SchoolFactory()
    vreemd.deelnames.all().delete()
    assert client.get(reverse("monitoring:school", args=[vreemd.brin6])).status_code == 404


def test_a_choice_of_a_board_is_of_that_board(client, regio):
    vraag = JAAR | {"bestuur": regio.school.bestuur.nummer}
    tekst = woorden(client.get(reverse("monitoring:ondersteuning"), vraag))
    assert "De deelname is altijd van het hele samenwerkingsverband." in tekst
    ander = SchoolFactory().bestuur.nummer
    assert "Toegekend 0" in woorden(client.get(reverse("monitoring:ondersteuning"), JAAR | {"bestuur": ander}))


def test_the_spreadsheet_has_a_sheet_per_table_and_what_they_mean(client):
    boek = load_workbook(BytesIO(client.get(reverse("monitoring:ondersteuning_excel"), JAAR).content))
    assert len(boek.sheetnames) == 10
    uitleg = {str(rij[0]) for rij in boek["Wat de cijfers betekenen"].values}
    assert {"M01", "M02", "M05", "M06", "M07", "M12", "M13", "M14", "M21"} <= uitleg
    assert ["2025", "4%", "2,28%"] in [[*rij[:3]] for rij in boek.worksheets[0].values]


def test_as_many_questions_whatever_there_is(client, regio):
    def vragen(adres):
        with CaptureQueriesContext(connection) as gesteld:
            assert client.get(adres, JAAR).status_code == 200
        return len(gesteld)

    adressen = [reverse("monitoring:ondersteuning"), reverse("monitoring:school", args=[regio.school.brin6])]
    vragen(adressen[0])  # the first page of a session asks more
    eerst = [vragen(adres) for adres in adressen]
    for nummer in range(4):
        een = geef(regio, date(2026, 9, 1 + nummer), date(2026, 9, 2 + nummer), date(2028, 7, 31))
        gebeurt(regio, een, "geplaatst", date(2026, 9, 20), school=regio.school)
        geteld(SchoolFactory(), 50, TELDAG)
    assert [vragen(adres) for adres in adressen] == eerst


@pytest.mark.parametrize("naam", PROFIELEN)
def test_every_region_of_the_demo_has_figures(naam):
    swv = inrichten(naam)
    open_scholen = set(swv.deelnames.values_list("school", flat=True))
    democijfers.vullen(swv, op=timezone.now())
    voor = LeerlingAantal.objects.count(), Vergelijkcijfer.objects.count()
    democijfers.vullen(swv, op=timezone.now())
    assert (LeerlingAantal.objects.count(), Vergelijkcijfer.objects.count()) == voor, "a second time changes nothing"
    aantallen = LeerlingAantal.objects.all()
    dagen = tel.teldata(aantallen, swv)
    assert [dag.year for dag in dagen] == [*range(2016, 2026)]
    nu = tel.tellingen(aantallen, swv, dagen)
    nationaal = steuntabellen.landelijk(Vergelijkcijfer.objects.all(), ("M01", "M02", "M03", "M04"))
    for code in steuntabellen.codes_van(swv):
        tabel: Tabel = steuntabellen.reeks(code, swv, nu, tel.soorten_in(swv), nationaal)
        bekend = [rij.naam for rij in tabel.rijen if rij.cellen[0] is not None]
        verwacht = [str(jaar) for jaar in range(2016, 2026)]
        if naam in ("duin-en-bollenstreek", "zuid-kennemerland"):
            verwacht = ["2018", "2025"]  # DUO's files of VO per vestiging that we have
        assert bekend == verwacht, code
        assert any(rij.cellen[1] is not None for rij in tabel.rijen), "the country stands beside it"
    nu_mee = swv.deelnames.filter(tot=None, school__gesloten_op=None).values_list("school", flat=True)
    assert set(nu_mee) == open_scholen, "who was there before and is gone, does not come back"


def test_the_year_report_has_participation_and_how_tlvs_end(client, regio):
    een = Rapport(swv=regio.instelling.swv, soort="jaarverslag", periode="2026-2027", over="swv")
    gemaakt = {tabel.code: tabel for tabel in tabellen(een)}
    assert gemaakt["deelname-m01"].rijen[0].cellen[0] == Decimal("4.00")
    assert gemaakt["tlv-duur"].rijen[0].cellen[0] == 5
    assert gemaakt["tlv-einde"].rijen[0].cellen[:2] == (3, 1), "up to the end of the period"


def test_the_first_of_february_stands_beside_the_october_before_it(client, regio):
    assert "1 februari" not in woorden(client.get(reverse("monitoring:ondersteuning"), JAAR)), "nothing counted then"
    for school, aantal in ((regio.school, 230), (School.objects.get(naam="De Regenboog"), 12)):
        geteld(school, aantal, date(2026, 2, 1))
    tekst = woorden(client.get(reverse("monitoring:ondersteuning"), JAAR))
    assert "Op 1 februari erna 2025 4% 2,28%" in tekst
    assert "1,72 punt hoger – 4,96%" in tekst
