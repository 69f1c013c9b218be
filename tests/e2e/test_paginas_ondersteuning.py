"""How support develops, down to a TLV; one school beside the average; national figures."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from monitoring import democijfers
from scholen.models import Samenwerkingsverband
from tests.factories import gebruiker_met
from tests.monitoring.test_tlv import geef
from tests.monitoringrijen import Regio

from .conftest import bekijk
from .stappen import klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_how_support_develops_down_to_a_tlv(binnen, tmp_path):
    regio = Regio()
    vandaag = timezone.localdate()
    Samenwerkingsverband.objects.update(regio="haaglanden", code="PO2815")
    democijfers.vullen(Samenwerkingsverband.objects.get(eigen=True), op=timezone.now())
    geef(regio, vandaag, vandaag, vandaag.replace(year=vandaag.year + 2, day=1))
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/monitoring/", "monitoring-vragen")
    klik(page, "Hoe ontwikkelt de ondersteuning zich?")
    bekijk(page, "monitoring-ondersteuning")
    page.get_by_role("link", name="1 TLV's", exact=False).first.click()
    bekijk(page, "monitoring-tlvrijen")
    naar(page, f"/monitoring/school/{regio.school.brin6}/", "monitoring-school")


def test_national_figures_are_read_in(binnen, tmp_path):
    Regio()
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/landelijke-cijfers/", "landelijke-cijfers")
    fout, goed = tmp_path / "fout.csv", tmp_path / "goed.csv"
    fout.write_text("code;jaar;sector;waarde;bron\nM01;2025;PO;228;DUO\n")
    goed.write_text("code;jaar;sector;waarde;bron\nM01;2025;PO;2,28;DUO\n")
    page.get_by_label("De lijst met landelijke cijfers").set_input_files(fout)
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    bekijk(page, "landelijke-cijfers-fout")
    klik(page, "Kies het bestand opnieuw")
    page.get_by_label("De lijst met landelijke cijfers").set_input_files(goed)
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    bekijk(page, "landelijke-cijfers-voorstel")
    page.get_by_role("button", name="Neem over").click()
    bekijk(page, "landelijke-cijfers-klaar")
    assert page.get_by_text("2,28%").is_visible()
