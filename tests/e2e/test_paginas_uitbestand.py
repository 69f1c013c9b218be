"""An IB'er begins with a file of its own system, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.models import Aanvraag
from tests.factories import InstellingFactory, leerling_op, ouder_van

from .conftest import bekijk
from .stappen import druk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
MAP = Path(__file__).parents[2] / "docs/voorbeelden"


def test_an_aanvraag_begins_with_a_dossier_and_with_an_export(binnen, ib, school):
    InstellingFactory()
    kind = leerling_op(school, roepnaam="Sanne", achternaam="Nergenshuizen", geboortedatum="2018-05-14", straat="Oud 1")
    ouder_van(kind, voornaam="Marieke", achternaam="Nergenshuizen")
    page = binnen(ib)
    page.goto("/aanvragen/nieuw/")
    page.get_by_role("link", name="Begin met een bestand").click()
    bekijk(page, "uit-bestand")
    page.get_by_label("TLV speciaal onderwijs").check()
    page.get_by_label("Kies het bestand").set_input_files(MAP / "oso-aanvraag-swv.xml")
    druk(page, "Bekijk het bestand")
    bekijk(page, "uit-bestand-voorstel")
    druk(page, "Maak het concept")
    bekijk(page, "uit-bestand-concept")
    assert Aanvraag.objects.get().onderdeel_behoefte.sterke_kanten == "Leest graag en veel."
    page.goto("/aanvragen/uit-bestand/")
    page.get_by_label("TLV speciaal basisonderwijs").check()
    page.get_by_label("Kies het bestand").set_input_files(MAP / "lvs-export.csv")
    druk(page, "Bekijk het bestand")
    bekijk(page, "uit-bestand-kolommen")
    page.get_by_label("Kies het bestand").set_input_files(MAP / "lvs-export.csv")
    druk(page, "Onthoud en bekijk het bestand")
    bekijk(page, "uit-bestand-voorstel-csv")
