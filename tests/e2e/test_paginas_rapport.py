"""A report from the question to its files, and what changed since, also on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.bestanden.opslag import lezen
from kern.gebruikers.rollen import Rol
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.models import Rapport
from monitoring.rules.rapport import Tijdvak, afgelopen
from scholen.models import Plek
from tests.factories import gebruiker_met
from tests.monitoringrijen import Regio

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_report_is_asked_read_downloaded_and_compared(binnen, tmp_path):
    regio, maand = Regio(), afgelopen(Tijdvak.MAAND, timezone.localdate(), 1)[0]
    for dag, besloten in ((2, 20), (5, 25), (9, None)):
        waar = maand.van + timedelta(days=besloten) if besloten else None
        regio.aanvraag(maand.van + timedelta(days=dag), besloten=waar, uitkomst="toegekend")
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/monitoring/", "monitoring-rapporten-ingang")
    klik(page, "Rapporten")
    bekijk(page, "rapporten")
    klik(page, "Maandrapport")
    page.get_by_label("Periode").select_option(maand.code)
    druk(page, "Maak rapport")
    bekijk(page, "rapport-wacht")
    rij = Rapport.objects.get()
    assert rapport_maken(rij.pk, op=timezone.now())
    page.reload()
    page.get_by_role("link", name=maand.naam.capitalize()).click()
    bekijk(page, "rapport")
    with page.expect_download() as bestand:
        page.get_by_role("link", name="PDF").click()
    assert bestand.value.suggested_filename == f"maandrapport-{maand.code}.pdf"
    (tmp_path / "rapport.pdf").write_bytes(lezen(Rapport.objects.get().pdf.sha256))
    regio.aanvraag(maand.van + timedelta(days=12))
    page.locator('a[href*="/rijen/aanvragen/1/0/"]').click()
    bekijk(page, "rapport-rijen")
    assert "1 meer" in page.locator("main").inner_text()
    page.go_back()
    klik(page, "Wat is er sindsdien veranderd?")
    bekijk(page, "rapport-sindsdien")
    naar(page, f"/monitoring/op-tijd/?periode={maand.code}", "op-tijd-met-weergaven")
    klik(page, "Bewaar deze weergave")
    page.get_by_label("Naam van de weergave").fill("Deze maand")
    page.get_by_label("Alleen voor mij").check()
    druk(page, "Bewaar de weergave")
    bekijk(page, "monitoring-weergave")
    klik(page, "Deze maand")


def test_a_board_reads_what_is_about_it(binnen, monkeypatch):
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())
    regio, jaar = Regio(), afgelopen(Tijdvak.SCHOOLJAAR, timezone.localdate(), 1)[0]
    for dag in (20, 40, 60):
        regio.aanvraag(jaar.van + timedelta(days=dag), besloten=jaar.van + timedelta(days=dag + 30))
    velden = {"soort": "verantwoording", "periode": jaar, "wie": [regio.school.bestuur]}
    door, op = gebruiker_met(Rol.CONTROLLER), timezone.now()
    (rij,) = rapporten_vragen(regio.instelling.swv, door=door, op=op, **velden)
    assert rapport_maken(rij.pk, op=op)
    lezer = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=lezer.lidmaatschappen.get(), bestuur=regio.school.bestuur)
    page = binnen(lezer)
    naar(page, "/monitoring/rapporten/", "rapporten-bestuur")
    page.get_by_role("link", name=jaar.naam.capitalize()).click()
    bekijk(page, "rapport-bestuur")
    assert "minder dan 5" in page.locator("main").inner_text()
