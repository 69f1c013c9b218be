"""Reports: asked once, made once, frozen, the same bytes later, and what changed since."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kern.bestanden.opslag import lezen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from monitoring import demorapport
from monitoring.actions.rapport import LEASE, opgeven, rapport_maken, rapporten_vanzelf, rapporten_vragen
from monitoring.models import MAX_POGINGEN, Rapport, Stand
from monitoring.rapporten.bestanden import als_csv, als_excel, als_html
from monitoring.rapporten.inhoud import INHOUD
from monitoring.rules import rapport as regels
from monitoring.rules.bevriezen import bevroren, ontdooid, verschillen
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.periode import van_kwartaal, van_maand, van_schooljaar
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from scholen.models import Gemeente, Instelling, School
from tests.factories import gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import Regio
from tests.test_toegang import ingelogd

SEPTEMBER = van_maand(2026, 9)
OP = datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _zonder_drukwerk(monkeypatch):
    """Printing takes a second and is tested with the letters."""
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())


@pytest.fixture
def regio(db):
    een = Regio()
    een.aanvraag(date(2026, 8, 20))
    een.aanvraag(date(2026, 9, 1), besloten=date(2026, 9, 30), uitkomst="toegekend")
    return een


@pytest.fixture
def loket(regio):
    return gebruiker_met(Rol.LOKETMEDEWERKER)


def gevraagd(regio, door, periode=SEPTEMBER, op=OP):
    swv = regio.instelling.swv
    return rapporten_vragen(swv, door=door, op=op, soort="maandrapport", periode=periode, wie=[swv])[0]


def gemaakt(regio, door, periode=SEPTEMBER, op=OP):
    rij = gevraagd(regio, door, periode, op)
    assert rapport_maken(rij.pk, op=op)
    return Rapport.objects.get(pk=rij.pk)


def test_a_report_asked_twice_is_there_once_and_is_made_once(regio, loket):
    rij = gevraagd(regio, loket)
    assert gevraagd(regio, gebruiker_met(Rol.CONTROLLER)) == rij
    assert rapport_maken(rij.pk, op=OP)
    assert not rapport_maken(rij.pk, op=OP + timedelta(hours=1)), "it is there"
    assert Rapport.objects.count() == 1
    assert Bericht.objects.filter(wie=loket).count() == 1, "who asked hears of it"
    assert Logregel.objects.filter(actie="rapport_maken").count() == 1


def test_what_is_in_it_is_what_the_page_counts(regio, loket):
    rij = gemaakt(regio, loket)
    stroom = {een.sleutel: een.cellen[0] for een in rij.cijfers[0].rijen}
    assert (stroom["open_begin"], stroom["ontvangen"], stroom["toegekend"], stroom["open_eind"]) == (1, 1, 1, 1)
    assert [een.code for een in rij.definities] == ["M08", "M10", "M11", "M15", "M16", "M18", "R06"]
    assert rij.getal == rij.controlegetal
    assert rij.stand == Stand.KLAAR


def test_the_same_report_gives_the_same_bytes_later(regio, loket):
    rij = gemaakt(regio, loket)
    regio.aanvraag(date(2026, 9, 2))
    assert lezen(rij.csv.sha256) == als_csv(rij)
    assert lezen(rij.excel.sha256) == als_excel(rij)
    assert lezen(rij.pdf.sha256) == als_html(rij).encode()


def test_a_report_that_is_there_does_not_change(regio, loket):
    rij = gemaakt(regio, loket)
    for vraag in ("UPDATE monitoring_rapport SET tabellen = '[]'", "DELETE FROM monitoring_rapport"):
        stuk = pytest.raises((InternalError, ProgrammingError), match="verandert niet")
        with stuk, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(vraag)
    rij.tabellen[0]["rijen"][0][1][0] = 99
    assert rij.getal != rij.controlegetal, "a changed cell shows"


def test_what_changed_since_is_named_cell_by_cell(regio, loket):
    rij = gemaakt(regio, loket)
    client = ingelogd(loket)
    adres = reverse("monitoring:rapport_sinds", args=[rij.public_id])
    assert "krijgt dezelfde cijfers" in woorden(client.get(adres))
    regio.aanvraag(date(2026, 9, 2))
    tekst = woorden(client.get(adres))
    assert "Aanvragen en besluiten: Ontvangen September 2026 1 2" in tekst
    assert "Aanvragen en besluiten: Afgewezen" not in tekst
    assert rij.cijfers[0] == Rapport.objects.get().cijfers[0]


def test_two_reports_that_follow_each_other_agree(regio, loket):
    """Begin + in − out = end, and what is open at the end of one is open at the beginning of the next."""
    for dag in (3, 11, 24):
        regio.aanvraag(date(2026, 9, dag), besloten=date(2026, 9, dag) + timedelta(days=20))
    regio.aanvraag(date(2026, 9, 8), ingetrokken=date(2026, 10, 2))
    rapporten = [gemaakt(regio, loket, van_maand(2026, maand), datetime(2026, 12, 1, tzinfo=UTC)) for maand in (9, 10)]
    for kolom in range(len(rapporten[0].cijfers[1].rijen) + 1):
        standen = [_stromen(rapport)[kolom] for rapport in rapporten]
        for een in standen:
            uit = sum(een[deel] for deel in UIT)
            assert een["open_begin"] + een["ontvangen"] - uit == een["open_eind"]
        assert standen[0]["open_eind"] == standen[1]["open_begin"]
    assert _stromen(rapporten[0])[0]["open_eind"] > 1


UIT = ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling", "ingetrokken", "doorgestuurd")


def _stromen(rapport):
    """The parts of M08: of all, and of each kind."""
    alle, soorten = rapport.cijfers[:2]
    namen = [een.sleutel for een in alle.rijen]
    return [
        {een.sleutel: een.cellen[0] for een in alle.rijen},
        *(dict(zip(namen, rij.cellen, strict=True)) for rij in soorten.rijen),
    ]


def test_no_report_of_a_period_that_is_not_over_or_of_another_length(regio, loket):
    with pytest.raises(NietMogelijk, match="niet voorbij"):
        gevraagd(regio, loket, op=datetime(2026, 9, 30, 20, tzinfo=UTC))
    with pytest.raises(NietMogelijk, match="andere"):
        gevraagd(regio, loket, van_kwartaal(2026, 1))
    with pytest.raises(NietMogelijk, match="geen rechten"):
        gevraagd(regio, gebruiker_met(Rol.ADVISEUR))


def test_the_clock_asks_in_the_night_after_and_catches_up_once(regio):
    nacht = datetime(2026, 9, 30, 22, 20, tzinfo=UTC)  # twenty past midnight here
    maand = {"soort": "maandrapport"}
    rapporten_vanzelf(op=nacht - timedelta(days=1))
    assert {een.periode for een in Rapport.objects.filter(**maand)} == {"2026-08"}, "of the month that was over"
    assert rapporten_vanzelf(op=nacht) > 0
    assert rapporten_vanzelf(op=nacht + timedelta(days=1)) == 0
    assert [een.periode for een in Rapport.objects.filter(**maand).order_by("pk")] == ["2026-08", "2026-09"]
    rij = Rapport.objects.filter(**maand).latest("pk")
    assert rapport_maken(rij.pk, op=nacht)
    assert not Bericht.objects.exists(), "nobody asked"


def test_the_set_for_everybody_comes_by_itself_only_where_the_swv_wants_it(regio):
    op, soort = datetime(2027, 7, 31, 22, 20, tzinfo=UTC), {"soort": regels.OPENBAAR}
    rapporten_vanzelf(op=op)
    assert not Rapport.objects.filter(**soort).exists()
    Instelling.objects.update(cijfers_openbaar=True)
    assert rapporten_vanzelf(op=op) == 1
    assert Rapport.objects.get(**soort).periode == "2026-2027"


def test_a_worker_that_was_killed_keeps_it_only_for_a_while(regio, loket):
    rij = gevraagd(regio, loket)
    Rapport.objects.filter(pk=rij.pk).update(lease_tot=OP + LEASE, pogingen=1)
    assert not rapport_maken(rij.pk, op=OP + timedelta(seconds=1))
    assert rapport_maken(rij.pk, op=OP + LEASE)


def test_what_fails_is_tried_three_times_and_can_be_asked_again(regio, loket, monkeypatch):
    rij = gevraagd(regio, loket)
    with monkeypatch.context() as stuk:
        stuk.setattr("monitoring.actions.rapport.als_csv", lambda rapport: 1 / 0)
        for _ in range(MAX_POGINGEN):
            with pytest.raises(ZeroDivisionError):
                rapport_maken(rij.pk, op=OP)
        assert not rapport_maken(rij.pk, op=OP)
    rij.refresh_from_db()
    assert (rij.stand, rij.tabellen, rij.pdf) == (Stand.MISLUKT, None, None)
    assert Bericht.objects.filter(wie=loket).count() == 1, "also that it failed is said"
    gevraagd(regio, loket)
    assert rapport_maken(rij.pk, op=OP)


def test_what_kills_each_worker_ends_as_failed_and_who_asked_hears_it(regio, loket):
    rij, later = gevraagd(regio, loket), OP + LEASE
    Rapport.objects.filter(pk=rij.pk).update(lease_tot=later, pogingen=MAX_POGINGEN)
    opgeven(op=OP)
    rij.refresh_from_db()
    assert rij.stand == Stand.BEZIG, "the last one is at it"
    for _ in range(2):
        opgeven(op=later)
    rij.refresh_from_db()
    assert rij.stand == Stand.MISLUKT
    assert Bericht.objects.filter(wie=loket).count() == 1


def test_the_spreadsheet_has_real_tables_and_says_what_they_mean(regio, loket):
    boek = load_workbook(BytesIO(als_excel(gemaakt(regio, loket))))
    assert boek.sheetnames[0] == "Toelichting"
    assert boek.sheetnames[-1] == "Definities"
    assert [len(blad.tables) for blad in boek] == [1] * len(boek.sheetnames)
    blad = boek[boek.sheetnames[1]]
    assert [cel.value for cel in blad[3]] == ["Ontvangen", 1, 0], "numbers are numbers"
    assert {rij[0].value for rij in boek["Definities"]} == {"Code", "M08", "M10", "M11", "M15", "M16", "M18", "R06"}
    assert ("Periode", "september 2026, tot en met 30 september 2026") in [*boek["Toelichting"].values]


def test_the_csv_can_be_read_by_a_spreadsheet_in_dutch(regio, loket):
    tekst = lezen(gemaakt(regio, loket).csv.sha256).decode("utf-8-sig")
    rijen = [*csv.reader(StringIO(tekst), delimiter=";")]
    assert ["Ontvangen", "1", "0"] in rijen
    assert ["Binnen de termijn van de wet", "1", "1", "100,0"] in rijen


def test_the_pages_show_it_and_each_file_leaves_a_trace(regio, loket):
    rij = gemaakt(regio, loket)
    client = ingelogd(loket)
    assert "September 2026" in woorden(client.get(reverse("monitoring:rapporten")))
    tekst = woorden(client.get(reverse("monitoring:rapport", args=[rij.public_id])))
    assert "Ontvangen 1 september 2026, Ontvangen 0" in tekst
    assert "niet heel" not in tekst
    for vorm in ("pdf", "excel", "csv"):
        antwoord = client.get(reverse("monitoring:rapport_bestand", args=[rij.public_id, vorm]))
        assert b"".join(antwoord.streaming_content) == lezen(getattr(rij, vorm).sha256)
    assert Logregel.objects.filter(actie="rapport_gedownload").count() == 3
    assert client.get(reverse("monitoring:rapport_bestand", args=[rij.public_id, "html"])).status_code == 404


def test_asking_shows_how_far_it_is_until_it_is_there(regio, loket):
    client = ingelogd(loket)
    adres = reverse("monitoring:rapportsoort", args=["maandrapport"])
    assert "Kies een periode" in woorden(client.post(adres, {"periode": ""}))
    code = regels.afgelopen(regels.Tijdvak.MAAND, timezone.localdate(), 1)[0].code
    antwoord = client.post(adres, {"periode": code}, follow=True)
    assert "0 van 1 klaar" in woorden(antwoord)
    assert "data-ververs" in client.get(adres, headers={"X-Fragment": "1"}).text
    assert rapport_maken(Rapport.objects.get().pk, op=OP)
    assert "data-ververs" not in client.get(adres, headers={"X-Fragment": "1"}).text
    assert client.get(reverse("monitoring:rapportsoort", args=["anders"])).status_code == 404


def test_the_demo_has_one_of_each_kind_once(regio, loket):
    swv = regio.instelling.swv
    School.objects.update(gemeente=Gemeente.objects.create(code="0518", naam="Zandwerven"))
    for _ in range(2):
        demorapport.vullen(swv, op=OP)
    soorten = [een.soort for een in Rapport.objects.all()]
    assert {*soorten} == {*regels.SOORTEN}
    standen = regels.vanzelf(regels.SOORTEN[regels.STANDEN], timezone.localdate(OP))
    assert len(soorten) == len(regels.SOORTEN) - 1 + len(standen), "all stands that one can choose"


def test_each_kind_has_its_tables():
    assert set(INHOUD) == set(regels.SOORTEN)


def test_which_periods_are_over():
    vak = regels.Tijdvak
    assert [een.code for een in regels.afgelopen(vak.MAAND, date(2026, 3, 1), 3)] == ["2026-02", "2026-01", "2025-12"]
    assert regels.afgelopen(vak.KWARTAAL, date(2026, 3, 31), 1)[0].code == "2025-K4", "the last day is not over"
    assert regels.afgelopen(vak.SCHOOLJAAR, date(2026, 8, 1), 1)[0].code == "2025-2026"
    for periode, vak_ in ((SEPTEMBER, vak.MAAND), (van_kwartaal(2026, 2), vak.KWARTAAL)):
        assert regels.tijdvak_van(regels.periode_van(periode.code)) is vak_
    assert regels.tijdvak_van(van_schooljaar(2026)) is vak.SCHOOLJAAR
    standen = [een.code for een in regels.afgelopen(vak.STAND, date(2026, 10, 1), 3)]
    assert standen == ["2026-09-30", "2026-07-31", "2025-07-31"]
    assert regels.lopend(vak.STAND, date(2026, 10, 1)).code == "2026-12-31"
    assert regels.tijdvak_van(regels.periode_van("2026-09-30")) is vak.STAND
    with pytest.raises(ValueError, match="2026-13"):
        regels.periode_van("2026-13")


CELLEN = st.none() | st.integers(0, 9) | st.text(max_size=3) | st.decimals(0, 9, places=1)


@given(st.lists(st.tuples(CELLEN, CELLEN), max_size=3))
def test_what_is_frozen_comes_out_as_it_was(cellen):
    kolommen = (Kolom("Een", Maat.AANTAL), Kolom("Twee", Maat.PROCENT))
    rijen = tuple(Rij(f"Rij {nummer}", paar, str(nummer)) for nummer, paar in enumerate(cellen))
    rijen = (*rijen, Rij("Deel", (1, None), "deel", "0"))
    tabel = Tabel("x", "Titel", "Kop", kolommen, rijen, ("M08",), Rij("Samen", (1, Decimal("2.0"))), ("Onder.",))
    assert ontdooid(bevroren(tabel, DEFINITIES)) == tabel
    assert verschillen([tabel], [tabel]) == []


def test_a_row_that_came_and_one_that_went_are_differences():
    def tabel(*sleutels):
        rijen = tuple(Rij(een, (1,), een) for een in sleutels)
        return Tabel("x", "Titel", "Kop", (Kolom("Een", Maat.AANTAL),), rijen, ())

    anders = verschillen([tabel("a", "b")], [tabel("b", "c")])
    assert [(een.rij, een.was, een.nu) for een in anders] == [("a", "1", ""), ("c", "", "1")]
    assert [(een.rij, een.nu) for een in verschillen([], [tabel("a")])] == [("a", "1")]
