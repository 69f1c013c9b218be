"""A set for research, from who gets it to the file, also on a phone."""

from __future__ import annotations

from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from monitoring.actions.onderzoek import onderzoeksset_maken
from monitoring.models import Onderzoeksset
from monitoring.rules.rapport import Tijdvak, afgelopen
from tests.factories import gebruiker_met
from tests.monitoringrijen import Regio

from .conftest import bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_set_is_given_and_downloaded(binnen):
    regio, jaar = Regio(), afgelopen(Tijdvak.SCHOOLJAAR, timezone.localdate(), 1)[0]
    for dag in range(6):
        regio.aanvraag(jaar.van + timedelta(days=dag), besloten=jaar.van + timedelta(days=dag + 30))
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    page.goto("/monitoring/rapporten/")
    klik(page, "Set voor onderzoek")
    bekijk(page, "onderzoek-leeg")
    druk(page, "Leg vast en maak de set")
    bekijk(page, "onderzoek-fout")
    page.get_by_label("Wie krijgt de set?").fill("Universiteit Proef, mevrouw Onderzoeker")
    page.get_by_label("Waarvoor?").fill("Hoe lang duurt een aanvraag? De set wordt na een jaar weggegooid.")
    druk(page, "Leg vast en maak de set")
    bekijk(page, "onderzoek-wacht")
    assert "0 van 1 klaar" in page.locator("#sets").inner_text()
    onderzoeksset_maken(Onderzoeksset.objects.get().pk, op=timezone.now())
    page.locator("#sets").get_by_role("link", name="Download").wait_for()  # without pressing anything
    bekijk(page, "onderzoek")
    with page.expect_download() as bestand:
        page.locator("main").get_by_role("link", name="Download").click()
    with ZipFile(bestand.value.path()) as zip_:
        assert len(zip_.read("aanvragen.csv").decode().splitlines()) == 7
