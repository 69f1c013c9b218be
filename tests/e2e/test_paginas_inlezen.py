"""The beheerder reads in files of DUO, in a real browser."""

from __future__ import annotations

import pytest

from scholen.models import School
from tests.factories import InstellingFactory
from tests.scholen.bestanden import BESTUREN, BO, HOOFD, MAP

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_files_of_duo_are_read_in(binnen, beheerder):
    InstellingFactory()
    page = binnen(beheerder)
    page.goto("/beheer/")
    page.get_by_role("link", name="Scholen inlezen").click()
    bekijk(page, "inlezen")
    page.get_by_label("Bestanden van DUO").set_input_files([MAP / BO, MAP / BESTUREN])
    druk(page, "Bekijk wat er verandert")
    bekijk(page, "inlezen-fout")
    page.get_by_label("Bestanden van DUO").set_input_files([MAP / BO, MAP / HOOFD])
    druk(page, "Bekijk wat er verandert")
    page.get_by_text("nieuw", exact=False).locator("visible=true").last.click()
    bekijk(page, "inlezing")
    druk(page, "Neem dit over")
    bekijk(page, "inlezing-klaar")
    assert School.objects.exists()
    naar(page, "/beheer/scholen/importeren/", "inlezen-eerder")
